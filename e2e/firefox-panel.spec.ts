// Guards, in Firefox's real toolbox, popup and tabs: what the screens let users do with tokens (lists, details,
// comparison, keys, editor, shared files, popup, viewer, context menu, options). Fails if a part needs an API, a key or a
// style that Firefox doesn't have.
import { createHmac } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair } from 'jose';
import type { DrivenDocument, Target } from './firefox/document';
import type { LaunchedFirefox } from './firefox/launch';
import { showTokens } from './firefox/tokens';
import { test as base } from './sources/firefox-fixture';
import { expect } from './story';
import { waitUntil } from './wait-until';
import { makeToken } from './world';

const har = fileURLToPath(new URL('preview/sign-in.har', import.meta.url));

/** Firefox with the toolbox at the bottom, which has space for all columns, and a folder for downloads. */
const test = base.extend<{ readonly downloads: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  downloads: async ({}, use, info) => {
    const folder = info.outputPath('downloads');
    mkdirSync(folder, { recursive: true });
    await use(folder);
  },
  launchedFirefox: async ({ downloads }, use) => {
    await use({
      prefs: {
        'devtools.toolbox.host': 'bottom',
        'devtools.toolbox.footer.height': 420,
        'browser.download.dir': downloads,
        'browser.download.folderList': 2,
      },
    });
  },
});

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

const issuer = 'https://id.example';
const secret = 'firefox-story-secret-5f3a9c7e1b2d4f60';

/** The panel of a page that has sent these tokens, in this order. */
async function openWith(
  firefox: LaunchedFirefox,
  url: string,
  tokens: readonly string[],
): Promise<DrivenDocument> {
  await firefox.openPage(url);
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await send(firefox, tokens);
  await waitForRows(panel, tokens.length);
  return panel;
}

async function send(firefox: LaunchedFirefox, tokens: readonly string[]): Promise<void> {
  await firefox.page.evaluate(async (bearers) => {
    for (const bearer of bearers) {
      await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
    }
  }, tokens);
}

const waitForRows = (view: DrivenDocument, count: number) =>
  waitUntil(
    `the list has ${count} rows`,
    async () => (await view.count(`[role=grid][aria-rowcount="${count + 1}"]`)) === 1,
  );

/** A selector of the row with this text. */
async function rowOf(view: DrivenDocument, text: string): Promise<string> {
  const index = await waitUntil(`a row has ${text}`, () =>
    view.evaluate(
      (wanted) =>
        [...document.querySelectorAll('[role=row][aria-rowindex]')]
          .find((row) => row.textContent.includes(wanted))
          ?.getAttribute('aria-rowindex'),
      text,
    ),
  );
  return `[role=row][aria-rowindex="${index}"]`;
}

const comparison = { role: 'region', name: 'Comparison' } as const;
const bothSubjects = /sub\s[^]*(?:ff-alice[^]*ff-bob|ff-bob[^]*ff-alice)/;

const waitForText = (view: DrivenDocument, target: Target, wanted: string | RegExp) =>
  waitUntil(`${JSON.stringify(target)} shows ${String(wanted)}`, async () => {
    if ((await view.count(target)) === 0) return false;
    const text = await view.text(target);
    return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  });

const waitForNone = (view: DrivenDocument, target: Target) =>
  waitUntil(`${JSON.stringify(target)} is gone`, async () => (await view.count(target)) === 0);

const waitForClipboard = (firefox: LaunchedFirefox, text: string) =>
  waitUntil(`the clipboard holds ${text}`, async () => (await firefox.readClipboard()) === text);

/** Waits until the focus is in an element with this selector. */
const waitForFocus = (view: DrivenDocument, selector: string) =>
  waitUntil(`the focus is in ${selector}`, () =>
    view.evaluate((wanted) => Boolean(document.activeElement?.closest(wanted)), selector),
  );

