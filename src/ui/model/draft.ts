import { signal, type ReadonlySignal } from '@preact/signals';
import type { Clock } from './clock';
import type { DraftStore } from '../commands';

/** A pause in typing this long is enough to keep the draft: a popup closes without a word. */
const saveAfterMs = 150;

export interface DraftModel {
  readonly text: ReadonlySignal<string>;
  /** Why the draft could not be kept, in a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  type(text: string): void;
  clear(): void;
  /** Keeps now what waits to be kept. */
  flush(): void;
  end(): void;
}

/** The pasted text: what an earlier popup left, until the person types; kept a moment after each change. */
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
