import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  verify,
  verifyWithKeySets,
  type KeySet,
  type Token,
  type Verdict,
  type VerifyOptions,
} from '../../../token';
import {
  addKey,
  addKeySet,
  findKeys,
  maxKeyLength,
  nameKey,
  removeKey,
  selectKeySets,
  useKeySet,
  type FetchedKeySet,
  type KeptKey,
  type KeyName,
  type Keyring,
  type KeyringEntry,
  type KeyScope,
  type PanelCommand,
  type PublishedKeySet,
  type SessionState,
} from '../../../traffic';

/** A key without an ID gets one. With the ID of another key, it replaces that one. */
export type NewKey = Omit<KeyringEntry, 'id'> & { readonly id?: string };

/** The keys that tokens are verified and decrypted with. In memory only. */
export interface KeyringModel {
  /** The keys that the user entered, newest last. */
  readonly keys: ReadonlySignal<Keyring>;
  add(key: NewKey): void;
  remove(id: string): void;
  /** Key sets that were fetched on a click or captured, in this order, without unused ones; see `selectKeySets`. */
  readonly keySets: ReadonlySignal<readonly PublishedKeySet[]>;
  /** The same with unused ones. */
  readonly allKeySets: ReadonlySignal<readonly PublishedKeySet[]>;
  addKeySet(keySet: FetchedKeySet): void;
  /** Removes the fetched key set from this URL. */
  removeKeySet(url: string): void;
  /** Stops using the captured key set from this URL, or uses it again. */
  useKeySet(url: string, isUsed: boolean): void;
  /** Public keys of earlier sessions. */
  readonly kept: ReadonlySignal<readonly KeptKey[]>;
  setKept(kept: readonly KeptKey[]): void;
  /** The names that the user gave to keys. */
  readonly names: ReadonlySignal<readonly KeyName[]>;
  rename(named: KeyName): void;
  /** The issuers whose tokens a key has verified, by the key's thumbprint, or the ID of a secret's entry. */
  readonly uses: ReadonlySignal<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Notes which issuer's token a key has verified. `usedText` is that of an entered key. */
  noteUse(token: Token, verdict: Verdict, usedText: string | undefined): void;
  /** Replaces the keys and sets by those in the session, which an earlier or another panel has added. */
  restore(state: Partial<SessionState>): void;
}

/** The scope of a key for all tokens. */
export const forAll: KeyScope = { kind: 'all', value: '' };

/**
 * What a token is verified with: keys that the user entered, then kept keys and published sets. There are no sets if a key was entered
 * for the token's issuer or for this token.
 */
export interface VerificationKeys {
  readonly texts: readonly string[];
  readonly sets: readonly KeySet[];
}

/** Limits of `uses`. */
const maxUses = 500;
const maxIssuersOfKey = 20;

/** `send` passes changes to the session. Without it, as in the popup, the keys are lost when the page is closed. */
export function createKeyring(send: (command: PanelCommand) => void = () => {}): KeyringModel {
  const keys = signal<Keyring>([]);
  const captured = signal<readonly PublishedKeySet[]>([]);
  const fetched = signal<readonly PublishedKeySet[]>([]);
  const unused = signal<readonly string[]>([]);
  const kept = signal<readonly KeptKey[]>([]);
  const names = signal<readonly KeyName[]>([]);
  const uses = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  const allKeySets = computed(() => [...fetched.value, ...captured.value]);
  return {
    keys,
    add({ id = crypto.randomUUID(), ...rest }) {
      const key = { ...rest, id };
      keys.value = addKey(keys.peek(), key);
      // A key that's too long is shown here with its error, but the session stores neither it nor the one it replaces.
      send(key.text.length > maxKeyLength ? { type: 'remove key', id } : { type: 'add key', key });
    },
    remove(id) {
      keys.value = removeKey(keys.peek(), id);
      send({ type: 'remove key', id });
    },
    keySets: computed(() => allKeySets.value.filter(({ url }) => !unused.value.includes(url))),
    allKeySets,
    addKeySet(keySet) {
      fetched.value = addKeySet(fetched.peek(), keySet);
      send({ type: 'add key set', keySet });
    },
    removeKeySet(url) {
      fetched.value = fetched.peek().filter((set) => set.url !== url);
      send({ type: 'remove key set', url });
    },
    useKeySet(url, isUsed) {
      unused.value = useKeySet(unused.peek(), url, isUsed);
      send({ type: 'use key set', url, isUsed });
    },
    kept,
    setKept: (next) => (kept.value = next),
    names,
    rename(named) {
      names.value = nameKey(names.peek(), named);
      send({ type: 'name key', named });
    },
    uses,
    noteUse(token, { status, key }, usedText) {
      const issuer = issuerOf(token);
      const id = key?.thumbprint ?? keys.peek().find(({ text }) => text === usedText)?.id;
      if (status !== 'valid' || issuer === undefined || id === undefined) return;
      const before = uses.peek().get(id);
      if (before?.has(issuer) === true || (before?.size ?? 0) >= maxIssuersOfKey) return;
      uses.value = new Map([...[...uses.peek()].slice(-maxUses), [id, new Set(before).add(issuer)]]);
    },
    restore({ keyring, capturedKeySets, fetchedKeySets, unusedKeySets, keyNames }) {
      if (keyring) keys.value = keyring;
      if (capturedKeySets) captured.value = capturedKeySets;
      if (fetchedKeySets) fetched.value = fetchedKeySets;
      if (unusedKeySets) unused.value = unusedKeySets;
      if (keyNames) names.value = keyNames;
    },
  };
}

