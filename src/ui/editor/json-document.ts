import { history, historyField, redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { EditorState, type Extension, type Transaction } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { compactText, exactText, maxTokenLength, type TextChange } from '../../token';
import type { Clock } from '../model/clock';
import { findJsonProblems, type EditorPart, type JsonProblem } from './json-problems';

/** The JSON text of one part of a token, with its history. It outlives the views that show it. */
export interface JsonDocument {
  readonly part: EditorPart;
  readonly text: ReadonlySignal<string>;
  /** Whether the text isn't that of the token. */
  readonly isChanged: ReadonlySignal<boolean>;
  /** In order of position; undefined until the current text has been read. */
  readonly problems: ReadonlySignal<readonly JsonProblem[] | undefined>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** The last input wasn't accepted, because the text would have become too long. */
  readonly isTooLong: ReadonlySignal<boolean>;
  /** The JSON to sign: as it was, if the text is unchanged, otherwise without white space. */
  signedText(): string;
  change(changes: readonly TextChange[]): void;
  /** Selects this part of the text, and brings it into view. */
  reveal(from: number, to: number): void;
  /** The same, and moves the focus there. */
  select(from: number, to: number): void;
  undo(): void;
  redo(): void;
  /** Shows the text in a view with these extensions, until the returned function is called. */
  connect(createView: (options: ViewOptions) => EditorView, extensions: Extension): () => void;
  end(): void;
}

interface ViewOptions {
  readonly state: EditorState;
  readonly dispatchTransactions: (transactions: readonly Transaction[]) => void;
}

interface JsonDocumentOptions {
  readonly part: EditorPart;
  /** The JSON of the token. It's indented for reading. */
  readonly json: string;
  /** The text that was typed instead in an earlier panel. */
  readonly typed?: string | undefined;
  readonly clock: Clock;
}

/** A longer text is read after a pause in typing. */
const readAtOnce = 20_000;
const readAfterMs = 250;

/**
 * A document with the token's JSON, in which a restored text is one step to undo. Input beyond the limit isn't
 * accepted.
 */
export function createJsonDocument({ part, json, typed, clock }: JsonDocumentOptions): JsonDocument {
  const isTooLong = signal(false);
  const limit = EditorState.changeFilter.of((transaction) => {
    const isAccepted = transaction.newDoc.length <= maxTokenLength;
    isTooLong.value = !isAccepted;
    return isAccepted;
  });
  const initial = exactText(json);
  const model = [history(), limit];
  const untouched = EditorState.create({ doc: initial, extensions: model });
  // As one change, so that undoing it leads back to the token.
  const restored = typed !== undefined && typed !== initial;
  const state = signal(
    restored
      ? untouched.update({ changes: { from: 0, to: initial.length, insert: typed } }).state
      : untouched,
  );
  let view: EditorView | undefined;

  const update = (transactions: readonly Transaction[]) => {
    const last = transactions.at(-1);
    if (last === undefined) return;
    view?.update(transactions);
    state.value = last.state;
  };
  const target = { dispatch: (transaction: Transaction) => update([transaction]) };
  const reveal = (from: number, to: number) =>
    update([state.peek().update({ selection: { anchor: from, head: to }, scrollIntoView: true })]);
  const run = (command: typeof undo) => {
    command({ state: state.peek(), ...target });
  };

  const text = computed(() => state.value.doc.toString());
  const read = signal<{ readonly text: string; readonly problems: readonly JsonProblem[] } | undefined>(
    undefined,
  );
  const stop = effect(() => {
    const reading = text.value;
    let isStale = false;
    const start = () => {
      void findJsonProblems(part, reading).then((problems) => {
        if (!isStale) read.value = { text: reading, problems };
      });
    };
    const cancel = reading.length > readAtOnce ? clock.after(readAfterMs, start) : start();
    return () => {
      isStale = true;
      cancel?.();
    };
  });

  return {
    part,
    text,
    isChanged: computed(() => text.value !== initial),
    problems: computed(() => (read.value?.text === text.value ? read.value.problems : undefined)),
    canUndo: computed(() => undoDepth(state.value) > 0),
    canRedo: computed(() => redoDepth(state.value) > 0),
    isTooLong,
    signedText: () => (text.value === initial ? json : compactText(text.value)),
    change(changes) {
      update([state.peek().update({ changes: [...changes], userEvent: 'input', scrollIntoView: true })]);
    },
    reveal,
    select(from, to) {
      reveal(from, to);
      view?.focus();
    },
    undo: () => run(undo),
    redo: () => run(redo),
    connect(createView, extensions) {
      const before = state.peek();
      // The extensions of an earlier view are replaced, and the history is kept.
      state.value = EditorState.fromJSON(
        before.toJSON({ history: historyField }),
        { extensions: [model, extensions] },
        { history: historyField },
      );
      view = createView({ state: state.peek(), dispatchTransactions: update });
      return () => {
        view?.destroy();
        view = undefined;
      };
    },
    end: stop,
  };
}
