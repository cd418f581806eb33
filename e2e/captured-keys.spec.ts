// Guards: keys that the page itself fetched verify tokens without a click, only if they are the issuer's own, and "Fetch
// keys from …" requests exactly the issuer's documents, without cookies. Fails if a key of another origin makes a token
// valid, or if anything is requested before the click.
import type { Frame, Page } from 'playwright';
import { createIssuer } from './connections/issuer';
import { expect, issuedOf, openSignedIn, openToken, openWithPanel, regionOf, rowsWith, test } from './story';

const read = (page: Page, url: string, token = '') =>
  page.evaluate(
    async ([address = '', bearer = '']) => {
      const headers: Record<string, string> = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
      return (await fetch(address, { headers })).text();
    },
    [url, token],
  );

const statusOf = (panel: Frame) => regionOf(panel, 'Signature').getByRole('status').first();
const showTokens = (panel: Frame) => panel.getByRole('tab', { name: 'Tokens' }).click();

test('after a sign-in, each row shows without a click that the provider signed the token', async ({
  chrome,
  world,
}) => {
  const { panel } = await openSignedIn(chrome, world);
  await showTokens(panel);
  const { host } = new URL(world.provider.issuer);
  for (const kind of ['id_token', 'access_token'] as const) {
    const { jwt } = issuedOf(world, kind);
    await panel.getByRole('searchbox', { name: 'Filter' }).fill(jwt);
    await expect(rowsWith(panel, `Verified: ${host}`)).toHaveCount(1);
    await openToken(panel, jwt);
    await expect(statusOf(panel)).toHaveText(new RegExp(`^Valid: .*the issuer’s own, captured from ${host}`));
    // Nothing has to be entered, so it takes one line.
    await expect(regionOf(panel, 'Signature').getByRole('textbox', { name: 'Key' })).toBeHidden();
  }
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('is:verified');
  await expect(rowsWith(panel, `Verified: ${host}`).first()).toBeVisible();
  await expect(rowsWith(panel, 'Not verified')).toHaveCount(0);
});

test('a changed token is invalid with the key that its kid refers to', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await page.getByRole('button', { name: 'Send a tampered token' }).click();
  await showTokens(panel);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('is:invalid');
  await expect(rowsWith(panel, 'Invalid')).toHaveCount(1);
  await expect(rowsWith(panel, /mallory/)).toHaveCount(1);
});

test("another origin's key with the same kid never makes a token valid", async ({ chrome }) => {
  const issuer = await createIssuer('localhost');
  const impostor = await createIssuer('127.0.0.1');
  const forged = await impostor.sign({ iss: issuer.url, sub: 'mallory' });
  const { page, panel } = await openWithPanel(chrome, impostor.url);
  await read(page, `${impostor.url}/.well-known/openid-configuration`);
  await read(page, `${impostor.url}/jwks`);
  await read(page, `${impostor.url}/api`, forged);
  await openToken(panel, forged);
  const { host } = new URL(impostor.url);
  await expect(statusOf(panel)).toHaveText(
    new RegExp(`^Not verified: .*matches a key captured from ${host}, not known to be the issuer’s`),
  );
  await expect(rowsWith(panel, 'Not verified')).toHaveCount(1);

  // With the issuer's own keys, the same token is invalid.
  await read(page, `${issuer.url}/.well-known/openid-configuration`);
  await read(page, `${issuer.url}/jwks`);
  await expect(statusOf(panel)).toHaveText(/^Invalid: /);
  await expect(rowsWith(panel, 'Invalid')).toHaveCount(1);
  issuer.close();
  impostor.close();
});

test('"Fetch keys from …" requests the two documents of the issuer on a click, without cookies', async ({
  chrome,
}) => {
  const issuer = await createIssuer('localhost');
  const api = await createIssuer('127.0.0.1');
  const token = await issuer.sign({ iss: issuer.url, sub: 'alice' });
  const { page, panel } = await openWithPanel(chrome, issuer.url);
  await page.goto(api.url);
  await read(page, `${api.url}/api`, token);
  await openToken(panel, token);
  await expect(statusOf(panel)).toHaveText(/^Not verified/);
  const { host } = new URL(issuer.url);
  const button = regionOf(panel, 'Signature').getByRole('button', { name: `Fetch keys from ${host}` });
  await expect(button).toBeVisible();
  expect(issuer.requests).toEqual([]);
  await button.click();
  await expect(statusOf(panel)).toHaveText(new RegExp(`^Valid: .*the issuer’s own, fetched from ${host}`));
  await expect(rowsWith(panel, `Verified: ${host}`)).toHaveCount(1);
  expect(issuer.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /.well-known/openid-configuration',
    'GET /jwks',
  ]);
  for (const { headers } of issuer.requests) {
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(headers)).not.toContain(token);
  }
  await expect(button, 'nothing more to fetch').toHaveCount(0);
  issuer.close();
  api.close();
});

test('a second click, with the other host, fetches keys that are elsewhere; the popup offers the same', async ({
  chrome,
}) => {
  const issuer = await createIssuer('localhost', { jwksHost: '127.0.0.1' });
  const token = await issuer.sign({ iss: issuer.url, sub: 'alice' });
  const popup = await chrome.openPopup();
  await popup.getByRole('textbox', { name: 'Token' }).fill(token);
  const signature = regionOf(popup, 'Signature');
  const { host, port } = new URL(issuer.url);
  await signature.getByRole('button', { name: `Fetch keys from ${host}` }).click();
  await expect(signature.getByText(`on another host: 127.0.0.1:${port}`)).toBeVisible();
  expect(issuer.requests).toHaveLength(1);
  await signature.getByRole('button', { name: `Fetch keys from 127.0.0.1:${port}` }).click();
  await expect(signature.getByRole('status').first()).toHaveText(/^Valid/);
  expect(issuer.requests).toHaveLength(2);

  // A pasted URL of a key set is fetched the same way.
  await signature.getByRole('textbox', { name: 'Key' }).fill(`${issuer.url}/jwks`);
  await signature.getByRole('button', { name: `Fetch keys from ${host}` }).click();
  await expect(signature.getByRole('textbox', { name: 'Key' })).toHaveValue(/"keys"/);
  await expect(signature.getByRole('status').first()).toHaveText(/^Valid/);
  issuer.close();
});
