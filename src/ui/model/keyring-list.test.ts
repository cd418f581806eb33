import { describe, expect, it } from 'vitest';
import { decode, listKeys, sign } from '../../token';
import type { PublishedKeySet } from '../../traffic';
import { createKeyring, findVerificationKeys, scopeOf, verifyWithKeys } from './detail/keyring';
import { listKeyring, listSigningKeys } from './keyring-list';
import { findKeptScope } from './keyring-page';

const issuer = 'https://id.test';
const all = { kind: 'all', value: '' } as const;

async function makeKeys() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', privateKey);
  const publicJwk = { kty, crv, x, y, kid: 'one' };
  const [listed] = await listKeys(JSON.stringify(publicJwk)).then((it) => ('keys' in it ? it.keys : []));
  const privateText = JSON.stringify({ kty, crv, x, y, d });
  return { privateText, publicJwk, thumbprint: listed?.summary.thumbprint ?? '' };
}

async function makeSigned(key: string, payload: object) {
  const made = await sign({ alg: 'ES256', kid: 'one' }, JSON.stringify(payload), key);
  if ('problem' in made) throw new Error(made.problem);
  return decode(made.token);
}

const makeSet = (url: string, keys: readonly object[], issuers: readonly string[] = []): PublishedKeySet => ({
  origin: 'captured',
  url,
  text: JSON.stringify({ keys }),
  issuers,
});

