// Guards: in the real panel, whose content security policy blocks style elements, a token can be edited, signed and
// verified. Fails if the editor needs an inline style or a connection, if what is typed triggers a shortcut of the panel,
// or if the created token isn't what the screen claims.
import { createHmac, createPublicKey, verify } from 'node:crypto';
import type { Frame } from 'playwright';
import { countTokens, expect, issuedOf, openSignedIn, openToken, regionOf, test } from './story';
import type { World } from './world';

/** The editor of the newest access token. */
async function openEditor(panel: Frame, world: World) {
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  const violations = await panel.evaluateHandle(() => {
    const found: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      // When text is replaced, Chromium's own editing commands add style attributes, which have no source.
      if (violatedDirective === 'style-src-attr' && sourceFile === '') return;
      found.push(`${violatedDirective} ${blockedURI}`);
    });
    return found;
  });
  await panel.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = regionOf(panel, 'Token editor');
  const claims = editor.getByRole('textbox', { name: 'Claims' });
  await expect(claims).toContainText('"iss"');
  return { editor, claims, violations, result: editor.getByRole('region', { name: 'Edited token' }) };
}

function decodePart(token: string, index: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

test('a claim is edited, and the token is signed with a pasted secret and verified', async ({
  chrome,
  world,
}) => {
  const { panel } = await openSignedIn(chrome, world);
  const { editor, claims, result, violations } = await openEditor(panel, world);
  const secret = 'a secret of thirty-two characters';
  await claims.click();
  await panel.page().keyboard.press('Control+a');
  // The editor closes the quote and the brace. "/" and "?" are shortcuts of the panel elsewhere.
  await panel.page().keyboard.type('{"sub":"mallory/?');
  await expect(claims).toHaveText('{"sub":"mallory/?"}');
  await editor.getByRole('button', { name: 'Algorithm' }).click();
  await editor.getByRole('menuitem', { name: 'HS256', exact: true }).click();
  await editor.getByRole('button', { name: 'Expire in 1 h' }).click();
  await editor.getByRole('textbox', { name: 'Key' }).fill(secret);
  await editor.getByRole('button', { name: 'Sign', exact: true }).click();

  await expect(result).toContainText('Valid: The HS256 signature matches');
  const token = await result.locator('.encoded').innerText();
  const [header, payload, signature] = token.split('.');
  expect(signature).toBe(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url'));
  const { sub, exp } = decodePart(token, 1);
  expect(sub).toBe('mallory/?');
  expect(Math.abs(Number(exp) - Date.now() / 1_000 - 3_600)).toBeLessThan(120);

  // The next change updates the token without another click, and undo removes it.
  await editor
    .getByRole('toolbar', { name: 'Change the claims' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(result.locator('.encoded')).not.toHaveText(token);
  expect(decodePart(await result.locator('.encoded').innerText(), 1)).toEqual({ sub: 'mallory/?' });
  // Escape, then Tab leaves the text box.
  await claims.click();
  await panel.page().keyboard.press('Escape');
  await panel.page().keyboard.press('Tab');
  await expect(claims).not.toBeFocused();
  expect(await violations.jsonValue()).toEqual([]);

  // The original is unchanged, and what was typed is there again.
  await panel.getByRole('button', { name: 'Close editor' }).click();
  await expect(regionOf(panel, 'Claims')).toContainText('alice');
  await panel.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(claims).toHaveText('{"sub":"mallory/?"}');
});

test('a generated ES256 key signs, and its copied public key verifies', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  const { editor, result } = await openEditor(panel, world);
  // The access token's algorithm is ES256 already.
  await editor.getByRole('combobox', { name: 'Sign with' }).selectOption('Generate a key');
  await editor.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(result).toContainText('Valid: The ES256 signature matches');
  const token = await result.locator('.encoded').innerText();

  await editor.getByRole('button', { name: 'Copy public key as PEM' }).click();
  await expect(panel.getByText('Copied', { exact: true })).toBeVisible();
  const box = editor.getByRole('textbox', { name: 'Key' });
  await editor.getByRole('combobox', { name: 'Sign with' }).selectOption('Paste a key or secret');
  await box.focus();
  await panel.page().keyboard.press('Control+v');
  const key = createPublicKey(await box.inputValue());
  const signed = token.slice(0, token.lastIndexOf('.'));
  const signature = Buffer.from(token.slice(signed.length + 1), 'base64url');
  expect(verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  // It was the public key, which can't sign.
  await expect(result).toContainText('This is a public key');
  await expect(result.locator('.encoded')).toHaveCount(0);
});

test('changes stay reachable after the panel is reloaded and the log is cleared', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { editor, claims, result } = await openEditor(panel, world);
  await editor.getByRole('button', { name: 'Expire now' }).click();
  await editor.getByRole('combobox', { name: 'Sign with' }).selectOption('Generate a key');
  await editor.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(result).toContainText('Valid: The ES256 signature matches');
  const [typed, part] = [
    await claims.innerText(),
    decodePart(await result.locator('.encoded').innerText(), 1),
  ];
  const { devtools } = await chrome.openPanelFor(page);
  await Promise.all([
    devtools.page.waitForEvent('framenavigated'),
    panel.evaluate('setTimeout(() => location.reload())'),
  ]);
  await expect(claims).toHaveText(typed, { useInnerText: true });
  await expect(editor.getByRole('combobox', { name: 'Sign with' })).toHaveValue('generated');
  await editor.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(result).toContainText('Valid: The ES256 signature matches');
  expect(decodePart(await result.locator('.encoded').innerText(), 1)).toEqual(part);

  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  await panel.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => countTokens(panel)).toBe(1);
  await expect(claims).toHaveText(typed, { useInnerText: true });
  await panel.getByRole('button', { name: 'Discard changes' }).click();
  await expect.poll(() => countTokens(panel)).toBe(0);
  await expect(editor).toHaveCount(0);
});

test('garbage and an unsigned token are stated, and nothing is lost', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  const { editor, claims, result } = await openEditor(panel, world);
  const before = await claims.innerText();
  await claims.click();
  await panel.page().keyboard.press('Control+a');
  await panel.page().keyboard.insertText("{'sub': 1}");
  await expect(editor.getByText('Line 1, column 2: JSON needs double quotes.')).toBeVisible();
  await expect(claims).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.getByRole('button', { name: 'Expire now' })).toBeDisabled();
  await editor.getByRole('button', { name: 'alg: none' }).click();
  await editor.getByRole('button', { name: 'Create unsigned token' }).click();
  await expect(result).toContainText('No token yet: correct the claims first.');
  await expect(claims).toHaveText("{'sub': 1}");
  await claims.click();
  await panel.page().keyboard.press('Control+z');
  await expect(claims).toHaveText(before, { useInnerText: true });
  await expect(result).toContainText('Not signed: anyone can change this token');
});