test('rows are copied, filtered, sorted and compared with the mouse and keys, and columns are remembered', async ({
  firefox,
  world,
}) => {
  const first = await makeToken({ claims: { iss: issuer, sub: 'ff-alice', exp: 4_000_000_000 } });
  const second = await makeToken({
    claims: { iss: 'https://other.example', sub: 'ff-bob', exp: 4_000_000_000 },
  });
  let panel = await openWith(firefox, world.app.url, [first, second]);

  await panel.click(await rowOf(panel, 'ff-bob'));
  await panel.press('?');
  await waitForText(panel, 'dialog[open]', 'Shift+F10');
  await panel.press('Escape');
  await waitForNone(panel, 'dialog[open]');
  await waitForFocus(panel, '[role=grid]');

  await panel.rightClick(await rowOf(panel, 'ff-bob'));
  await panel.click({ role: 'menuitem', name: /^Copy token/ });
  await waitForClipboard(firefox, second);
  await panel.rightClick(await rowOf(panel, 'ff-alice'));
  await panel.click({ role: 'menuitemcheckbox', name: `Filter by iss:${issuer}` });
  await waitForRows(panel, 1);
  expect(await panel.text('[role=grid]')).not.toContain('ff-bob');
  await panel.rightClick(await rowOf(panel, 'ff-alice'));
  await panel.click({ role: 'menuitemcheckbox', name: `Filter by iss:${issuer}` });
  await waitForRows(panel, 2);

  await panel.click(await rowOf(panel, 'ff-alice'));
  await panel.press('Control+c');
  await waitForClipboard(firefox, first);
  await panel.press('Shift+F10');
  await waitForText(panel, '[role=menu]', 'Copy claims');
  await panel.press('Escape');
  await waitForNone(panel, '[role=menu]');
  await panel.press('Enter');
  await waitForFocus(panel, '.detail');
  await panel.press('Escape');
  await waitForFocus(panel, '[role=grid]');

  expect(await panel.count('[data-column=subject][aria-sort]')).toBe(0);
  await panel.click({ role: 'button', name: 'Subject' });
  await waitUntil(
    'the list is sorted',
    async () => (await panel.count('[data-column=subject][aria-sort]')) === 1,
  );
  await panel.rightClick('[data-column=issuer]');
  await panel.click({ role: 'menuitemcheckbox', name: 'Issuer' });
  await waitForNone(panel, '[data-column=issuer]:not(.cell-dropped)');

  await panel.click('[role=row][aria-rowindex="2"]');
  await panel.press('Shift+ArrowDown');
  await waitForText(panel, comparison, bothSubjects);
  await panel.press('Escape');
  await waitForNone(panel, comparison);

  await firefox.closeToolbox();
  panel = await openWith(firefox, world.app.url, [first, second]);
  expect(await panel.count('[data-column=subject][aria-sort]')).toBe(1);
  expect(await panel.count('[data-column=issuer]:not(.cell-dropped)')).toBe(0);
});

test('the JSON of a token is searched and copied, and the token is edited and signed', async ({
  firefox,
  world,
}) => {
  const roles = Array.from({ length: 30 }, (_, index) => `role-${index}`);
  const token = await makeToken({ claims: { iss: issuer, sub: 'ff-alice', realm: { roles } }, key: secret });
  const panel = await openWith(firefox, world.app.url, [token]);
  await panel.click(await rowOf(panel, 'ff-alice'));
  const claims = { role: 'region', name: 'Claims' } as const;
  await waitForText(panel, claims, 'User or client ID');
  await panel.click({ role: 'radio', name: 'JSON' });
  const tree = '[role=tree][aria-label="Signed claims JSON"]';
  await waitForText(panel, tree, '[…] 30 items');
  await panel.click({ role: 'treeitem', name: /"iss"/ });
  await panel.press('Control+f');
  await waitForFocus(panel, '[role=search] input');
  await panel.press(...'role-2');
  await waitForText(panel, '[role=search]', '1 of 11');
  await panel.press('Enter', 'Enter');
  await waitForText(panel, '[role=search]', '3 of 11');
  await waitForText(panel, `${tree} .find-current`, '"role-21"');
  await panel.press('Escape');
  await waitForFocus(panel, tree);
  await panel.click({ role: 'treeitem', name: /"role-2"/ });
  await panel.press('Control+c');
  await waitForClipboard(firefox, 'role-2');
  await panel.press('Tab', 'Tab', 'Enter');
  await waitForClipboard(firefox, '$.realm.roles[2]');
  await panel.click({ role: 'radio', name: 'Table' });
  await waitForNone(panel, tree);

  await panel.click({ role: 'button', name: 'Edit' });
  const editor = 'section[aria-label="Token editor"]';
  const box = `${editor} .json-editor`;
  await waitUntil('the editor shows the claims', () =>
    panel.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)].some((host) =>
          host.shadowRoot?.querySelector('[aria-label=Claims]')?.textContent.includes('ff-alice'),
        ),
      box,
    ),
  );
  await panel.evaluate((selector) => {
    for (const host of document.querySelectorAll(selector)) {
      host.shadowRoot?.querySelector<HTMLElement>('[aria-label=Claims]')?.focus();
    }
  }, box);
  await panel.press('Control+a', ...'{"sub":"mallory/?');
  await panel.click({ role: 'button', name: 'Algorithm' });
  await panel.click({ role: 'menuitem', name: 'HS512' });
  await panel.click({ role: 'button', name: 'Expire in 1 h' });
  await panel.type(`${editor} textarea[aria-label=Key]`, secret);
  await panel.click({ role: 'button', name: 'Sign' });
  const result = 'section[aria-label="Edited token"]';
  await waitForText(panel, result, 'Valid: The HS512 signature matches');
  const created = (await panel.text(`${result} .encoded`)).replaceAll(/\s/g, '');
  const [header = '', payload = '', signature] = created.split('.');
  expect(signature).toBe(createHmac('sha512', secret).update(`${header}.${payload}`).digest('base64url'));
  const { sub, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  expect(sub).toBe('mallory/?');
  expect(Math.abs(Number(exp) - Date.now() / 1_000 - 3_600)).toBeLessThan(120);
});

