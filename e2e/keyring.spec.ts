// Guards: the page of keys in the real panel. Fails if a key that's added, limited to an issuer or removed there has no
// effect on the verdict, if a kept key isn't used in the next session, or if anything but public keys is stored.
import type { Frame } from 'playwright';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { expect, openToken, openWithPanel, regionOf, test } from './story';
import { makeToken } from './world';

const issuer = 'https://id.example';
const secret = 'keyring-story-secret-5f3a9c7e1b2d4f60';

async function makeSigned() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const pem = await exportPKCS8(privateKey);
  const { d = '', ...jwk } = await exportJWK(privateKey);
  const token = await makeToken({
    header: { alg: 'ES256' },
    claims: { iss: issuer, sub: 'alice' },
    key: privateKey,
  });
  return { pem, d, jwk, token };
}

const keysOf = (panel: Frame) => panel.getByRole('region', { name: 'Keys', exact: true });
const statusOf = (panel: Frame) => regionOf(panel, 'Signature').getByRole('status').first();
const toggle = (panel: Frame) => panel.getByRole('button', { name: 'Keys', exact: true }).click();

async function addKey(panel: Frame, text: string): Promise<void> {
  await keysOf(panel).getByRole('textbox', { name: 'New key' }).fill(text);
  await keysOf(panel).getByRole('button', { name: 'Add key' }).click();
  await expect(keysOf(panel).getByRole('textbox', { name: 'New key' })).toHaveValue('');
}

/** Everything that the extension has stored on disk and for the browser session. */
function readStorage(panel: Frame): Promise<string> {
  return panel.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: Record<'local' | 'session', { get(keys: null): Promise<object> }> };
    };
    const [local, session] = await Promise.all([
      chrome.storage.local.get(null),
      chrome.storage.session.get(null),
    ]);
    const pages = [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()];
    return JSON.stringify([local, session, pages]);
  });
}

test('a key is added, renamed, limited to another issuer and removed', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  await page.goto(world.app.url);
  const { pem, token } = await makeSigned();
  const other = await makeToken({ claims: { iss: 'https://other.example' }, key: secret });
  await page.evaluate(
    async (bearers) => {
      for (const bearer of bearers) {
        await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
      }
    },
    [token, other],
  );
  await openToken(panel, token);
  await expect(statusOf(panel)).toHaveText(/^Not verified/);

  await toggle(panel);
  const keys = keysOf(panel);
  await keys.getByRole('textbox', { name: 'New key' }).fill('https://id.example/jwks');
  await keys.getByRole('button', { name: 'Add key' }).click();
  await expect(keys.getByRole('alert')).toHaveText(/This is a URL/);
  await expect(keys.getByRole('textbox', { name: 'New key' })).toHaveValue('https://id.example/jwks');
  await addKey(panel, secret);
  await addKey(panel, pem);
  await expect(keys.getByRole('textbox', { name: /^Name of/ })).toHaveCount(2);
  await expect(keys).toContainText('P-256 · private');
  await keys.getByRole('textbox', { name: 'Name of P-256' }).fill('Staging');
  await keys.getByRole('textbox', { name: 'New key' }).focus();
  await expect(keys.getByRole('textbox', { name: 'Name of Staging' })).toHaveValue('Staging');

  await toggle(panel);
  await expect(statusOf(panel)).toHaveText(/^Valid/);
  await openToken(panel, other);
  await expect(statusOf(panel)).toHaveText(/^Valid/);

  await toggle(panel);
  await expect(keys.getByRole('row').filter({ hasText: 'P-256' })).toContainText(issuer);
  await keys
    .getByRole('combobox', { name: 'Use Staging for' })
    .selectOption({ label: 'Tokens from https://other.example' });
  await keys.getByRole('combobox', { name: 'Use Staging for' }).press('Escape');
  await expect(keys).toBeHidden();
  await openToken(panel, token);
  await expect(statusOf(panel)).not.toHaveText(/^Valid/);

  await toggle(panel);
  await keys.getByRole('combobox', { name: 'Use Staging for' }).selectOption({ label: 'All tokens' });
  await toggle(panel);
  await expect(statusOf(panel)).toHaveText(/^Valid/);
  await toggle(panel);
  await keys.getByRole('button', { name: 'Remove Staging' }).click();
  await expect(keys.getByRole('heading', { name: 'Keys' })).toBeFocused();
  await toggle(panel);
  await expect(statusOf(panel)).not.toHaveText(/^Valid/);
  expect(await readStorage(panel)).not.toContain(secret);
});

test('a kept public key verifies in the next session, and nothing private is stored', async ({
  chrome,
  world,
}) => {
  const { pem, d, jwk, token } = await makeSigned();
  const send = async () => {
    const opened = await openWithPanel(chrome);
    await opened.page.goto(world.app.url);
    await opened.page.evaluate(async (bearer) => {
      await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
    }, token);
    await openToken(opened.panel, token);
    return opened;
  };
  const first = await send();
  await toggle(first.panel);
  await addKey(first.panel, pem);
  await addKey(first.panel, secret);
  const keep = keysOf(first.panel).getByRole('checkbox', { name: 'Keep public key of P-256' });
  await expect(keep).not.toBeChecked();
  expect(await readStorage(first.panel)).not.toContain(jwk.x);
  await keep.click();
  await expect(keep).toBeChecked();
  await expect(keysOf(first.panel).getByRole('checkbox')).toHaveCount(1);
  const stored = await readStorage(first.panel);
  expect(stored).toContain(jwk.x);
  for (const text of [d, secret, 'PRIVATE', String.raw`\"d\"`, String.raw`\"k\"`, 'oct']) {
    expect(stored).not.toContain(text);
  }
  await first.page.close();

  const second = await send();
  await expect(statusOf(second.panel)).toHaveText(/^Valid/);
  await toggle(second.panel);
  await expect(keysOf(second.panel).getByRole('textbox', { name: /^Name of/ })).toHaveCount(1);
  await expect(keysOf(second.panel)).toContainText('Kept');
  const options = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  const kept = options.getByRole('region', { name: 'Kept keys' });
  await expect(kept).toContainText('P-256');
  await kept.getByRole('button', { name: 'Forget all' }).click();
  await expect(kept).toContainText('No kept keys');
  expect(await readStorage(second.panel)).not.toContain(jwk.x);
  await expect(keysOf(second.panel)).toContainText('No keys yet');
});
