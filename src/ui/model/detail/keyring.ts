import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  verify,
  verifyWithKeySets,
  type KeySet,
  type KeySummary,
  type Token,
  type Verdict,
  type VerifyOptions,
} from '../../../token';
import {
  addKey,
  addKeySet,
  findKey,
  maxKeyLength,
  removeKey,
  selectKeySets,
  type FetchedKeySet,
  type Keyring,
  type KeyringEntry,
  type KeyOrigin,
  type KeyScope,
  type PanelCommand,
  type PublishedKeySet,
  type SessionState,
} from '../../../traffic';

/** The keys that tokens are verified and decrypted with. In memory only. */
export interface KeyringModel {
  /** Newest last. */
  readonly keys: ReadonlySignal<Keyring>;
  add(key: KeyringEntry): void;
  remove(key: Pick<KeyringEntry, 'purpose' | 'scope'>): void;
  /** Key sets that were fetched on a click or captured, in this order; see `selectKeySets`. */
  readonly keySets: ReadonlySignal<readonly PublishedKeySet[]>;
  addKeySet(keySet: FetchedKeySet): void;
  /** Replaces the keys and sets by those in the session, which an earlier or another panel has added. */
  restore(state: Partial<Pick<SessionState, 'keyring' | 'capturedKeySets' | 'fetchedKeySets'>>): void;
}

/** What a token is verified with: a key that the user entered, otherwise published key sets. */
export type VerificationKeys =
  | { readonly kind: 'entered'; readonly text: string }
  | { readonly kind: 'published'; readonly sets: readonly KeySet[] };

/** `send` passes changes to the session. Without it, as in the popup, the keys are lost when the page is closed. */
export function createKeyring(send: (command: PanelCommand) => void = () => {}): KeyringModel {
  const keys = signal<Keyring>([]);
  const captured = signal<readonly PublishedKeySet[]>([]);
  const fetched = signal<readonly PublishedKeySet[]>([]);
  const remove = ({ purpose, scope }: Pick<KeyringEntry, 'purpose' | 'scope'>) => {
    keys.value = removeKey(keys.peek(), { purpose, scope });
    send({ type: 'remove key', key: { purpose, scope } });
  };
  return {
    keys,
    add(key) {
      keys.value = addKey(keys.peek(), key);
      // A key that's too long is shown here with its error, but the session stores neither it nor the one it replaces.
      if (key.text.length > maxKeyLength)
        send({ type: 'remove key', key: { purpose: key.purpose, scope: key.scope } });
      else send({ type: 'add key', key });
    },
    remove,
    keySets: computed(() => [...fetched.value, ...captured.value]),
    addKeySet(keySet) {
      fetched.value = addKeySet(fetched.peek(), keySet);
      send({ type: 'add key set', keySet });
    },
    restore({ keyring, capturedKeySets, fetchedKeySets }) {
      if (keyring) keys.value = keyring;
      if (capturedKeySets) captured.value = capturedKeySets;
      if (fetchedKeySets) fetched.value = fetchedKeySets;
    },
  };
}

/**
 * Finds what a token is verified with. A key that was entered for its issuer, for the token or for all tokens counts
 * more than published ones.
 */
export function findVerificationKeys(
  { keys, keySets }: KeyringModel,
  token: Token,
  scope: KeyScope,
): VerificationKeys {
  const entered = findKey(keys.value, 'verify', [scope, forAll]);
  return entered === undefined
    ? { kind: 'published', sets: selectKeySets(keySets.value, readParts(token)) }
    : { kind: 'entered', text: entered.text };
}

/** Whether a verdict with these keys is one with those. */
export function isSameKeys(one: VerificationKeys, other: VerificationKeys): boolean {
  if (one.kind === 'entered') return other.kind === 'entered' && one.text === other.text;
  return (
    other.kind === 'published' &&
    one.sets.length === other.sets.length &&
    one.sets.every((set, index) => {
      const { text, host, origin, isIssuers } = other.sets[index] ?? set;
      return set.text === text && set.host === host && set.origin === origin && set.isIssuers === isIssuers;
    })
  );
}

/** Verifies a token as the details and the list show it. */
export function verifyWithKeys(
  token: Token,
  keys: VerificationKeys,
  options: VerifyOptions,
): Promise<Verdict> {
  return keys.kind === 'entered'
    ? verify(token, keys.text, options)
    : verifyWithKeySets(token, keys.sets, options);
}

/** The scope of a key that is entered for a token. Without an issuer it's for this token only: others are unrelated. */
export function scopeOf(token: Token): KeyScope {
  const issuer = issuerOf(token);
  return issuer === undefined ? { kind: 'token', value: token.raw } : { kind: 'issuer', value: issuer };
}

export function issuerOf(token: Token): string | undefined {
  const issuer = readParts(token).claims?.['iss'];
  return typeof issuer === 'string' && issuer !== '' ? issuer : undefined;
}

