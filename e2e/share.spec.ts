// Guards: what users share. A saved file has no live token unless they confirm it, shows the same list when it's opened
// again, and the details of a token can be copied as code that verifies it. Fails if the sanitized file contains a secret of
// the page, if its list differs, or if live tokens are saved without a warning.
import { readFile } from 'node:fs/promises';
import {
  expect,
  expectStatus,
  gridOf,
  issuedOf,
  openSignedIn,
  openWithPanel,
  rowsWith,
  showTokens,
  test,
} from './story';
import { openFile, saveRawHar, saveSanitized } from './sources/files';
import { makeToken, press } from './world';
import { makeChannelToken } from './world/channel-token';

test('a sanitized file holds no secret and shows the same list', async ({ chrome, world }, testInfo) => {
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  const token = await makeChannelToken(world.app.origin, 'shared-subject');
  const secret = 'q7Xw2LmZ9rTb4KcVn8Hs';
  const entry = {
    startedDateTime: '2026-09-21T12:00:00.000Z',
    time: 5,
    request: {
      method: 'POST',
      url: `https://api.test/me?code=${secret}`,
      headers: [
        { name: 'Authorization', value: `Bearer ${token}` },
        { name: 'Cookie', value: `session=${secret}; auth=${token}` },
      ],
      postData: {
        mimeType: 'application/json',
        text: JSON.stringify({ nested: btoa(JSON.stringify({ token })) }),
      },
    },
    response: {
      status: 200,
      headers: [],
      content: { mimeType: 'application/json', text: JSON.stringify({ client_secret: secret }) },
    },
  };
  await panel.locator('input[type=file]').setInputFiles({
    name: 'live.har',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({ log: { version: '1.2', creator: { name: 'x' }, entries: [entry] } }),
    ),
  });
  await expect(rowsWith(panel, 'shared-subject')).toHaveCount(1);
  // Without the time that is left.
  const listed = async () => (await gridOf(panel).innerText()).replaceAll(/\d+m \d+s/g, '');
  const before = await listed();

  const path = await saveSanitized(chrome, panel, testInfo.outputPath('sanitized'));
  const text = await readFile(path, 'utf8');
  const signature = token.slice(token.lastIndexOf('.') + 1);
  const decoded = (text.match(/[\w+/-]{40,}/g) ?? [])
    .map((run) => Buffer.from(run, 'base64').toString('latin1'))
    .join('\n');
  for (const all of [text, decodeURIComponent(text.replaceAll('%', '%25')), decoded]) {
    expect(all).not.toContain(secret);
    expect(all).not.toContain(signature);
    expect(all).not.toContain(signature.slice(10, 40));
  }
  await openFile(panel, path);
  await expect(panel.locator('.notices')).toContainText(
    'Sanitized: signatures, secrets and some claims are placeholders.',
  );
  await expect(rowsWith(panel, 'shared-subject')).toHaveCount(1);
  expect(await listed()).toBe(before);
  await rowsWith(panel, 'shared-subject').click();
  await expect(
    panel.getByText('The signature was removed when the token was exported').first(),
  ).toBeVisible();
});

test('a sanitized file of a real sign-in has the same causes and lifetimes', async ({
  chrome,
  world,
}, testInfo) => {
  // oidc-client-ts stores the claims of the ID token in an object named `profile`.
  const { page, panel } = await openSignedIn(chrome, world);
  const { devtools } = await chrome.openPanelFor(page);
  await devtools.resize({ width: 1400, height: 1000 });
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const requests = panel.getByRole('grid', { name: 'Requests' });
  await expect(requests.getByRole('row').filter({ hasText: 'signature' })).toHaveCount(1);
  const path = await saveSanitized(chrome, panel, testInfo.outputPath('sanitized'));
  await openFile(panel, path);
  await expect(panel.locator('.notices')).toContainText('Sanitized');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const rejected = requests.getByRole('row').filter({ hasText: '401' });
  await expect(rejected).toHaveText([/expired/, /signature/]);

  const saved = await readFile(path, 'utf8');
  const tokens = saved.match(/eyJ[\w-]+\.eyJ[\w-]+/g) ?? [];
  const expiries = tokens.map(
    (text) =>
      (JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }).exp,
  );
  expect(expiries).toContain(issuedOf(world, 'access_token').claims['exp']);
  const hours = expiries.map((exp) => Math.abs(exp - Date.now() / 1_000) / 3_600);
  expect(Math.max(...hours)).toBeLessThan(2);
});

