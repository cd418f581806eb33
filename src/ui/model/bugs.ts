import { signal, type ReadonlySignal } from '@preact/signals';
import type { BugFacts } from '../../traffic';

/** Exceptions in the extension's own code that haven't been dismissed. */
export interface Bugs {
  readonly count: number;
  /** The last one, if it's of this page. Never shown: it's described when it's reported. */
  readonly error?: unknown;
  /** What is reported about the last one, if it's of the session. */
  readonly facts?: BugFacts | undefined;
}

/** The bugs of a page without a session. */
export interface BugsModel {
  readonly bugs: ReadonlySignal<Bugs>;
  report(error: unknown): void;
  dismiss(): void;
}

/** Counts the bugs of a page until they are dismissed. */
export function createBugs(): BugsModel {
  const bugs = signal<Bugs>({ count: 0 });
  return {
    bugs,
    report: (error) => (bugs.value = { count: bugs.peek().count + 1, error }),
    dismiss: () => (bugs.value = { count: 0 }),
  };
}
