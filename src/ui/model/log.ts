import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type {
  CaptureHealth,
  FeedMessage,
  LogCounts,
  LogSettings,
  OpenFile,
  TokenRow,
  Watching,
} from '../../traffic';
import { createEntry, type Entry } from './entry';

type State = Extract<FeedMessage, { type: 'state' }>;
type Sightings = Extract<FeedMessage, { type: 'sightings' }>;
type Context = Extract<FeedMessage, { type: 'context' }>;
type Saved = Extract<FeedMessage, { type: 'saved' }>;

/** What the log's owner has told, as signals. Asks nothing of it. */
export interface LogModel {
  /** False until the owner has told its state. */
  readonly isConnected: ReadonlySignal<boolean>;
  readonly counts: ReadonlySignal<LogCounts>;
  readonly settings: ReadonlySignal<LogSettings>;
  readonly watching: ReadonlySignal<Watching>;
  /** Empty when the inspected page has none. */
  readonly inspectedOrigin: ReadonlySignal<string>;
  /** Undefined until the owner has told it. */
  readonly theme: ReadonlySignal<'light' | 'dark' | undefined>;
  /** What is seen of the inspected tab, and what is not; nothing until the owner has told it. */
  readonly health: ReadonlySignal<CaptureHealth>;
  /** The files that are shown instead of the live log; empty while it is shown. */
  readonly files: ReadonlySignal<readonly OpenFile[]>;
  /** Files of which nothing is shown: they are being read, or couldn't be. */
  readonly opening: ReadonlySignal<readonly OpenFile[]>;
  /** `Authorization` and cookies are not in the file that is shown: that no request carried a token says nothing. */
  readonly isWithheld: ReadonlySignal<boolean>;
  /** The tokens by id; whoever reads it in a computation is told of changes. */
  entries(): ReadonlyMap<number, Entry>;
  hear(message: FeedMessage): void;
}

export interface LogOptions {
  readonly onState: (state: State) => void;
  readonly onSightings: (message: Sightings) => void;
  readonly onContext: (message: Context) => void;
  readonly onSaved: (message: Saved) => void;
}

const nothingCounted: LogCounts = {
  requests: 0,
  opaqueBearers: 0,
  droppedTokens: 0,
  droppedSightings: 0,
  truncated: 0,
  bodyGaps: [],
  unreadable: 0,
  untold: 0,
  forgotten: 0,
  heldExchanges: 0,
  droppedExchanges: 0,
  sealed: [],
};

export function createLogModel({ onState, onSightings, onContext, onSaved }: LogOptions): LogModel {
  const isConnected = signal(false);
  const counts = signal(nothingCounted);
  const settings = signal<LogSettings>({ paused: false, preserve: true });
  const watching = signal<Watching>({ state: 'off' });
  const inspectedOrigin = signal('');
  const theme = signal<'light' | 'dark' | undefined>(undefined);
  const health = signal<CaptureHealth>({ items: [] });
  const files = signal<readonly OpenFile[]>([]);
  const opening = signal<readonly OpenFile[]>([]);
  // Changed in place, so that a delta costs what is new in it.
  const entries = new Map<number, Entry>();
  const change = signal(0);

  const hold = (rows: readonly TokenRow[], removed: readonly number[]) => {
    for (const id of removed) entries.delete(id);
    for (const row of rows) entries.set(row.id, createEntry(row, entries.get(row.id)));
    if (rows.length > 0 || removed.length > 0) change.value += 1;
  };

  const take = (message: FeedMessage) => {
    switch (message.type) {
      case 'state': {
        const told = new Set(message.rows.map((row) => row.id));
        const gone = [...entries.keys()].filter((id) => !told.has(id));
        hold(message.rows, gone);
        counts.value = message.counts;
        settings.value = message.settings;
        watching.value = message.watching;
        inspectedOrigin.value = message.inspectedOrigin;
        theme.value = message.theme;
        health.value = message.health;
        files.value = message.files;
        opening.value = message.opening;
        onState(message);
        isConnected.value = true;
        return;
      }
      case 'delta':
        hold(message.rows, message.removed);
        counts.value = message.counts;
        return;
      case 'settings':
        settings.value = message.settings;
        return;
      case 'watching':
        watching.value = message.watching;
        inspectedOrigin.value = message.inspectedOrigin;
        return;
      case 'theme':
        theme.value = message.theme;
        return;
      case 'health':
        health.value = message.health;
        return;
      case 'files':
        files.value = message.files;
        opening.value = message.opening;
        return;
      case 'sightings':
        return onSightings(message);
      case 'context':
        return onContext(message);
      case 'saved':
        onSaved(message);
    }
  };

  return {
    isConnected,
    counts,
    settings,
    watching,
    inspectedOrigin,
    theme,
    health,
    files,
    opening,
    isWithheld: computed(() =>
      files.value.some(({ problems }) => problems.some(({ code }) => code === 'withheld')),
    ),
    entries() {
      void change.value;
      return entries;
    },
    hear: (message) => batch(() => take(message)),
  };
}
