import type { PublishedKeySet } from '../log/key-sets';
import { maxFetchedKeySets, maxKeyNames, maxKeyringLength, maxKeys, maxUnusedKeySets } from './limits';

/** What a key is for. */
export type KeyPurpose = 'verify' | 'decrypt';

/**
 * Where the user got a key from. `fetched`: from a URL that the user pasted. `generated`: created here, for signing
 * tokens. `selected`: in the list of keys.
 */
export type KeyOrigin = (typeof keyOrigins)[number];
/** The values of {@link KeyOrigin}, for guards. */
export const keyOrigins = ['pasted', 'dropped', 'fetched', 'generated', 'selected'] as const;

/**
 * Which tokens a key is used for. `issuer`: tokens from this issuer; an empty value is for tokens without an issuer.
 * `header`: encrypted tokens with these header parameters, since their issuer can't be read. `token`: the token with
 * this text. `all`: every token; the value is empty.
 */
export interface KeyScope {
  readonly kind: 'all' | 'issuer' | 'header' | 'token';
  readonly value: string;
}

/** A text with one or more keys, as the user entered it. */
export interface KeyringEntry {
  /** Unique in the keyring. */
  readonly id: string;
  readonly purpose: KeyPurpose;
  readonly scope: KeyScope;
  readonly origin: KeyOrigin;
  readonly text: string;
}

/** The keys, newest last. Immutable, and kept in memory only. */
export type Keyring = readonly KeyringEntry[];

/**
 * Adds a key, and replaces the one with the same ID, and the one with the same text for the same tokens. Beyond the
 * limits, removes the oldest keys.
 */
export function addKey(keyring: Keyring, entry: KeyringEntry): Keyring {
  const others = keyring.filter((other) => other.id !== entry.id && !isSameKey(other, entry));
  const entries = [...others, entry].slice(-maxKeys);
  let length = entries.reduce((sum, { text, scope }) => sum + text.length + scope.value.length, 0);
  const first = entries.findIndex(({ text, scope }) => {
    if (length <= maxKeyringLength) return true;
    length -= text.length + scope.value.length;
    return false;
  });
  return first <= 0 ? entries : entries.slice(first);
}

/** The keyring without the entry with this ID. */
export function removeKey(keyring: Keyring, id: string): Keyring {
  return keyring.filter((entry) => entry.id !== id);
}

/** The keys for a token: those of the first scope, then those of the next. The newest ones first in each. */
export function findKeys(keyring: Keyring, purpose: KeyPurpose, scopes: readonly KeyScope[]): Keyring {
  return scopes.flatMap((scope) =>
    keyring.filter((entry) => entry.purpose === purpose && isSameScope(entry.scope, scope)).toReversed(),
  );
}

/** Whether both scopes are for the same tokens. */
export function isSameScope(one: KeyScope, other: KeyScope): boolean {
  return one.kind === other.kind && one.value === other.value;
}

function isSameKey(one: KeyringEntry, other: KeyringEntry): boolean {
  return one.purpose === other.purpose && one.text === other.text && isSameScope(one.scope, other.scope);
}

/** A name that the user gave to a key. The ID is the key's thumbprint, or that of a secret's entry. */
export interface KeyName {
  readonly id: string;
  readonly name: string;
}

/** Sets the name of a key; an empty one removes it. Beyond the limit, removes the oldest names. */
export function nameKey(names: readonly KeyName[], named: KeyName): readonly KeyName[] {
  const others = names.filter(({ id }) => id !== named.id);
  return named.name === '' ? others : [...others, named].slice(-maxKeyNames);
}

/** Adds the URL of a key set to those that aren't used, or removes it. */
export function useKeySet(unused: readonly string[], url: string, isUsed: boolean): readonly string[] {
  const others = unused.filter((other) => other !== url);
  return isUsed ? others : [...others, url].slice(-maxUnusedKeySets);
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
