import { describe, expect, it } from 'vitest';
import type { StorageEntry } from '../../traffic';
import { maxEntriesDecrypted } from './limits';
import { decryptMsalEntries, isMsalEncrypted, listMsalClients } from './msal-cache';
import { parseMsalKey } from './msal-cookie';
import { encryptAsMsal, makeMsalCookie, type MsalCookie } from './msal.fixture';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const client = '00001111-aaaa-2222-bbbb-3333cccc4444';
const other = '55556666-aaaa-7777-bbbb-8888cccc9999';
const keyOf = (version: number, type: string, clientId: string) =>
  `msal.${version}|uid.utid|login.windows.net|${type}|${clientId}|tenant|openid profile|`;
const accessKey = keyOf(3, 'accesstoken', client);
const plaintext = JSON.stringify({ credentialType: 'AccessToken', secret: token });

const decryptAll = (
  entries: readonly StorageEntry[],
  { cookie, clientIds = [] }: { cookie?: MsalCookie | undefined; clientIds?: readonly string[] } = {},
) => decryptMsalEntries(entries, { key: cookie && parseMsalKey(cookie.value), clientIds });
const decrypt = async (
  key: string,
  value: string,
  { cookie = makeMsalCookie(), clientIds = [] as string[] } = {},
) => {
  const [entry] = await decryptAll([{ key, value }], { cookie, clientIds });
  return entry;
};