/**
 * Finds what a token is verified with. A key that was entered for its issuer or for the token counts more than published
 * ones; a key for all tokens may be meant for others, so published ones are tried as well.
 */
export function findVerificationKeys(
  { keys, keySets, kept }: KeyringModel,
  token: Token,
  scope: KeyScope,
): VerificationKeys {
  const entered = findKeys(keys.value, 'verify', [scope, forAll]).map(({ text }) => text);
  if (findKeys(keys.value, 'verify', [scope]).length > 0) return { texts: entered, sets: [] };
  const keptFor = (kind: KeyScope['kind'], value: string) =>
    kept.value.filter((key) => key.scope.kind === kind && key.scope.value === value).map(({ jwk }) => jwk);
  const issuers = scope.kind === 'issuer' ? keptFor('issuer', scope.value) : [];
  return {
    texts: entered,
    sets: [
      ...keptFor('all', forAll.value).map(toSetForAll),
      ...selectKeySets(keySets.value, readParts(token)),
      ...(issuers.length === 0 ? [] : [toKeySet(issuers, scope.value)]),
    ],
  };
}

/** A key that was kept for all tokens. It may be meant for others, so a token that it doesn't match isn't invalid. */
function toSetForAll(jwk: string): KeySet {
  return { text: jwk, origin: 'kept', host: '', isIssuers: false, isForAll: true };
}

/** Kept keys as a set of the issuer, which may have rotated its keys since. */
function toKeySet(jwks: readonly string[], issuer: string): KeySet {
  const host = URL.canParse(issuer) ? new URL(issuer).host || issuer : issuer;
  return { text: `{"keys":[${jwks.join()}]}`, origin: 'kept', host, isIssuers: true };
}

/** Whether a verdict with these keys is one with those. */
export function isSameKeys(one: VerificationKeys, other: VerificationKeys): boolean {
  return (
    one.texts.length === other.texts.length &&
    one.texts.every((text, index) => text === other.texts[index]) &&
    one.sets.length === other.sets.length &&
    one.sets.every((set, index) => {
      const { text, host, origin, isIssuers, isForAll } = other.sets[index] ?? set;
      return (
        set.text === text &&
        set.host === host &&
        set.origin === origin &&
        set.isIssuers === isIssuers &&
        set.isForAll === isForAll
      );
    })
  );
}

/** A verdict, and the text of the entered key that it's about. */
export interface KeyringVerdict {
  readonly verdict: Verdict;
  readonly usedText?: string;
}

/**
 * Verifies a token as the details and the list show it: with the first key that matches. If none does, the verdict is the
 * first one that the token is invalid, otherwise that of the first key.
 */
export async function verifyWithKeys(
  token: Token,
  { texts, sets }: VerificationKeys,
  options: VerifyOptions,
): Promise<KeyringVerdict> {
  let first: KeyringVerdict | undefined;
  for (const usedText of texts) {
    const verdict = await verify(token, usedText, options);
    if (verdict.status === 'valid' || verdict.reason === 'cancelled') return { verdict, usedText };
    if (first === undefined || (first.verdict.status !== 'invalid' && verdict.status === 'invalid')) {
      first = { verdict, usedText };
    }
  }
  if (first !== undefined && sets.length === 0) return first;
  const verdict = await verifyWithKeySets(token, sets, options);
  return first === undefined || verdict.status === 'valid' ? { verdict } : first;
}

/** The scope of a key that is entered for a token. Without an issuer it's for this token only: others are unrelated. */
export function scopeOf(token: Token): KeyScope {
  const issuer = issuerOf(token);
  return issuer === undefined ? { kind: 'token', value: token.raw } : { kind: 'issuer', value: issuer };
}

/** The readable `iss` claim. Undefined if there is none, or if the token is encrypted. */
export function issuerOf(token: Token): string | undefined {
  const issuer = readParts(token).claims?.['iss'];
  return typeof issuer === 'string' && issuer !== '' ? issuer : undefined;
}

function readParts(token: Token) {
  return { header: token.header, claims: token.kind === 'jwe' ? undefined : token.claims };
}
