import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { KeySummary } from '../../../token';
import {
  addKey,
  findKey,
  maxKeyLength,
  removeKey,
  type Keyring,
  type KeyringEntry,
  type KeyOrigin,
  type KeyScope,
  type PanelCommand,
} from '../../../traffic';

/** The keys that tokens are verified and decrypted with. In memory only. */
export interface KeyringModel {
  /** Newest last. */
  readonly keys: ReadonlySignal<Keyring>;
  add(key: KeyringEntry): void;
  remove(key: Pick<KeyringEntry, 'purpose' | 'scope'>): void;
  /** Replaces the keys by those stored in the session, which an earlier or another panel has added. */
  restore(keys: Keyring): void;
}

/** `send` passes changes to the session. Without it, as in the popup, the keys are lost when the page is closed. */
export function createKeyring(send: (command: PanelCommand) => void = () => {}): KeyringModel {
  const keys = signal<Keyring>([]);
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
    restore: (next) => (keys.value = next),
  };
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
