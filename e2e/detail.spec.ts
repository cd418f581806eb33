// Guards: the claims are in the first screenful of every layout; the JSON of a large token can be read, searched and
// copied by keyboard; claims and their encoded characters highlight each other; the section stays when the token changes;
// and a decrypted token isn't called encrypted. Fails if the details show the claims further down, lose the focus, or
// leave Ctrl+F to the list.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { Frame, Locator, Page } from 'playwright';
import {
  artefacts,
  expect,
  expectStatus,
  issuedOf,
  openSignedIn,
  openToken,
  openWithPanel,
  regionOf,
  rowsWith,
  test,
  unfold,
} from './story';
import { makeEncrypted, makeToken, press } from './world';

mkdirSync(join(artefacts, 'screens'), { recursive: true });

const key = 'k'.repeat(32);

/** Sends the token to the app itself. */
async function send(page: Page, jwt: string): Promise<void> {
  await page.evaluate(async (token) => {
    const response = await fetch('/nowhere', { headers: { authorization: `Bearer ${token}` } });
    await response.text();
  }, jwt);
}

const groups = Array.from({ length: 500 }, (_, index) => `cn=group-${index},ou=groups,dc=example`);

function makeLargeToken(sub: string): Promise<string> {
  const custom = Array.from({ length: 200 }, (_, index) => [`custom_${index}`, `value ${index}`] as const);
  const claims = { sub, exp: 4_000_000_000, groups, ...Object.fromEntries(custom) };
  return makeToken({ claims, key });
}

test('the claims are in the first screenful: wide, docked low, and docked to the side', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { devtools } = await chrome.openPanelFor(page);
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  const { jwt } = issuedOf(world, 'access_token');
  const { privateKey } = await generateKeyPair('RS256');
  const unverified = {
    HS256: await makeToken({ claims: { sub: 'unverified', exp: 4_000_000_000 }, key }),
    RS256: await new SignJWT({ sub: 'unverified', iss: world.app.url, exp: 4_000_000_000 })
      .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
      .sign(privateKey),
  };
  for (const token of Object.values(unverified)) await send(page, token);
  const status = () => regionOf(panel, 'Signature').getByRole('status').first();
  const tokens = {
    verified: () => openToken(panel, jwt),
    'unverified HS256': () => openToken(panel, unverified.HS256),
    'unverified RS256': () => openToken(panel, unverified.RS256),
    async rejected() {
      await panel.getByRole('searchbox', { name: 'Filter' }).fill('is:invalid is:rejected');
      await expect(rowsWith(panel, 'mallory')).toHaveCount(1);
      await rowsWith(panel, 'mallory').click();
      await expect(panel.getByRole('region', { name: 'Rejection' })).toBeVisible();
    },
  };
  for (const [name, open] of Object.entries(tokens)) {
    await devtools.resize({ width: 1400, height: 800 });
    await open();
    await expect(status()).toHaveText({ verified: /^Valid/, rejected: /^Invalid/ }[name] ?? /: No key yet\./);
    for (const size of [
      { width: 1400, height: 800 },
      { width: 1200, height: 350 },
      { width: 400, height: 800 },
    ]) {
      await devtools.resize(size);
      const title = `${name} ${size.width}`;
      await expect(firstClaim(panel), title).toBeInViewport({ ratio: 1 });
      await panel.page().screenshot({ path: join(artefacts, 'screens', `detail-first-${title}.png`) });
    }
    const heights = await panel
      .locator('.section-lifetime, .section-signature')
      .evaluateAll((sections) => sections.map((section) => section.getBoundingClientRect().height));
    // At a width of 400, the buttons may be below the verdict.
    expect(Math.max(...heights), name).toBeLessThan(60);
  }
});

for (const alg of ['HS256', 'RS256']) {
  test(`the claims of an unverified token are in the first screenful of the popup: ${alg}`, async ({
    chrome,
  }) => {
    const popup = await chrome.openPopup();
    const claims = {
      sub: 'alice',
      iss: 'https://id.example',
      aud: 'https://api.example',
      exp: 4_000_000_000,
    };
    const { privateKey } = await generateKeyPair('RS256');
    const token =
      alg === 'HS256'
        ? await makeToken({ claims, key })
        : await new SignJWT(claims).setProtectedHeader({ alg }).sign(privateKey);
    await popup.getByRole('textbox', { name: 'Token' }).fill(`Authorization: Bearer ${token}`);
    await expect(regionOf(popup, 'Signature').getByRole('status')).toHaveText(/: No key yet\./);
    for (const claim of await regionOf(popup, 'Claims').getByRole('row').all()) {
      await expect(claim).toBeInViewport({ ratio: 1 });
    }
    await popup.screenshot({ path: join(artefacts, 'screens', `detail-first-popup-${alg}.png`) });
  });
}

