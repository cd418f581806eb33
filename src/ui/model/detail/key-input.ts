import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { findKeys, isSameScope, type KeyOrigin, type KeyringEntry, type KeyScope } from '../../../traffic';
import { forAll, type KeyringModel } from './keyring';

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
  /** Uses a key of the keyring for the tokens of the box's scope as well, beside those that are used already. */
  select(text: string, origin: KeyOrigin): void;
  try(): void;
  clear(): void;
}

interface KeyInputOptions {
  readonly keyring: KeyringModel;
  readonly purpose: KeyringEntry['purpose'];
  /** The scope of a key for the shown token; undefined if the token takes no key. */
  readonly scope: ReadonlySignal<KeyScope | undefined>;
  /** The text of the key that the last verdict is about: with several keys, the box shows this one. */
  readonly usedText?: ReadonlySignal<string | undefined>;
  /** Called when a key in use is removed, before the token is checked without it. */
  readonly onRemoved?: () => void;
}

interface Draft {
  readonly text: string;
  readonly origin: KeyOrigin;
  readonly isForAll: boolean;
}

/** Limits the stored drafts; the oldest are removed first. */
const maxDrafts = 100;

/** The box for the keys of one purpose, with what was typed for each scope until it's tried or cleared. */
export function createKeyInput({ keyring, purpose, scope, usedText, onRemoved }: KeyInputOptions): KeyInput {
  const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  const draftId = computed(() => scope.value && `${scope.value.kind} ${scope.value.value}`);
  const draft = computed(() => (draftId.value === undefined ? undefined : drafts.value.get(draftId.value)));
  const entry = computed(() => {
    const entries = scope.value ? findKeys(keyring.keys.value, purpose, [scope.value, forAll]) : [];
    return entries.find(({ text: each }) => each === usedText?.value) ?? entries[0];
  });
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
    keyring.remove(removed.id);
  };
  const useKey = ({ text: next, origin, isForAll: isWide }: Draft) => {
    const ownScope = scope.peek();
    const before = entry.peek();
    if (ownScope === undefined) return;
    if (next === '') return clear();
    const key = { purpose, scope: isWide ? forAll : ownScope, origin, text: next };
    batch(() => {
      setDraft(undefined);
      if (before?.text === next && isSameScope(before.scope, key.scope)) return;
      keyring.add({ ...key, ...(before && { id: before.id }) });
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
    select(next, origin) {
      const ownScope = scope.peek();
      if (ownScope === undefined) return;
      batch(() => {
        setDraft(undefined);
        keyring.add({ purpose, scope: ownScope, origin, text: next });
      });
    },
    try() {
      const now = draft.peek();
      if (now) useKey(now);
    },
    clear,
  };
}