test('live tokens are saved only after a warning', async ({ chrome, world }, testInfo) => {
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  const token = await makeChannelToken(world.app.origin, 'live-subject');
  await panel.locator('input[type=file]').setInputFiles({
    name: 'live.har',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({
        log: {
          entries: [
            {
              request: {
                url: 'https://api.test/',
                headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
              },
            },
          ],
        },
      }),
    ),
  });
  await expect(rowsWith(panel, 'live-subject')).toHaveCount(1);
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel.getByRole('region', { name: 'Save' })).toContainText('Replaced: 1 signature.');
  await panel.getByRole('button', { name: 'Cancel' }).click();
  const path = await saveRawHar(chrome, panel, testInfo.outputPath('live'));
  expect(await readFile(path, 'utf8')).toContain(token);

  await rowsWith(panel, 'live-subject').click();
  await panel.getByRole('button', { name: 'Copy as…' }).press('Enter');
  const menu = panel.getByRole('menu', { name: 'Copy as…' });
  await expect(menu.getByRole('menuitem', { name: 'Token without signature' })).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Code that verifies it' }).press('ArrowRight');
  await panel
    .getByRole('menu', { name: 'Code that verifies it' })
    .getByRole('menuitem', { name: 'jose' })
    .press('Enter');
  await expect(panel.locator('.copy-status').filter({ hasText: 'Copied' })).toHaveCount(1);
});