const firstClaim = (view: Frame | Page) =>
  regionOf(view, 'Claims').getByRole('table').getByRole('row').first();

test('a key that is pasted in the details verifies the token, without unfolding the signature', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwt = await new SignJWT({ sub: 'pasted' }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  await send(page, jwt);
  await openToken(panel, jwt);
  const signature = regionOf(panel, 'Signature');
  await signature.getByRole('button', { name: 'Verify…' }).click();
  const box = signature.getByRole('textbox', { name: 'Key' });
  await expect(box).toBeFocused();
  // The key gets to the clipboard by cutting it.
  await box.fill(await exportSPKI(publicKey));
  await box.press('Control+a');
  await box.press('Control+x');
  await expect(box).toHaveValue('');
  await signature.getByRole('heading').getByRole('button').click();
  await expect(box).toBeHidden();
  await panel.getByRole('heading', { level: 1 }).click();
  await panel.page().keyboard.press('Control+v');
  await expect(signature.getByRole('status')).toHaveText(/^Valid/);
  await expect(box).toBeHidden();
});

test('the JSON of a large token is read, searched and copied by keyboard', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const { keyboard } = panel.page();
  const jwt = await makeLargeToken('large');
  await send(page, jwt);
  await openToken(panel, jwt);

  await test.step('the table stays readable', async () => {
    const claims = regionOf(panel, 'Claims');
    await expect(claims.getByRole('row').filter({ hasText: 'groups' })).toContainText('Show all 500 items');
    const heights = await claims
      .getByRole('row')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(200);
    expect(heights.filter((height) => height > 24).length).toBeLessThan(4);
  });

  await regionOf(panel, 'Claims').getByRole('radio', { name: 'JSON' }).click();
  const tree = panel.getByRole('tree', { name: 'Signed claims JSON' });
  const line = (text: string) => tree.getByRole('treeitem').filter({ hasText: text });
  await expect(line('"groups"')).toContainText('[…] 500 items');

  await test.step('Ctrl+F searches it, and Escape returns the focus', async () => {
    await line('"sub"').focus();
    await keyboard.press('Control+f');
    const find = panel.getByRole('searchbox', { name: 'Find' });
    await expect(find).toBeFocused();
    await keyboard.type('group-49');
    const bar = panel.getByRole('search', { name: 'Find in claims and header' });
    await expect(bar).toContainText('1 of 11');
    await expect(line('cn=group-49,')).toBeInViewport({ ratio: 1 });
    await keyboard.press('Enter');
    await expect(bar).toContainText('2 of 11');
    await expect(line('cn=group-490,')).toBeInViewport({ ratio: 1 });
    await keyboard.press('Shift+Enter');
    await keyboard.press('Shift+Enter');
    await expect(bar).toContainText('11 of 11');
    await expect(line('cn=group-499,')).toBeInViewport({ ratio: 1 });
    // Only the rows near the visible area are there.
    expect(await tree.getByRole('treeitem').count()).toBeLessThan(500);
    await keyboard.press('Escape');
    await expect(bar).toHaveCount(0);
    await expect(line('"sub"')).toBeFocused();
    await expect(panel.getByRole('searchbox', { name: 'Filter' })).toHaveValue(jwt);
  });

  await test.step('arrow keys move, and a value and its path are copied', async () => {
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(line('"groups"')).toBeFocused();
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowRight');
    await expect(line('"groups"')).toHaveAttribute('aria-expanded', 'true');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowDown');
    await expect(line('cn=group-1,')).toBeFocused();
    await keyboard.press('Control+c');
    expect(await paste(panel)).toBe(groups[1]);
    await line('cn=group-1,').focus();
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await expect(panel.getByRole('button', { name: 'Copy path $.groups[1]' })).toBeFocused();
    await keyboard.press('Enter');
    expect(await paste(panel)).toBe('$.groups[1]');
  });
});

/** What is in the clipboard, as text pasted into the key box, which is then cleared. */
async function paste(panel: Frame): Promise<string> {
  const signature = regionOf(panel, 'Signature');
  await unfold(signature);
  const box = signature.getByRole('textbox', { name: 'Key' });
  await box.fill('');
  await box.press('Control+v');
  const text = await box.inputValue();
  await box.fill('');
  return text;
}