test('a key is added, renamed, limited to an issuer, kept and removed; the options page sets the theme', async ({
  firefox,
  world,
}) => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { d: _, ...jwk } = await exportJWK(privateKey);
  const sign = (iss: string, sub: string) =>
    makeToken({ header: { alg: 'ES256' }, claims: { iss, sub }, key: privateKey });
  const tokens = [await sign(issuer, 'ff-alice'), await sign('https://other.example', 'ff-bob')];
  let panel = await openWith(firefox, world.app.url, tokens);
  const status = 'section[aria-label=Signature] [role=status]';
  const keys = 'section[aria-label=Keys]';
  const toggle = () => panel.click({ role: 'button', name: 'Keys' });
  await panel.click(await rowOf(panel, 'ff-alice'));
  await waitForText(panel, status, /^Not verified/);

  await toggle();
  await panel.type({ role: 'textbox', name: 'New key' }, JSON.stringify(jwk));
  await panel.click({ role: 'button', name: 'Add key' });
  await panel.type({ role: 'textbox', name: 'Name of P-256' }, 'Staging');
  await panel.press('Tab');
  const scope = 'select[aria-label="Use Staging for"]';
  await waitUntil('the key has its name', async () => (await panel.count(scope)) === 1);
  await toggle();
  await waitForText(panel, status, /^Valid/);
  await panel.click(await rowOf(panel, 'ff-bob'));
  await waitForText(panel, status, /^Valid/);

  await toggle();
  const positionOf = (label: string) =>
    panel.evaluate(
      (selector, wanted) =>
        [...document.querySelectorAll<HTMLOptionElement>(`${selector} option`)].findIndex(
          ({ label }) => label === wanted,
        ),
      scope,
      label,
    );
  await panel.click(`${scope} option:nth-child(${(await positionOf(`Tokens from ${issuer}`)) + 1})`);
  await panel.click('input[aria-label="Keep public key of Staging"]');
  await waitUntil(
    'the public key is kept',
    async () => (await panel.count('input[aria-label="Keep public key of Staging"]:checked')) === 1,
  );
  await toggle();
  await waitForText(panel, status, /^(?!Valid)./);
  await panel.click(await rowOf(panel, 'ff-alice'));
  await waitForText(panel, status, /^Valid/);

  await firefox.closeToolbox();
  panel = await openWith(firefox, world.app.url, tokens);
  await panel.click(await rowOf(panel, 'ff-alice'));
  await waitForText(panel, status, /^Valid/);
  await toggle();
  await waitForText(panel, keys, 'Kept');
  await toggle();

  const optionsUrl = `${firefox.extensionUrl}src/entry/options.html`;
  await panel.click('[title="Show what is captured in this tab and what isn’t"]');
  await panel.click({ role: 'link', name: 'Change the limits on the options page' });
  const options = await firefox.waitForTab(optionsUrl);
  await waitForText(options, { role: 'region', name: 'Limits' }, /./);
  await options.close();
  await firefox.page.bringToFront();
  await toggle();

  await firefox.openPage(optionsUrl);
  for (const theme of ['dark', 'light']) {
    await firefox.page.click(`select[aria-label=Theme] option[value=${theme}]`);
    for (const view of [firefox.page, panel]) {
      await waitUntil(`it's ${theme}`, async () => (await view.count(`[data-theme=${theme}]`)) === 1);
    }
  }
  const kept = { role: 'region', name: 'Kept keys' } as const;
  await waitForText(firefox.page, kept, 'Staging');
  await firefox.page.click({ role: 'button', name: 'Forget all' });
  await waitForText(firefox.page, kept, 'No kept keys');
  await waitForText(panel, keys, 'No keys yet');

  await panel.type({ role: 'textbox', name: 'New key' }, secret);
  await panel.click({ role: 'button', name: 'Add key' });
  await waitUntil('the key is listed', async () => (await panel.count(`${keys} .keyring-name`)) === 1);
  await panel.click({ role: 'button', name: /^Remove / });
  await waitForText(panel, keys, 'No keys yet');
});

