// Guards: pasted and captured text is inert and bounded, always gets a message, and never discards what was typed.
import { expect, issuedOf, openToken, openWithPanel, readClaims, regionOf, rowsWith, test } from './story';
import { makeToken, signIn } from './world';
import type { Page } from 'playwright';

const box = (popup: Page) => popup.getByRole('textbox', { name: 'Token' });
/** The message beside the text box. */
const messageOf = (popup: Page) => popup.getByRole('status').first();

async function alarm(view: Page): Promise<() => string[]> {
  const alarms: string[] = [];
  view.on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  view.on('pageerror', (error) => alarms.push(error.message));
  return () => alarms;
}

test('the popup focuses its text box and describes what is wrong with pasted text', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const alarms = await alarm(popup);
  await expect(box(popup)).toBeFocused();
  const sections = ['Header', 'Claims', 'Lifetime', 'Signature'];
  await expect(popup.getByRole('heading', { level: 1 })).toHaveText('No token selected');
  for (const section of sections) await expect(regionOf(popup, section), section).toHaveCount(0);
  const token = await makeToken({ claims: { sub: 'alice', exp: 4_000_000_000 }, key: 'k'.repeat(32) });
  const [header = '', payload = '', signature = ''] = token.split('.');

  const cases: [string, RegExp][] = [
    ['complete rubbish, with no token in it', /^No token found\./],
    [`${header}.${payload}`, /^The signature is missing: only 2 of 3 parts are here\./],
    [`${header}.${payload.slice(0, 9)}$${payload.slice(9)}.${signature}`, /"?\$"?/],
    [`${token}.extra`, /^Dot-separated parts: 4\./],
    ['Authorization: Bearer null', /^The token was "null": wait until the token is loaded/],
    ['Bearer', /^No token follows "Bearer": load the token/],
    [
      '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----',
      /^This is a key or certificate \(.+\), not a token\./,
    ],
    [`${header}.${payload.slice(0, 12)}...`, /^The token is cut off: it ends in "\.\.\."\./],
  ];
  for (const [text, sentence] of cases) {
    await box(popup).fill(text);
    await expect(messageOf(popup), text.slice(0, 40)).toHaveText(sentence);
    await expect(box(popup)).toHaveValue(text);
  }
  // An incomplete token is shown as far as it goes.
  await box(popup).fill(`${header}.${payload}`);
  for (const section of sections) await expect(regionOf(popup, section), section).toBeVisible();
  await expect(regionOf(popup, 'Claims')).toContainText('alice');

  await box(popup).fill('');
  await expect(messageOf(popup)).toHaveText('');
  expect(alarms()).toEqual([]);
});

test('the popup finds tokens in the forms that people paste', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const token = await makeToken({ claims: { sub: 'alice', exp: 4_000_000_000 }, key: 'k'.repeat(32) });
  const wrapped = `${token.slice(0, 40)}\n  ${token.slice(40, 90)}\r\n${token.slice(90)}`;
  for (const text of [
    `Bearer ${token}`,
    `"${token}",`,
    wrapped,
    `curl https://api.test/ -H 'Authorization: Bearer ${token}' --compressed`,
    `2026-01-01 ERROR jwt=${token} status=401`,
    JSON.stringify({ access_token: token }),
    `Cookie: token=s%3A${token}.${'A'.repeat(43)}`,
    `Hello,\n> my token is\n> ${token.slice(0, 60)}\n> ${token.slice(60)}\n> Bye for now`,
    token.replaceAll(/[^.]+/g, '\u001B[32m$&\u001B[0m'),
    token.replaceAll(/[^.]+/g, '<span class="part">$&</span>'),
    `const token = "${token.slice(0, 60)}" + "${token.slice(60)}";`,
    token.replaceAll('.', '\\x2e'),
    `0x${Buffer.from(token).toString('hex')}`,
    `[${[...Buffer.from(token)].join(' ')}]`,
    `Content-Type: text/plain\n\n${token.slice(0, 60)}=\n${token.slice(60)}\n\nBye for now`,
  ]) {
    await box(popup).fill(text);
    await expect(regionOf(popup, 'Claims'), text.slice(0, 30)).toContainText('alice');
    await expect(regionOf(popup, 'Lifetime').getByRole('timer')).toHaveText(/^expires in/);
    await box(popup).fill('');
  }
  const other = await makeToken({ claims: { sub: 'bob' }, key: 'k'.repeat(32) });
  await box(popup).fill(`${token} and ${other}`);
  await expect(messageOf(popup)).toContainText('2 tokens');
  await expect(regionOf(popup, 'Claims')).toContainText('alice');
  await popup.getByRole('button', { name: /bob/ }).click();
  await expect(regionOf(popup, 'Claims')).toContainText('bob');
});

/** Pastes a text like a user, over what is in the box. */
async function paste(popup: Page, text: string): Promise<void> {
  await popup.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await box(popup).press('ControlOrMeta+a');
  await box(popup).press('ControlOrMeta+v');
}

