import { signal, type ReadonlySignal } from '@preact/signals';
import { explainMissing, type Missing } from '../../token';
import { maxAddedTextLength, type PanelSession } from '../../traffic';

/** Text beyond this isn't searched for why it contains no token: it would take too long. */
const maxExplainedLength = 8 * 1024 * 1024;

/** Why no token of a text was added. */
export type TextProblem = Missing | 'too long' | 'failed';

/** Adds texts that the user pastes, types or drops to the list. */
export interface TextsModel {
  readonly isBoxOpen: ReadonlySignal<boolean>;
  /** What is in the box. */
  readonly text: ReadonlySignal<string>;
  readonly isAdding: ReadonlySignal<boolean>;
  /** Why the text in the box wasn't added; undefined once it has changed. */
  readonly problem: ReadonlySignal<TextProblem | undefined>;
  type(text: string): void;
  toggleBox(): void;
  /** Adds the text in the box. Without a token in it, the text stays there. */
  addTyped(): void;
  /**
   * Adds a text and shows its first token, after the texts before it. Without a token in it, the text is put into the
   * box, below what is there, and the reason is that for the box.
   */
  add(text: string): void;
  /** Empties the box, and adds none of the texts that are still searched. */
  clear(): void;
}

interface TextsOptions {
  readonly call: PanelSession['call'];
  readonly nowMs: () => number;
  readonly openToken: (tokenId: number) => void;
  readonly ended: AbortSignal;
}

/** Creates the model; see {@link createTexts}. */
export type CreateTexts = (options: TextsOptions) => TextsModel;

/** The box of the viewer, open at first. Adds texts one after the other. */
export const createTexts: CreateTexts = ({ call, nowMs, openToken, ended }) => {
  const isBoxOpen = signal(true);
  const text = signal('');
  const isAdding = signal(false);
  const problem = signal<TextProblem | undefined>(undefined);
  /** Texts are added one after the other. */
  let queue = Promise.resolve();
  let queued = 0;
  let clears = 0;

  const type = (typed: string) => {
    text.value = typed;
    problem.value = undefined;
  };

  const search = async (added: string): Promise<number | TextProblem> => {
    if (added.length > maxAddedTextLength) return 'too long';
    const result = await call('add text', { text: added, fileName: '', addedAtMs: nowMs() }, ended);
    if (!result.ok) return 'failed';
    return result.value[0] ?? explainMissing(added.slice(0, maxExplainedLength));
  };

  const keep = (kept: string, reason: TextProblem | undefined) => {
    text.value = kept.slice(0, maxAddedTextLength);
    problem.value = reason;
    isBoxOpen.value = true;
  };

  const add = async (added: string, isInBox: boolean, isCurrent: () => boolean): Promise<void> => {
    const found = await search(added);
    if (!isCurrent()) return;
    const boxed = text.peek();
    if (typeof found === 'number') {
      if (boxed === added) type('');
      isBoxOpen.value = text.peek() !== '';
      openToken(found);
    } else if (boxed === added || (boxed === '' && !isInBox)) {
      keep(added, found);
    } else if (!isInBox) {
      const both = `${boxed}\n${added}`;
      const isTooLong = both.length > maxAddedTextLength;
      keep(both, isTooLong ? 'too long' : undefined);
      if (!isTooLong) await add(both, true, isCurrent);
    }
  };

  const enqueue = (run: (isCurrent: () => boolean) => Promise<void>) => {
    const before = clears;
    const isCurrent = () => !ended.aborted && clears === before;
    const runNext = async () => {
      if (isCurrent()) await run(isCurrent);
      queued -= 1;
      isAdding.value = queued > 0;
    };
    queued += 1;
    isAdding.value = true;
    queue = queue.then(runNext, runNext);
  };

  return {
    isBoxOpen,
    text,
    isAdding,
    problem,
    type,
    toggleBox: () => (isBoxOpen.value = !isBoxOpen.peek()),
    addTyped: () =>
      enqueue(async (isCurrent) => {
        const typed = text.peek();
        if (typed !== '') await add(typed, true, isCurrent);
      }),
    add: (added) => enqueue((isCurrent) => add(added, false, isCurrent)),
    clear() {
      clears += 1;
      type('');
    },
  };
};
