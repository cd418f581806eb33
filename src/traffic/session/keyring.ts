import type { KeySummary } from '../../token';
import { maxKeyringLength, maxKeys } from './limits';

/** What a key is for. */
export type KeyPurpose = 'verify' | 'decrypt';

/** How a key came here. */
export type KeyOrigin = 'pasted' | 'dropped' | 'captured' | 'fetched';

/**
 * Which tokens a key is tried on. `issuer`: those of this issuer; empty for those without one. `header`: encrypted tokens
 * whose header has these parameters, since their issuer can't be read. `token`: this one alone, by its text. `all`: every
 * token; the value is empty.
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
  /** What the text was read as; absent until a token was checked with it. Never contains a secret. */
  readonly summary?: KeySummary;
}

/** The keys, newest last. In memory only; each change makes a new one. */
export type Keyring = readonly KeyringEntry[];

type Slot = Pick<KeyringEntry, 'purpose' | 'scope'>;

/** Adds a key in the place of the one with the same purpose and scope. Above the limits the oldest are forgotten. */
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

/** The key for a token: that of the first of its scopes that has one. */
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
