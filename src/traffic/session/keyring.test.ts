import { describe, expect, it } from 'vitest';
import { addKey, addKeySet, findKeys, removeKey, type Keyring, type KeyringEntry } from './keyring';
import { maxFetchedKeySets, maxKeyLength, maxKeyringLength, maxKeys } from './limits';

const all = { kind: 'all', value: '' } as const;
const issuerOf = (value: string) => ({ kind: 'issuer', value }) as const;

function makeKey(issuer: string, more: Partial<KeyringEntry> = {}): KeyringEntry {
  lastId += 1;
  return {
    id: `k${lastId}`,
    purpose: 'verify',
    scope: issuerOf(issuer),
    origin: 'pasted',
    text: 'k',
    ...more,
  };
}

let lastId = 0;

describe('keyring', () => {
  it('has several keys for the same tokens, newest last, but each of them once', () => {
    const keyring = [
      makeKey('a'),
      makeKey('b'),
      makeKey('a', { text: 'newer' }),
      makeKey('b'),
    ].reduce<Keyring>(addKey, []);
    expect(keyring.map(({ scope, text }) => [scope.value, text])).toEqual([
      ['a', 'k'],
      ['a', 'newer'],
      ['b', 'k'],
    ]);
    const both = addKey(keyring, makeKey('a', { purpose: 'decrypt' }));
    expect(both).toHaveLength(4);
    expect(removeKey(both, both[0]?.id ?? '')).toEqual(both.slice(1));
  });

  it('replaces the key with the same ID', () => {
    const [first, second] = [makeKey('a'), makeKey('b')];
    const keyring = [first, second, { ...first, scope: all }].reduce<Keyring>(addKey, []);
    expect(keyring).toEqual([second, { ...first, scope: all }]);
  });

  it('finds the keys for the purpose, those with the narrowest scope first and the newest first', () => {
    const wide = makeKey('', { scope: all, text: 'wide' });
    const keyring = [makeKey('a'), wide, makeKey('a', { text: 'newer' })].reduce<Keyring>(addKey, []);
    const find = (issuer: string) =>
      findKeys(keyring, 'verify', [issuerOf(issuer), all]).map(({ text }) => text);
    expect([find('a'), find('b')]).toEqual([['newer', 'k', 'wide'], ['wide']]);
    expect(findKeys(keyring, 'decrypt', [issuerOf('a'), all])).toEqual([]);
  });

  it('does not confuse token scopes with issuer scopes', () => {
    const keyring = addKey([], makeKey('', { scope: { kind: 'token', value: 'a.b.c' } }));
    expect(findKeys(keyring, 'verify', [issuerOf('a.b.c'), all])).toEqual([]);
  });

  it('removes the oldest keys beyond its limits', () => {
    const many = Array.from({ length: maxKeys + 1 }, (_, index) => makeKey(`${index}`));
    expect(many.reduce<Keyring>(addKey, []).map(({ scope }) => scope.value)).toEqual(
      many.slice(1).map(({ scope }) => scope.value),
    );
    const long = Array.from({ length: 20 }, (_, index) =>
      makeKey(`${index}`, { text: 'k'.repeat(maxKeyLength) }),
    );
    const kept = long.reduce<Keyring>(addKey, []);
    expect(kept.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(maxKeyringLength);
    expect(kept.at(-1)).toBe(long.at(-1));
    expect(kept.length).toBeGreaterThan(10);
  });
});

it('has one fetched key set per issuer, and a limited number', () => {
  const makeSet = (issuer: string, text = '{}') =>
    ({ origin: 'fetched', url: `${issuer}/jwks`, text, issuers: [issuer] }) as const;
  const first = addKeySet([], makeSet('https://a.test'));
  const again = addKeySet(
    addKeySet(first, makeSet('https://b.test')),
    makeSet('https://a.test', '{"new":1}'),
  );
  expect(again.map(({ url, text }) => [url, text])).toEqual([
    ['https://a.test/jwks', '{"new":1}'],
    ['https://b.test/jwks', '{}'],
  ]);
  const many = Array.from({ length: 50 }, (_, index) => makeSet(`https://${index}.test`));
  expect(many.reduce(addKeySet, first)).toHaveLength(maxFetchedKeySets);
});
