import type { KeySummary } from '../../token';
import type { PublishedKeySet } from '../log/key-sets';
import { maxFetchedKeySets, maxKeyringLength, maxKeys } from './limits';

/** What a key is for. */
export type KeyPurpose = 'verify' | 'decrypt';

/** Where the user got a key from. `fetched`: from a URL that the user pasted. */
export type KeyOrigin = 'pasted' | 'dropped' | 'fetched';

/**
 * Which tokens a key is used for. `issuer`: tokens from this issuer; an empty value is for tokens without an issuer.
 * `header`: encrypted tokens with these header parameters, since their issuer can't be read. `token`: the token with
 * this text. `all`: every token; the value is empty.
 */
export interface KeyScope {
  readonly kind: 'all' | 'issuer' | 'header' | 'token';
  readonly value: string;
}

/** One key of the keyring. There is at most one for each purpose and scope. */
export interface KeyringEntry {
  readonly purpose: KeyPurpose;
  readonly scope: KeyScope;
  readonly origin: KeyOrigin;
  readonly text: string;
  /** How the text was parsed. Absent until a token was checked with it. Never contains a secret. */
  readonly summary?: KeySummary;
}

/** The keys, newest last. Immutable, and kept in memory only. */
export type Keyring = readonly KeyringEntry[];

type Slot = Pick<KeyringEntry, 'purpose' | 'scope'>;

/** Adds a key, and replaces the one with the same purpose and scope. Beyond the limits, removes the oldest keys. */
export function addKey(keyring: Keyring, entry: KeyringEntry): Keyring {
  const entries = [...removeKey(keyring, entry), entry].slice(-maxKeys);
  let length = entries.reduce((sum, { text, scope }) => sum + text.length + scope.value.length, 0);
  const first = entries.findIndex(({ text, scope }) => {
    if (length <= maxKeyringLength) return true;
    length -= text.length + scope.value.length;
    return false;
  });
  return first <= 0 ? entries : entries.slice(first);
}

export function removeKey(keyring: Keyring, slot: Slot): Keyring {
  return keyring.filter((entry) => !isSameSlot(entry, slot));
}

/** The key for a token: the one of the first scope that has one. */
export function findKey(
  keyring: Keyring,
  purpose: KeyPurpose,
  scopes: readonly KeyScope[],
): KeyringEntry | undefined {
  for (const scope of scopes) {
    const entry = keyring.find((candidate) => isSameSlot(candidate, { purpose, scope }));
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function isSameSlot(one: Slot, other: Slot): boolean {
  return (
    one.purpose === other.purpose &&
    one.scope.kind === other.scope.kind &&
    one.scope.value === other.scope.value
  );
}

/** The key set of one issuer, fetched from the `jwks_uri` in its discovery document. */
export type FetchedKeySet = PublishedKeySet & { readonly origin: 'fetched' };

/** Adds a fetched key set, newest first, and replaces the one of the same issuer. */
export function addKeySet(
  sets: readonly PublishedKeySet[],
  added: FetchedKeySet,
): readonly PublishedKeySet[] {
  const others = sets.filter(({ issuers }) => !issuers.some((issuer) => added.issuers.includes(issuer)));
  return [added, ...others].slice(0, maxFetchedKeySets);
}