describe('decryptMsalEntries', () => {
  it.each([
    ['version 4.30', keyOf(2, 'accesstoken', client)],
    ['version 5', accessKey],
    ['an ID token', keyOf(3, 'idtoken', client)],
    ['a refresh token', keyOf(3, 'refreshtoken', client)],
    ['version 4.19', `msal.1-uid.utid-login.windows.net-accesstoken-${client}-tenant-openid--`],
    ['version 4.0', `uid.utid-contoso.b2clogin.com-accesstoken-${client}-tenant-openid--`],
  ])('uses the client ID in the key: %s', async (_, key) => {
    const entry = await decrypt(key, await encryptAsMsal(plaintext, client));
    expect(entry).toEqual({ key, value: plaintext, decryption: 'decrypted' });
  });

  it('decrypts a fixed entry', async () => {
    // Made with this recipe in another implementation (OpenSSL).
    const value =
      '{"id":"0197b4a0-0000-7000-8000-000000000001","nonce":"yMfGxcTDwsHAv769vLu6uQ","data":"gnrD8jbohx-Rv3VRcI68kNAyTf1IyEXp9fL__Iplc5vbrrP2UcHMpkBtq-FgPUtZ7cD6FSD7bqaRLXgPgci3fRjUWEMxT0EWQ9rWdgXJULTLGfcfPtOiJC_lwLu7d1l2RPJqlIY","lastUpdatedAt":"1"}';
    expect(await decrypt(accessKey, value)).toMatchObject({ value: plaintext, decryption: 'decrypted' });
  });

  it('uses the client ID of another key if that is in the key of the entry', async () => {
    const key = 'uid.utid-login.windows.net-accesstoken-my-app-tenant-openid--';
    const clientIds = listMsalClients([
      'a',
      'msal.token.keys.spa',
      'msal.2.token.keys.my-app',
      'msal.account.keys',
    ]);
    expect(clientIds).toEqual(['spa', 'my-app']);
    const value = await encryptAsMsal(plaintext, 'my-app');
    expect(await decrypt(key, value, { clientIds: [...clientIds] })).toMatchObject({
      decryption: 'decrypted',
    });
    expect(await decrypt(key, value)).toMatchObject({ decryption: 'failed' });
  });

  it('decrypts the entries of several clients', async () => {
    const keys = [accessKey, keyOf(3, 'accesstoken', other)];
    const values = await Promise.all([encryptAsMsal(plaintext, client), encryptAsMsal(plaintext, other)]);
    const entries = keys.map((key, index) => ({ key, value: values[index] ?? '' }));
    const clientIds = [client, other];
    expect(await decryptAll(entries, { cookie: makeMsalCookie(), clientIds })).toMatchObject(
      keys.map((key) => ({ key, decryption: 'decrypted' })),
    );
  });

  it.each([
    ['a family refresh token', keyOf(3, 'refreshtoken', '1')],
    ['a client ID with capital letters, which keys lack', keyOf(3, 'accesstoken', 'myapp')],
  ])('uses no client ID for %s', async (_, key) => {
    const entry = await decrypt(key, await encryptAsMsal(plaintext, ''), { clientIds: ['MyApp'] });
    expect(entry).toMatchObject({ value: plaintext, decryption: 'decrypted' });
  });

  it('leaves out a plaintext without a token, such as an opaque refresh token', async () => {
    const value = await encryptAsMsal('{"secret":"0.AXoA-opaque"}', client);
    expect(await decrypt(keyOf(3, 'refreshtoken', client), value)).toEqual({
      key: keyOf(3, 'refreshtoken', client),
      value: '',
      decryption: 'decrypted',
    });
  });

  it('returns entries as they are that MSAL did not encrypt', async () => {
    const entries = [
      { key: 'token', value: token },
      { key: accessKey, value: plaintext },
      { key: 'mine', value: await encryptAsMsal(plaintext, client) },
      { key: accessKey, value: '{"nonce"' },
      { key: accessKey, value: '["nonce"]' },
      { key: accessKey, value: '{"id":1,"nonce":2,"data":3}' },
    ];
    expect(await decryptAll(entries, { cookie: makeMsalCookie() })).toEqual(entries);
    expect(entries.some(isMsalEncrypted)).toBe(false);
  });

  it('does not decrypt entries of an earlier session, although the key would match', async () => {
    const earlier = { ...makeMsalCookie(), id: makeMsalCookie(2).id };
    const value = await encryptAsMsal(plaintext, client, earlier);
    expect(await decrypt(accessKey, value)).toEqual({ key: accessKey, value, decryption: 'earlier session' });
  });

  it('decrypts with a new cookie what an old one could not', async () => {
    const cookie = makeMsalCookie(2);
    const value = await encryptAsMsal(plaintext, client, cookie);
    expect(await decrypt(accessKey, value)).toMatchObject({ decryption: 'earlier session' });
    expect(await decrypt(accessKey, value, { cookie })).toMatchObject({ decryption: 'decrypted' });
  });

  it('does not decrypt without a cookie', async () => {
    const value = await encryptAsMsal(plaintext, client);
    expect(await decryptAll([{ key: accessKey, value }])).toEqual([
      { key: accessKey, value, decryption: 'no key' },
    ]);
  });

  it('does not accept anything that was changed', async () => {
    const value = await encryptAsMsal(plaintext, client);
    const record = JSON.parse(value) as { readonly nonce: string; readonly data: string };
    const { id } = makeMsalCookie();
    const { key } = makeMsalCookie(2);
    const forged = { ...makeMsalCookie(), value: encodeURIComponent(JSON.stringify({ id, key })) };
    for (const changed of [
      { data: `A${record.data.slice(1)}` },
      { data: record.data.slice(0, -4) },
      { data: '' },
      { data: '*' },
      { data: 'x'.repeat(1_000_000) },
      { nonce: '' },
      { nonce: '*' },
      { nonce: record.nonce.replace('y', 'z') },
    ]) {
      const text = JSON.stringify({ ...record, ...changed });
      expect(await decrypt(accessKey, text)).toEqual({ key: accessKey, value: text, decryption: 'failed' });
    }
    expect(await decrypt(keyOf(3, 'accesstoken', other), value)).toMatchObject({ decryption: 'failed' });
    expect(await decrypt(accessKey, value, { cookie: forged })).toMatchObject({ decryption: 'failed' });
  });

  it('ignores a marker in the stored value', async () => {
    const value = JSON.stringify({ id: 'x', nonce: 'x', data: 'x', decryption: 'decrypted', secret: token });
    expect(await decrypt(accessKey, value)).toMatchObject({ decryption: 'earlier session' });
  });

  it('decrypts no more entries than the limit, and says which were not tried', async () => {
    const value = await encryptAsMsal(plaintext, client);
    const entries = Array.from({ length: maxEntriesDecrypted + 3 }, (_, index) => ({
      key: `${accessKey}${index}`,
      value,
    }));
    const read = await decryptAll(entries, { cookie: makeMsalCookie() });
    expect(read.filter(({ decryption }) => decryption === 'decrypted')).toHaveLength(maxEntriesDecrypted);
    expect(read.slice(-3).map(({ decryption }) => decryption)).toEqual([
      'not tried',
      'not tried',
      'not tried',
    ]);
  });

  it('tries few of many clients', async () => {
    const names = Array.from(
      { length: 1_000 },
      (_, index) => `msal.token.keys.${'m'.repeat(1 + (index % 4))}`,
    );
    const clientIds = listMsalClients(names);
    expect(clientIds).toHaveLength(20);
    const value = await encryptAsMsal(plaintext, 'never');
    expect(await decrypt(accessKey, value, { clientIds: [...clientIds] })).toMatchObject({
      decryption: 'failed',
    });
  });
});