describe('listKeyring', () => {
  it('lists entered, published and kept keys with their origin, issuers and names', async () => {
    const { privateText, publicJwk, thumbprint } = await makeKeys();
    const other = await makeKeys();
    const keyring = createKeyring();
    keyring.add({ purpose: 'verify', scope: all, origin: 'pasted', text: 'a secret of an app' });
    keyring.add({ purpose: 'verify', scope: all, origin: 'dropped', text: privateText });
    keyring.restore({ capturedKeySets: [makeSet(`${issuer}/jwks`, [publicJwk, { kty: 'EC' }], [issuer])] });
    keyring.setKept([
      { thumbprint, jwk: JSON.stringify(publicJwk), scope: all, name: 'Kept' },
      { thumbprint: other.thumbprint, jwk: JSON.stringify(other.publicJwk), scope: all, name: 'Old' },
    ]);
    const [, secretEntry] = keyring.keys.value.toReversed();
    keyring.rename({ id: secretEntry?.id ?? '', name: 'App' });
    const { rows, unreadable } = await listKeyring(keyring);
    const facts = rows.map(({ name, origin, summary, issuers, isKept }) => [
      name,
      origin,
      summary.kind,
      issuers,
      isKept,
    ]);
    expect(facts).toEqual([
      ['Kept', 'dropped', 'EC', [], true],
      ['App', 'pasted', 'oct', [], false],
      ['Kept', 'captured', 'EC', [issuer], true],
      ['Old', 'kept', 'EC', [], true],
    ]);
    expect(unreadable).toMatchObject([{ problem: { code: 'key_problem_member_missing' } }]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('lists a text that is not a key with its problem', async () => {
    const keyring = createKeyring();
    keyring.add({ purpose: 'verify', scope: all, origin: 'pasted', text: 'https://id.example/jwks' });
    expect(await listKeyring(keyring)).toMatchObject({
      rows: [],
      unreadable: [{ problem: { code: 'key_material_url' } }],
    });
  });

  it('lists the keys that can sign, each as a text of its own', async () => {
    const { privateText, publicJwk } = await makeKeys();
    const keyring = createKeyring();
    keyring.add({ purpose: 'verify', scope: all, origin: 'pasted', text: privateText });
    keyring.add({ purpose: 'verify', scope: all, origin: 'pasted', text: JSON.stringify(publicJwk) });
    const [key, ...others] = await listSigningKeys(keyring);
    expect(others).toEqual([]);
    expect((await makeSigned(key?.privateText ?? '', {})).kind).toBe('jws');
  });
});

describe('verifyWithKeys', () => {
  const verifyIn = async (keyring: ReturnType<typeof createKeyring>, token: ReturnType<typeof decode>) => {
    const { verdict } = await verifyWithKeys(token, findVerificationKeys(keyring, token, scopeOf(token)), {});
    return [verdict.status, verdict.keySet?.origin];
  };

  it('stops using a captured key set, and uses it again', async () => {
    const { privateText, publicJwk } = await makeKeys();
    const token = await makeSigned(privateText, { iss: issuer });
    const keyring = createKeyring();
    const url = `${issuer}/jwks`;
    keyring.restore({ capturedKeySets: [makeSet(url, [publicJwk], [issuer])] });
    expect(await verifyIn(keyring, token)).toEqual(['valid', 'captured']);
    keyring.useKeySet(url, false);
    expect(await verifyIn(keyring, token)).toEqual(['unchecked', undefined]);
    keyring.useKeySet(url, true);
    expect(await verifyIn(keyring, token)).toEqual(['valid', 'captured']);
  });

  it("tries the issuer's published keys if a key for all tokens does not match", async () => {
    const { privateText, publicJwk } = await makeKeys();
    const token = await makeSigned(privateText, { iss: issuer });
    const keyring = createKeyring();
    keyring.add({ purpose: 'verify', scope: all, origin: 'pasted', text: 'a secret of another app' });
    keyring.restore({ capturedKeySets: [makeSet(`${issuer}/jwks`, [publicJwk], [issuer])] });
    expect(await verifyIn(keyring, token)).toEqual(['valid', 'captured']);
    keyring.add({
      purpose: 'verify',
      scope: { kind: 'issuer', value: issuer },
      origin: 'pasted',
      text: 'a secret for this issuer',
    });
    expect(await verifyIn(keyring, token)).toEqual(['unchecked', undefined]);
  });

  it('uses a kept key for its issuer only, and never makes a token invalid that another key may have signed', async () => {
    const { privateText, publicJwk, thumbprint } = await makeKeys();
    const keyring = createKeyring();
    const scope = { kind: 'issuer', value: issuer } as const;
    keyring.setKept([{ thumbprint, jwk: JSON.stringify(publicJwk), scope, name: '' }]);
    expect(await verifyIn(keyring, await makeSigned(privateText, { iss: issuer }))).toEqual([
      'valid',
      'kept',
    ]);
    expect(await verifyIn(keyring, await makeSigned(privateText, { iss: 'https://other.test' }))).toEqual([
      'unchecked',
      undefined,
    ]);
    const { kid: _, ...withoutKid } = publicJwk;
    keyring.setKept([{ thumbprint, jwk: JSON.stringify(withoutKid), scope, name: '' }]);
    const forged = await makeSigned((await makeKeys()).privateText, { iss: issuer });
    expect(await verifyIn(keyring, forged)).toEqual(['unchecked', 'kept']);
  });

  it('uses a kept key for all tokens', async () => {
    const { privateText, publicJwk, thumbprint } = await makeKeys();
    const keyring = createKeyring();
    keyring.setKept([{ thumbprint, jwk: JSON.stringify(publicJwk), scope: all, name: '' }]);
    const token = await makeSigned(privateText, { iss: 'anyone' });
    expect(await verifyIn(keyring, token)).toEqual(['valid', 'kept']);
    const { verdict } = await verifyWithKeys(token, findVerificationKeys(keyring, token, scopeOf(token)), {});
    expect(verdict.notes?.map(({ code }) => code)).toContain('key_kept');
  });

  it('never makes a token invalid because of a kept key for all tokens', async () => {
    const { publicJwk, thumbprint } = await makeKeys();
    const issuers = await makeKeys();
    const token = await makeSigned(issuers.privateText, { iss: issuer });
    const keyring = createKeyring();
    keyring.setKept([{ thumbprint, jwk: JSON.stringify(publicJwk), scope: all, name: '' }]);
    expect(await verifyIn(keyring, token)).toEqual(['unchecked', undefined]);
    keyring.restore({ capturedKeySets: [makeSet(`${issuer}/jwks`, [issuers.publicJwk], [issuer])] });
    expect(await verifyIn(keyring, token)).toEqual(['valid', 'captured']);
  });
});

describe('findKeptScope', () => {
  const find = async (used: readonly string[]) => {
    const { privateText, publicJwk } = await makeKeys();
    const keyring = createKeyring();
    const text = JSON.stringify(publicJwk);
    keyring.add({ purpose: 'verify', scope: all, origin: 'pasted', text });
    for (const iss of used) {
      const token = await makeSigned(privateText, { iss });
      const keys = findVerificationKeys(keyring, token, scopeOf(token));
      const { verdict, usedText } = await verifyWithKeys(token, keys, {});
      keyring.noteUse(token, verdict, usedText);
    }
    const { rows } = await listKeyring(keyring);
    return rows.map(findKeptScope);
  };

  it('prefers the issuer that a key was used for to all tokens', async () => {
    expect(await find([issuer])).toEqual([{ kind: 'issuer', value: issuer }]);
    expect(await find([])).toEqual([all]);
    expect(await find([issuer, 'https://other.test'])).toEqual([all]);
  });
});