test('claims and their characters in the encoded text highlight each other', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const jwt = await makeToken({
    claims: { sub: 'highlighted', realm: { roles: ['reader', 'writer'] } },
    key,
  });
  await send(page, jwt);
  await openToken(panel, jwt);
  const encoded = regionOf(panel, 'Encoded').locator('.encoded');
  const claims = regionOf(panel, 'Claims');
  const row = (name: string) =>
    claims.getByRole('row').filter({ has: panel.getByRole('rowheader', { name, exact: true }) });
  const [, payload = ''] = jwt.split('.');
  const textAt = (text: string) =>
    jwt.indexOf(payload) + Math.floor((decode(payload).indexOf(text) * 4) / 3) + 2;

  await row('realm').hover();
  await expect(encoded.locator('mark')).not.toHaveText('');
  expect(decode(payload.slice(0, payload.indexOf(await encoded.locator('mark').innerText())))).toMatch(
    /,$|,"$/,
  );

  await hoverCharacter(panel, encoded, textAt('highlighted'));
  await expect(row('sub')).toHaveClass(/member-marked/);
  await expect(row('realm')).not.toHaveClass(/member-marked/);
  await expect(regionOf(panel, 'Encoded')).toContainText('$.sub: "highlighted"');

  await claims.getByRole('radio', { name: 'JSON' }).click();
  await hoverCharacter(panel, encoded, textAt('writer'));
  const writer = panel.getByRole('treeitem').filter({ hasText: 'writer' }).last();
  await expect(writer).toHaveClass(/member-marked/);
  await expect(regionOf(panel, 'Encoded')).toContainText('$.realm.roles[1]: "writer"');
  await panel.page().mouse.down();
  await panel.page().mouse.up();
  await expect(writer).toBeInViewport({ ratio: 1 });
});

function decode(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString();
}

/** Moves the mouse to a character of an element's text. */
async function hoverCharacter(panel: Frame, element: Locator, index: number): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  const [x, y] = await element.evaluate((box, wanted) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (before + length > wanted) {
        const range = document.createRange();
        range.setStart(node, wanted - before);
        range.setEnd(node, wanted - before + 1);
        const { left, top, width, height } = range.getBoundingClientRect();
        return [left + width / 2, top + height / 2] as const;
      }
      before += length;
    }
    throw new Error('no such character');
  }, index);
  const frame = await (await panel.frameElement()).boundingBox();
  await panel.page().mouse.move((frame?.x ?? 0) + x, (frame?.y ?? 0) + y);
}

test('the section in view stays when another token is selected', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const { devtools } = await chrome.openPanelFor(page);
  const small = await makeToken({ claims: { sub: 'small' }, key });
  for (const jwt of [await makeLargeToken('large'), small]) await send(page, jwt);
  await devtools.resize({ width: 1200, height: 500 });
  await expect(rowsWith(panel, /small|large/)).toHaveCount(2);
  await rowsWith(panel, 'large').click();
  await panel.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Checks' }).click();
  const heading = regionOf(panel, 'Checks').getByRole('heading', { name: 'Checks' });
  await expect(heading).toBeInViewport({ ratio: 1 });
  for (const sub of ['small', 'large']) {
    await rowsWith(panel, sub).click();
    await expect(panel.getByRole('heading', { level: 1, name: sub })).toBeAttached();
    await expect(heading).toBeInViewport({ ratio: 1 });
  }
});

test('a decrypted token shows its subject and type', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const secret = new Uint8Array(32).fill(7);
  const jwe = await makeEncrypted(
    { alg: 'dir', enc: 'A256GCM' },
    await makeToken({ header: { typ: 'at+jwt' }, claims: { sub: 'inner-alice' }, key }),
    secret,
  );
  await popup.getByRole('textbox', { name: 'Token' }).fill(jwe);
  const summary = popup.locator('.summary');
  await expect(summary).toContainText('encrypted token (JWE)');
  const region = regionOf(popup, 'Decryption');
  await region.getByRole('textbox', { name: 'Key' }).fill(Buffer.from(secret).toString('hex'));
  await region.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await expect(popup.getByRole('heading', { level: 1, name: 'inner-alice' })).toBeVisible();
  await expect(summary).toContainText('access token, encrypted');
});
