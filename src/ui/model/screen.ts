import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { countBug, noBugs, type BugCount, type Subscribe } from '../../traffic';
import type { Result } from '../commands';
import type { Clock } from './clock';

/** The panel as a window: what it's connected to, how it's divided, and what went wrong. */
export interface ScreenModel {
  /** DevTools' theme; undefined until it's known. */
  readonly theme: ReadonlySignal<'light' | 'dark' | undefined>;
  /** The session hasn't sent its state, and should have. */
  readonly isConnecting: ReadonlySignal<boolean>;
  /** The extension was reloaded: nothing is sent any more, and nothing will come. */
  readonly isOrphaned: ReadonlySignal<boolean>;
  /** What couldn't be done, in a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  /** Exceptions of ours, in the session and in this panel. */
  readonly bugs: ReadonlySignal<BugCount>;
  /** The list's share of the panel, in percent. */
  readonly share: ReadonlySignal<number>;
  setShare(percent: number): void;
  dismissError(): void;
  dismissBugs(): void;
  /** Something of this panel's threw this. */
  reportBug(error: unknown): void;
}

export interface ScreenOptions {
  readonly isConnected: ReadonlySignal<boolean>;
  readonly clock: Clock;
  readonly subscribeOrphaned: Subscribe<void> | undefined;
  readonly onOrphaned: () => void;
  readonly ended: AbortSignal;
}

const smallestShare = 15;
const largestShare = 85;
/** A session that answers sooner isn't waited for: a sentence that flashes by looks like a bug. */
const waitInSilenceMs = 300;

/** The slice, and what only the panel's model does with it. */
export function createScreen(options: ScreenOptions) {
  const { isConnected, clock, subscribeOrphaned, onOrphaned, ended } = options;
  const theme = signal<'light' | 'dark' | undefined>(undefined);
  const share = signal(50);
  const errorMessage = signal<string | undefined>(undefined);
  const reported = signal(noBugs);
  const own = signal(noBugs);
  const dismissed = signal(0);
  const isOrphaned = signal(false);
  const isLate = signal(false);
  const stopWaiting = clock.after(waitInSilenceMs, () => (isLate.value = true));
  const unsubscribe = subscribeOrphaned?.(() => {
    isOrphaned.value = true;
    onOrphaned();
  });
  ended.addEventListener('abort', () => {
    stopWaiting();
    unsubscribe?.();
  });
  const setError = (sentence: string | undefined) => {
    if (!ended.aborted) errorMessage.value = sentence;
  };
  const screen: ScreenModel = {
    theme,
    isConnecting: computed(() => isLate.value && !isConnected.value),
    isOrphaned,
    errorMessage,
    bugs: computed(() => {
      const count = own.value.count + reported.value.count - dismissed.value;
      return { count, errorName: own.value.errorName || reported.value.errorName };
    }),
    share,
    setShare(percent) {
      share.value = Math.max(smallestShare, Math.min(largestShare, percent));
    },
    dismissError: () => setError(undefined),
    dismissBugs: () => (dismissed.value = own.peek().count + reported.peek().count),
    // A reloaded extension takes its APIs from the panel that is left, which says so by itself.
    reportBug(error) {
      if (!isOrphaned.peek()) own.value = countBug(own.peek(), error);
    },
  };
  return {
    screen,
    setBugs: (next: BugCount) => (reported.value = next),
    setTheme: (next: 'light' | 'dark') => (theme.value = next),
    /** A snapshot came, although it may have seemed that none would. */
    connected: () => (isOrphaned.value = false),
    setError,
    /** Shows why something couldn't be done, once that's known. */
    report: (asked: Promise<Result>) =>
      void asked.then((result) => setError(result.ok ? undefined : result.reason)),
  };
}
