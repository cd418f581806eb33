import { signal, type ReadonlySignal } from '@preact/signals';
import type { Clock } from './clock';
import type { DraftStore } from '../commands';

/** The draft is saved after this pause in typing. Short, because a popup can close at any time without notice. */
const saveAfterMs = 150;

/** The popup's text, which is stored until the browser closes. */
export interface DraftModel {
  readonly text: ReadonlySignal<string>;
  /** Why the draft couldn't be saved, as a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  type(text: string): void;
  clear(): void;
  /** Saves unsaved changes now. */
  flush(): void;
  end(): void;
}

/** The pasted text: restored from the last popup unless the user types first, and saved after each change. */
export function createDraft(store: DraftStore, clock: Clock): DraftModel {
  const ending = new AbortController();
  const text = signal('');
  const errorMessage = signal<string | undefined>(undefined);
  let isTouched = false;
  let cancelSave: (() => void) | undefined;

  const save = async () => {
    cancelSave = undefined;
    const kept = text.peek();
    const result = await (kept === '' ? store.clear() : store.save({ text: kept }));
    if (!ending.signal.aborted && text.peek() === kept)
      errorMessage.value = result.ok ? undefined : result.reason;
  };
  const change = (next: string) => {
    isTouched = true;
    text.value = next;
    cancelSave?.();
    cancelSave = clock.after(saveAfterMs, () => void save());
  };
  const flush = () => {
    if (!cancelSave) return;
    cancelSave();
    void save();
  };

  void store.load(ending.signal).then((draft) => {
    if (!isTouched && !ending.signal.aborted) text.value = draft.text;
  });

  return {
    text,
    errorMessage,
    type: change,
    clear() {
      change('');
      flush();
    },
    flush,
    end() {
      flush();
      ending.abort();
    },
  };
}