test('5 MB of text and a token of 1 MB neither block the popup nor are cut', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const token = await makeToken({ claims: { sub: 'at-the-end' }, key: 'k'.repeat(32) });
  const long = `${'the quick brown fox. '.repeat(250_000)} ${token}`;
  expect(long.length).toBeGreaterThan(5_000_000);
  await paste(popup, long);
  await expect(regionOf(popup, 'Claims')).toContainText('at-the-end');
  await expect(messageOf(popup)).toContainText('The box shows the first 20,000 of 5,250,');
  // Laying out all of it takes seconds.
  expect(await box(popup).inputValue()).toBe(long.slice(0, 20_000));

  const big = await makeToken({ claims: { sub: 'big', padding: 'x'.repeat(700_000) }, key: 'k'.repeat(32) });
  await paste(popup, big);
  await expect(regionOf(popup, 'Claims')).toContainText('big');
  const tooBig = await makeToken({
    claims: { sub: 'big', padding: 'x'.repeat(900_000) },
    key: 'k'.repeat(32),
  });
  expect(tooBig.length).toBeGreaterThan(1_048_576);
  await paste(popup, tooBig);
  await expect(messageOf(popup)).toHaveText(
    /^This text is too long for a token: [\d,]+ characters\. The limit is 1,048,576\./,
  );
  await paste(popup, token);
  await expect(box(popup)).toHaveValue(token);
});

test('hostile claims are shown as text and never run', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.hostileUrl);
  const alarms: string[] = [];
  panel.page().on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  await page.reload();
  for (const jwt of Object.values(world.app.hostileTokens)) await openToken(panel, jwt);

  await openToken(panel, world.app.hostileTokens['hostile.markup'] ?? '');
  expect(Object.values(await readClaims(panel))).toContain('<img src=x onerror=alert(1)>');
  await expect(panel.locator('img, script:not([src])')).toHaveCount(0);

  await openToken(panel, world.app.hostileTokens['hostile.proto'] ?? '');
  expect(Object.keys(await readClaims(panel))).toEqual(['sub', '__proto__', 'constructor', 'toString']);
  expect(await panel.evaluate(() => (({}) as { polluted?: unknown }).polluted)).toBeUndefined();

  await openToken(panel, world.app.hostileTokens['hostile.bidi'] ?? '');
  await expect(regionOf(panel, 'Claims')).toContainText('U+202E');
  expect(await regionOf(panel, 'Claims').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/);

  await openToken(panel, world.app.hostileTokens['hostile.many'] ?? '');
  await expect(regionOf(panel, 'Claims').getByRole('row')).toHaveCount(201);
  expect(alarms).toEqual([]);
});

test('an unreadable response does not stop the capture', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  await page.evaluate(async (body) => {
    const post = (type: string, text: BodyInit) =>
      fetch('/nowhere', { method: 'POST', headers: { 'content-type': type }, body: text }).catch(() => {});
    await post('application/json', '{"broken":');
    await post('application/json', body);
    await post('application/x-www-form-urlencoded', '%E0%A4%A=%&&==');
    await post('application/json', new Uint8Array([0xff, 0xfe, 0x00]));
    await fetch('/nowhere', { headers: { authorization: `Bearer ey${'J.'.repeat(2000)}` } }).catch(() => {});
  }, deep);
  await signIn(page, world);
  await openToken(panel, issuedOf(world, 'access_token').jwt);
});

test('an Authorization header without a token is a row that says what to do', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const token = await makeToken({ claims: { sub: 'twice' }, key: 'k'.repeat(32) });
  const values = [
    'Bearer null',
    'Bearer undefined',
    'Bearer [object Object]',
    'Bearer',
    `Bearer Bearer ${token}`,
  ];
  await page.evaluate(async (credentials) => {
    for (const authorization of credentials)
      await fetch('/nowhere', { headers: { authorization } }).catch(() => {});
  }, values);
  const cases: [string | RegExp, string][] = [
    ['Bearer null', 'The token was "null": wait until the token is loaded, then send the request.'],
    ['Bearer undefined', 'The token was "undefined": wait until the token is loaded'],
    ['[object Object]', 'An object was sent as text'],
    [/^Bearer(?! )/, 'No token follows "Bearer": load the token before you send the request.'],
    ['Bearer Bearer', 'The scheme is there twice, "Bearer Bearer": send it once before the token.'],
  ];
  for (const [text, sentence] of cases) {
    await rowsWith(panel, text).click();
    await expect(panel.getByRole('region', { name: 'Token', exact: true })).toContainText(sentence);
    await expect(regionOf(panel, 'Requests')).toContainText('request header authorization');
    await expect(regionOf(panel, 'Signature')).toHaveCount(0);
  }
  await expect(rowsWith(panel, 'twice')).toHaveCount(1);
});

test('the draft survives closing the popup, and Clear deletes it', async ({ chrome, world }) => {
  await chrome.openPage(world.app.url);
  const token = await makeToken({ claims: { sub: 'a draft' }, key: 'k'.repeat(32) });
  const popup = await chrome.openPopup();
  await box(popup).fill(`Bearer ${token}`);
  await popup.close();
  const again = await chrome.openPopup();
  await expect(box(again)).toHaveValue(`Bearer ${token}`);
  await expect(regionOf(again, 'Claims')).toContainText('a draft');
  await again.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(box(again)).toHaveValue('');
  await again.close();
  const third = await chrome.openPopup();
  await expect(box(third)).toHaveValue('');
});