test('each format of a token, a request and a rejection is copied, without a live token unless it says so', async ({
  chrome,
  world,
}) => {
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  const inner = await makeChannelToken(world.app.origin, 'inner-subject');
  const opaque = '7Hq2mXv9LkR4';
  const token = await makeToken({
    claims: { sub: 'copied-subject', iss: 'https://id.test', access_token: inner, client_secret: opaque },
    key: 'k'.repeat(32),
  });
  const entry = {
    startedDateTime: '2026-09-21T12:00:00.000Z',
    request: {
      method: 'GET',
      url: `https://api.test/copied?api_key=${opaque}`,
      headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
    },
    response: {
      status: 401,
      headers: [
        { name: 'WWW-Authenticate', value: `Bearer error="invalid_token", error_description="${opaque}"` },
      ],
      content: { mimeType: 'text/plain', text: `unknown: ${opaque}` },
    },
  };
  await panel.locator('input[type=file]').setInputFiles({
    name: 'copied.har',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ log: { entries: [entry] } })),
  });
  // The panel may write to the clipboard but not read it.
  await panel.evaluate(() => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => {
      Object.assign(window, { copiedText: text });
      return write(text);
    };
  });
  const readCopied = async (click: () => Promise<void>): Promise<string> => {
    await panel.evaluate(() => Object.assign(window, { copiedText: '' }));
    await click();
    const read = () => panel.evaluate(() => (window as unknown as { copiedText: string }).copiedText);
    await expect.poll(read).not.toBe('');
    return read();
  };
  const copyAs = (name: string, submenu?: string) =>
    readCopied(async () => {
      await panel.getByRole('button', { name: 'Copy as…' }).click();
      const menu = panel.getByRole('menu', { name: 'Copy as…' });
      if (submenu === undefined) return menu.getByRole('menuitem', { name, exact: true }).click();
      await menu.getByRole('menuitem', { name: submenu }).click();
      await panel.getByRole('menu', { name: submenu }).getByRole('menuitem', { name, exact: true }).click();
    });
  const expectNoSecret = (text: string) => {
    const decoded = (text.match(/[\w-]{20,}/g) ?? []).map((run) => Buffer.from(run, 'base64url').toString());
    for (const each of [text, ...decoded]) {
      expect(each).not.toContain(opaque);
      for (const raw of [token, inner]) expect(each).not.toContain(raw.slice(raw.lastIndexOf('.') + 1));
    }
  };

  await showTokens(panel);
  await rowsWith(panel, 'copied-subject').click();
  for (const [name, expected] of [
    ['Markdown', /^\*\*copied-subject[^]*```json/],
    ['JSON', /"sub": "copied-subject"/],
    ['Token without signature', /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/],
    ['Copy as cURL, without credentials', /^curl [^]*"\$TOKEN"/],
  ] as const) {
    const text = await copyAs(name);
    expect(text).toMatch(expected);
    expectNoSecret(text);
  }
  expect(await copyAs('Copy as cURL, with live credentials')).toContain(token);
  for (const [tool, expected] of [
    ['jose', 'jwtVerify'],
    ['jsonwebtoken', 'jwt.verify'],
    ['PyJWT', 'jwt.decode'],
    ['java-jwt', 'JWT.require'],
    ['curl + openssl', 'openssl dgst'],
  ] as const) {
    const code = await copyAs(tool, 'Code that verifies it');
    expect(code).toContain(expected);
    expect(code).toContain('https://id.test');
    expectNoSecret(code);
  }

  await panel.getByRole('tab', { name: 'Requests' }).click();
  const rejection = panel.getByRole('region', { name: 'Rejection' });
  await expect(rejection).toBeVisible();
  const ticket = await readCopied(() => rejection.getByRole('button', { name: 'Copy as Markdown' }).click());
  expect(ticket).toContain('→ 401');
  expectNoSecret(ticket);
  for (const [name, expected] of [
    ['Markdown', /HTTP 401/],
    ['JSON', /"status": 401/],
    ['Copy as cURL, without credentials', /^curl /],
  ] as const) {
    const text = await copyAs(name);
    expect(text).toMatch(expected);
    expectNoSecret(text);
  }
});

test('a file replaces the claims that are chosen on the options page', async ({
  chrome,
  world,
}, testInfo) => {
  const { page, panel } = await openWithPanel(chrome);
  await page.goto(world.app.url);
  const options = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  const section = options.getByRole('region', { name: 'Sanitized exports' });
  await section.getByRole('textbox', { name: 'Replace another claim' }).fill('tenant');
  await section.getByRole('button', { name: 'Add' }).click();
  await expect(section.getByRole('button', { name: 'Remove tenant' })).toBeVisible();
  await section.getByText('Claims with personal data').click();
  await section.getByRole('checkbox', { name: 'nickname' }).uncheck();
  // Only names are on disk.
  await expect
    .poll(() => options.evaluate(`chrome.storage.local.get('preferences')`))
    .toMatchObject({ preferences: { replacedClaims: { tenant: true, nickname: false } } });

  await page.bringToFront();
  const claims = { sub: 'tenant-subject', tenant: 'tenant-4711', nickname: 'ally-4711' };
  const token = await makeToken({ claims, key: 'k'.repeat(32) });
  await page.evaluate(async (bearer) => {
    await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
  }, token);
  await expect(rowsWith(panel, 'tenant-subject')).toHaveCount(1);
  const path = await saveSanitized(chrome, panel, testInfo.outputPath('chosen'));
  const payloads = ((await readFile(path, 'utf8')).match(/eyJ[\w-]+\.[\w-]+/g) ?? []).map((text) =>
    Buffer.from(text.split('.')[1] ?? '', 'base64url').toString(),
  );
  const payload = payloads.find((text) => text.includes('tenant-subject'));
  expect(payload).toContain('ally-4711');
  expect(payload).not.toContain('tenant-4711');
});