test('registered claims are completed, with their meaning', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  const { editor, claims } = await openEditor(panel, world);
  await claims.click();
  await panel.page().keyboard.press('Control+a');
  await panel.page().keyboard.type('{"aut');
  const option = editor.getByRole('listbox').getByRole('option').first();
  await expect(option).toContainText('Time of the last sign-in');
  await panel.page().keyboard.press('Enter');
  await panel.page().keyboard.type('1');
  await expect(claims).toHaveText('{"auth_time": 1}');

  // Another value is typed in place of the selected one.
  await editor.getByRole('button', { name: 'Audience' }).click();
  await editor.getByRole('menuitem', { name: 'Another value…' }).click();
  await panel.page().keyboard.type('mine');
  await expect(claims).toContainText('"aud": "mine"');

  // A dropped file is opened, and isn't inserted.
  await claims.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['no token'], 'notes.txt'));
    const init = { bubbles: true, composed: true, cancelable: true, dataTransfer: transfer };
    text.dispatchEvent(new DragEvent('drop', init));
  });
  await expect(panel.getByText('notes.txt')).toBeVisible();
  await expect(claims).not.toContainText('no token');
});

test('Ctrl+F searches the text that is edited, and Escape leads back to it', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  const { editor, claims, violations } = await openEditor(panel, world);
  const { keyboard } = panel.page();
  await claims.click();
  await keyboard.press('Control+f');
  const find = panel.getByRole('searchbox', { name: 'Find' });
  await expect(find).toBeFocused();
  await keyboard.type('ALICE');
  const bar = panel.getByRole('search');
  await expect(bar).toContainText(/^1 of \d/);
  await expect(claims.locator('.cm-match-current')).toHaveText('alice');
  await keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(claims).toBeFocused();
  // The match is selected.
  await keyboard.type('mallory');
  await expect(claims).toContainText('mallory');

  await keyboard.press('Control+f');
  await expect(find).toHaveValue('ALICE');
  await claims.click();
  await keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(editor).toBeVisible();
  await expect(claims).toBeFocused();
  expect(await violations.jsonValue()).toEqual([]);
});