test('a sanitized file is previewed, saved and opened again', async ({ firefox, world, downloads }) => {
  const token = await makeToken({ claims: { iss: issuer, sub: 'ff-alice' }, key: secret });
  const panel = await openWith(firefox, world.app.url, [token]);
  await panel.click({ role: 'button', name: 'Save' });
  await waitForText(panel, { role: 'region', name: 'Save' }, 'Replaced: 1 signature.');
  await panel.click({ role: 'button', name: 'Save HAR' });
  const name = await waitUntil('the file is written', () =>
    readdirSync(downloads).find((each) => each.endsWith('.sanitized.har')),
  );
  const path = join(downloads, name);
  const text = await waitUntil('the file is complete', () => readFileSync(path, 'utf8'));
  expect(text).toContain('/nowhere');
  expect(text).not.toContain(token.slice(token.lastIndexOf('.') + 1));
  await panel.selectFiles('input[type=file]', path);
  await waitForText(panel, '.notices', 'Sanitized: signatures, secrets and some claims are placeholders.');
  await panel.click('[role=row][aria-rowindex="2"]');
  await waitForText(panel, 'body', 'The signature was removed when the token was exported');
});

test('the popup, the viewer and the context menu show tokens from text, the tab and files', async ({
  firefox,
  world,
}) => {
  const tokens = await Promise.all(
    ['ff-alice', 'ff-bob'].map((sub) => makeToken({ claims: { iss: issuer, sub }, key: secret })),
  );
  await openWith(firefox, world.app.url, tokens);
  const viewerUrl = `${firefox.extensionUrl}src/entry/viewer.html`;
  const claims = { role: 'region', name: 'Claims' } as const;

  let popup = await firefox.openPopup();
  await popup.click({ role: 'button', name: 'Tokens of this tab' });
  const ofTab = 'nav[aria-label="Tokens of this tab"] button';
  await waitUntil('the tokens of the tab are listed', async () => (await popup.count(ofTab)) === 2);
  await popup.click(`${ofTab}:nth-child(2)`);
  await waitUntil(
    'the second token is shown',
    async () => (await popup.count(`${ofTab}:nth-child(2)[aria-current=true]`)) === 1,
  );
  await waitForText(popup, claims, /ff-(?:alice|bob)/);
  await popup.click({ role: 'button', name: 'Back' });
  await popup.type({ role: 'textbox', name: 'Token' }, tokens.join(' '));
  const found = 'nav[aria-label="Tokens found"] button';
  await waitUntil('both tokens are found', async () => (await popup.count(found)) === 2);
  await popup.click(`${found}:nth-child(2)`);
  await waitForText(popup, claims, 'ff-bob');
  await popup.click({ role: 'button', name: 'Open viewer' });

  let viewer = await firefox.waitForTab(viewerUrl);
  await viewer.bringToFront();
  await waitForRows(viewer, 2);
  await viewer.click('[role=row][aria-rowindex="2"]');
  await viewer.press('Shift+ArrowDown');
  await waitForText(viewer, comparison, bothSubjects);
  await viewer.press('Escape');
  await viewer.selectFiles('input[type=file]', har);
  await waitForText(viewer, '.notices', 'sign-in.har');
  await viewer.click({ role: 'tab', name: 'Requests' });
  await waitForText(viewer, { role: 'region', name: 'Rejection' }, /./);
  await viewer.close();

  await firefox.page.bringToFront();
  popup = await firefox.openPopup();
  await popup.evaluate(() => {
    const entry = { request: { method: 'GET', url: 'https://api.test/from-a-file' } };
    const transfer = new DataTransfer();
    transfer.items.add(new File([JSON.stringify({ log: { entries: [entry] } })], 'sign-in.har'));
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer });
    document.querySelector('main')?.dispatchEvent(drop);
  });
  await waitForText(popup, '.popup-notice', 'sign-in.har needs more room than this popup.');
  await popup.click('.popup-notice button');
  viewer = await firefox.waitForTab(viewerUrl);
  await waitForText(viewer, '.notices', 'sign-in.har');
  await viewer.close();

  await firefox.page.bringToFront();
  await firefox.page.evaluate((text) => {
    const selected = document.createElement('p');
    selected.id = 'selected';
    selected.textContent = text;
    document.body.prepend(selected);
    getSelection()?.selectAllChildren(selected);
  }, tokens[1] ?? '');
  await firefox.page.rightClick('#selected');
  await firefox.selectMenuItem('Inspect JWT');
  viewer = await firefox.waitForTab(viewerUrl);
  await waitForText(viewer, claims, 'ff-bob');
});