function readParts(token: Token) {
  return { header: token.header, claims: token.kind === 'jwe' ? undefined : token.claims };
}

/** The text box for the key of the shown token. A typed key isn't used before `try`. */
export interface KeyInput {
  readonly text: ReadonlySignal<string>;
  /** The key in use; '' if there is none. */
  readonly tried: ReadonlySignal<string>;
  /** Whether the key is used for all tokens instead of those of its own scope. */
  readonly isForAll: ReadonlySignal<boolean>;
  /** Whether the last file dropped for the shown token couldn't be read. */
  readonly isFileUnreadable: ReadonlySignal<boolean>;
  type(text: string): void;
  /** Enters the text of a file for the token that is shown now, even if another one is selected before it's read. */
  drop(text: Promise<string>): void;
  setForAll(isForAll: boolean): void;
  /** Uses the key set from the URL in the box. */
  useFetched(text: string): void;
  try(): void;
  clear(): void;
  /** Stores the summary of the key in use. */
  describe(summary: KeySummary | undefined): void;
}

export interface KeyInputOptions {
  readonly keyring: KeyringModel;
  readonly purpose: KeyringEntry['purpose'];
  /** The scope of a key for the shown token; undefined if the token takes no key. */
  readonly scope: ReadonlySignal<KeyScope | undefined>;
  /** Called when a key in use is removed, before the token is checked without it. */
  readonly onRemoved?: () => void;
}

interface Draft {
  readonly text: string;
  readonly origin: KeyOrigin;
  readonly isForAll: boolean;
}

export const forAll: KeyScope = { kind: 'all', value: '' };
/** Limits the stored drafts; the oldest are removed first. */
const maxDrafts = 100;

export function createKeyInput({ keyring, purpose, scope, onRemoved }: KeyInputOptions): KeyInput {
  const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  const draftId = computed(() => scope.value && `${scope.value.kind} ${scope.value.value}`);
  const draft = computed(() => (draftId.value === undefined ? undefined : drafts.value.get(draftId.value)));
  const entry = computed(() => scope.value && findKey(keyring.keys.value, purpose, [scope.value, forAll]));
  const tried = computed(() => entry.value?.text ?? '');
  const text = computed(() => draft.value?.text ?? tried.value);
  const isForAll = computed(() => draft.value?.isForAll ?? entry.value?.scope.kind === 'all');

  const unreadableFor = signal<string | undefined>(undefined);

  const setDraft = (next: Draft | undefined, id = draftId.peek()) => {
    if (id === undefined) return;
    unreadableFor.value = undefined;
    const others = [...drafts.peek()].filter(([other]) => other !== id);
    drafts.value = new Map(next === undefined ? others : [...others.slice(1 - maxDrafts), [id, next]]);
  };
  const clear = () => {
    const removed = entry.peek();
    setDraft(undefined);
    if (removed === undefined) return;
    onRemoved?.();
    keyring.remove(removed);
  };
  const useKey = ({ text: next, origin, isForAll: isWide }: Draft) => {
    const ownScope = scope.peek();
    const before = entry.peek();
    if (ownScope === undefined) return;
    if (next === '') return clear();
    const key = { purpose, scope: isWide ? forAll : ownScope, origin, text: next };
    const isMoved = before !== undefined && before.scope.kind !== key.scope.kind;
    batch(() => {
      setDraft(undefined);
      if (isMoved) keyring.remove(before);
      if (isMoved || before?.text !== next) keyring.add(key);
    });
  };
  return {
    text,
    tried,
    isForAll,
    isFileUnreadable: computed(
      () => unreadableFor.value !== undefined && unreadableFor.value === draftId.value,
    ),
    // Emptying the box clears it: an empty key can't be tried.
    type(next) {
      if (next === '') clear();
      else setDraft({ text: next, origin: 'pasted', isForAll: isForAll.peek() });
    },
    drop(dropped) {
      const id = draftId.peek();
      const isWide = isForAll.peek();
      dropped.then(
        (next) => {
          if (next === '') unreadableFor.value = id;
          else setDraft({ text: next, origin: 'dropped', isForAll: isWide }, id);
        },
        () => {
          unreadableFor.value = id;
        },
      );
    },
    setForAll(isWide) {
      const current = {
        text: text.peek(),
        origin: draft.peek()?.origin ?? 'pasted',
        isForAll: isWide,
      } as const;
      if (text.peek() === tried.peek()) useKey({ ...current, origin: entry.peek()?.origin ?? 'pasted' });
      else setDraft(current);
    },
    useFetched: (next) => useKey({ text: next, origin: 'fetched', isForAll: isForAll.peek() }),
    try() {
      const now = draft.peek();
      if (now) useKey(now);
    },
    clear,
    describe(summary) {
      const described = entry.peek();
      if (described && summary && !described.summary) keyring.add({ ...described, summary });
    },
  };
}
