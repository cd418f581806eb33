import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { BugCount, PanelCommand, ScreenState, Subscribe, View } from '../../traffic';
import type { Result } from '../commands';
import type { Bugs } from './bugs';
import type { Clock } from './clock';
import type { LayoutSignal } from './screen-layout';

/** The panel's connection, theme, layout and error messages. */
export interface ScreenModel {
  /** DevTools' theme; undefined until it's known. */
  readonly theme: ReadonlySignal<'light' | 'dark' | undefined>;
  /** The session's first snapshot takes longer than usual. */
  readonly isConnecting: ReadonlySignal<boolean>;
  /** The extension was reloaded, so this panel is disconnected for good. */
  readonly isOrphaned: ReadonlySignal<boolean>;
  /** Why the last action failed, as a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  /** Exceptions in the extension's own code, in the session and in this panel, that haven't been dismissed. */
  readonly bugs: ReadonlySignal<Bugs>;
  /** The list's share of the panel, in percent. */
  readonly share: ReadonlySignal<number>;
  /** Which list is shown. */
  readonly view: ReadonlySignal<View>;
  /** Undefined until the user has collapsed or expanded the overview. */
  readonly isOverviewCollapsed: ReadonlySignal<boolean | undefined>;
  /** The page of keys is shown, in place of the list and the details. */
  readonly isKeyringShown: ReadonlySignal<boolean>;
  toggleKeyring(): void;
  show(view: View): void;
  /** The user does something in the panel: from now on, only the user switches between the lists. */
  keepView(): void;
  collapseOverview(isCollapsed: boolean): void;
  setShare(percent: number): void;
  /** Whether the list of keys is shown. */
  readonly isKeysShown: ReadonlySignal<boolean>;
  showKeys(isShown: boolean): void;
  dismissError(): void;
  dismissBugs(): void;
  /** Counts an exception that this panel's code has thrown. */
  reportBug(error: unknown): void;
}

interface ScreenOptions {
  readonly layout: LayoutSignal;
  readonly isConnected: ReadonlySignal<boolean>;
  /** The list to show first; undefined while both are empty. */
  readonly firstView: ReadonlySignal<View | undefined>;
  readonly clock: Clock;
  readonly send: (command: PanelCommand) => void;
  readonly subscribeOrphaned: Subscribe<void> | undefined;
  readonly onOrphaned: () => void;
  readonly ended: AbortSignal;
}

const smallestShare = 15;
const largestShare = 85;
/** "Connecting" is shown only after this time: a message that flashes by looks like a bug. */
const showConnectingAfterMs = 300;

/** What a page captures at its start arrives within this time. Later, the list that is shown may be in use. */
const keepViewAfterMs = 2_000;

/** Creates the screen model, and functions for the panel's model only. */
export function createScreen(options: ScreenOptions) {
  const { layout, isConnected, firstView, clock, send, subscribeOrphaned, onOrphaned, ended } = options;
  const theme = signal<'light' | 'dark' | undefined>(undefined);
  const kept = signal<View | undefined>(undefined);
  const view = computed(() => kept.value ?? firstView.value ?? 'requests');
  const isOverviewCollapsed = signal<boolean | undefined>(undefined);
  const errorMessage = signal<string | undefined>(undefined);
  const bugs = signal<Bugs>({ count: 0 });
  let bugsInSession = 0;
  const isOrphaned = signal(false);
  const isSlow = signal(false);
  const isKeysShown = signal(false);
  const stopWaiting = clock.after(showConnectingAfterMs, () => (isSlow.value = true));
  const unsubscribe = subscribeOrphaned?.(() => {
    isOrphaned.value = true;
    onOrphaned();
  });
  const show = (next: View) => {
    if (next === kept.peek()) return;
    kept.value = next;
    send({ type: 'view', view: next });
  };
  const keepView = () => {
    if (kept.peek() === undefined && firstView.peek() !== undefined) show(view.peek());
  };
  const isDecided = computed(() => kept.value !== undefined || firstView.value !== undefined);
  const stopDeciding = effect(() => (isDecided.value ? clock.after(keepViewAfterMs, keepView) : undefined));
  ended.addEventListener('abort', () => {
    stopDeciding();
    stopWaiting();
    unsubscribe?.();
  });
  const setError = (sentence: string | undefined) => {
    if (!ended.aborted) errorMessage.value = sentence;
  };
  const screen: ScreenModel = {
    theme,
    isConnecting: computed(() => isSlow.value && !isConnected.value),
    isOrphaned,
    errorMessage,
    bugs,
    share: computed(() => layout.value.share ?? 50),
    view,
    isOverviewCollapsed,
    isKeyringShown: computed(() => layout.value.isKeyringShown === true),
    toggleKeyring: () => layout.change({ isKeyringShown: layout.peek().isKeyringShown !== true }),
    collapseOverview(isCollapsed) {
      isOverviewCollapsed.value = isCollapsed;
      send({ type: 'overview', isCollapsed });
    },
    show,
    keepView,
    setShare(percent) {
      layout.change({ share: Math.max(smallestShare, Math.min(largestShare, percent)) });
    },
    isKeysShown,
    showKeys: (isShown) => (isKeysShown.value = isShown),
    dismissError: () => setError(undefined),
    dismissBugs: () => (bugs.value = { count: 0 }),
    // After a reload of the extension, its APIs throw in this panel. The panel already shows that it's disconnected.
    reportBug(error) {
      if (!isOrphaned.peek()) bugs.value = { count: bugs.peek().count + 1, error };
    },
  };
  return {
    screen,
    /** A bug that was dismissed is reported again by each snapshot. */
    setBugs(facts: BugCount) {
      const added = facts.count - bugsInSession;
      bugsInSession = facts.count;
      if (added > 0) bugs.value = { count: bugs.peek().count + added, facts };
    },
    /** A view that the user chose before the first snapshot is newer than the saved one. */
    restoreLayout({ view: saved, isOverviewCollapsed: isCollapsed }: ScreenState) {
      const before = kept.peek();
      if (before === undefined) kept.value = saved;
      else send({ type: 'view', view: before });
      isOverviewCollapsed.value = isCollapsed;
    },
    setTheme: (next: 'light' | 'dark') => (theme.value = next),
    /** A snapshot arrived, so the panel isn't disconnected, even if it seemed so. */
    connected: () => (isOrphaned.value = false),
    setError,
    /** Shows an error message if the command fails, and removes the last one if it succeeds. */
    report: (pending: Promise<Result>) =>
      void pending.then((result) => setError(result.ok ? undefined : result.reason)),
  };
}
