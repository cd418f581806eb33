import { finish, type Steps } from '../../token';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import type {
  FeedMessage,
  FeedRequest,
  LogSettings,
  SaveFormat,
  ScreenState,
  TokenRow,
  Watching,
} from './feed';
import { FeedPanel } from './feed-panel';
import { parseFeedRequest } from './feed-request';
import type { CaptureHealth } from './capture-gaps';
import type { LogChange, Loss, TokenLog } from '../log/log';
import type { CaptureGate } from '../merge/capture-gate';
import type { LogBounds } from '../log/limits';
import { endFile, type FileProblem, type OpenFile } from './open-file';

/** Of a search in a file, before other tasks get their turn: some ten milliseconds. */
const stepsInTask = 20;

/** Reading and writing files, which is capture's: a feed knows no format. */
export interface FileAccess {
  /**
   * Calls `take` with some exchanges at a time, each time in a task of its own, and waits for it before the next.
   * Settles when all is read, or soon after the signal, with what is to be known of the file. Never rejects.
   */
  read(
    file: File,
    take: (exchanges: readonly Exchange[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<readonly FileProblem[]>;
  /** Undefined when it cannot be written. Never rejects. */
  write(exchanges: Iterable<Exchange>, format: SaveFormat): Promise<Blob | undefined>;
}

/** What a feed needs of its owner: a way to make logs, to read and write files, and to wait. */
export interface FeedOptions {
  /** Called for the live log at once, and for each file that is opened. */
  readonly createLog: () => TokenLog;
  /** Is told of pauses, clearing and navigations, and decides what of them the live log takes in. */
  readonly gate: CaptureGate;
  readonly files: FileAccess;
  /** Calls back once, soon: how long it waits is how much is told together. */
  readonly schedule: (callback: () => void) => void;
  /** Settles in a task of its own. Without it what is read from files is searched in one task for each exchange. */
  readonly nextTask?: () => Promise<void>;
}

/** One panel's end of a feed, held by whoever carries messages to that panel. */
export interface FeedConnection {
  /** Hears one request; what is no request is ignored. */
  receive(request: unknown): void;
  end(): void;
}

/** Keeps a log and the state of the screen for panels that come and go. */
export interface Feed {
  /** Records an exchange that the gate has admitted. */
  record(exchange: Exchange): void;
  /** The same in steps of about a millisecond. */
  recordInSteps(exchange: Exchange): Steps<void>;
  /** Counts what a source could not hand over, unless capture is paused. */
  countLoss(kind: Loss, count: number): void;
  /**
   * The top frame went to another document, at this time: when the log is not to be preserved, all from before is
   * cleared. What was sent since stays, however late a browser tells of the navigation.
   */
  navigated(startedAtMs: number): void;
  /** The inspected top frame's origin, empty where it has none, and whether it is watched. */
  setSite(origin: string, watching: Watching): void;
  setTheme(theme: 'light' | 'dark'): void;
  setHealth(health: CaptureHealth): void;
  /** For the live log and for files. */
  setBounds(bounds: LogBounds): void;
  /** See `TokenLog.amend`. */
  amend(exchange: HttpExchange): void;
  amendInSteps(exchange: HttpExchange): Steps<void>;
  /** Tells a panel the whole state at once, then only what changes, until its end. */
  connect(send: (message: FeedMessage) => void): FeedConnection;
}

/** A log that panels can be shown, with what holds for it alone. */
interface Shown {
  readonly log: TokenLog;
  selectedId?: number | undefined;
  /** Empty for the live log. */
  files: readonly OpenFile[];
}

/**
 * Creates the feed between its logs and any number of panels. All messages are structured-cloneable. Changes of the log
 * that is shown, and how far a file is read, wait for `schedule` and are told together; settings, theme, health and the
 * sightings of a token just looked at are told at once. The live log takes in what is captured also while a file is
 * shown. Keeps the screen's state, pasted keys among it, in memory alone.
 */
export function createFeed({ createLog, gate, files, schedule, nextTask }: FeedOptions): Feed {
  const panels = new Set<FeedPanel>();
  const live: Shown = { log: createLog(), files: [] };
  let shown = live;
  /** Files that are read, or couldn't be, and aren't shown. */
  let opening: readonly OpenFile[] = [];
  /** Ends the reading of the files that are shown, and of those that aren't yet. */
  let shownReading = new AbortController();
  let openingReading = new AbortController();
  let bounds: LogBounds | undefined;

  let settings: LogSettings = { paused: false, preserve: true };
  let screen: Omit<ScreenState, 'selectedId'> = { filter: '', keys: [] };
  let watching: Watching = { state: 'off' };
  let inspectedOrigin = '';
  let theme: 'light' | 'dark' = 'light';
  let health: CaptureHealth = { items: [] };

  let changed = new Set<number>();
  let removed: number[] = [];
  let toldCounts = shown.log.counts();
  let toldFiles = shown.files;
  let toldOpening = opening;
  let isScheduled = false;

  function broadcast(message: FeedMessage): void {
    for (const panel of panels) {
      panel.tell(message);
      if (!panel.isOpen) panels.delete(panel);
    }
  }

  function note(log: TokenLog, change: LogChange): void {
    // With nobody listening there is nothing to keep: a panel that comes is told the whole state.
    if (log !== shown.log || panels.size === 0) return;
    for (const id of change.changed) changed.add(id);
    for (const id of change.removed) {
      changed.delete(id);
      removed.push(id);
    }
    for (const panel of panels) panel.note(change);
    flushSoon();
  }

  function flushSoon(): void {
    if (isScheduled || !(hasNews() || [...panels].some((panel) => panel.needsFlush))) return;
    isScheduled = true;
    schedule(flush);
  }

  /** Whether there is something that all panels are to be told. */
  function hasNews(): boolean {
    return changed.size > 0 || removed.length > 0 || shown.log.counts() !== toldCounts;
  }

  function flush(): void {
    isScheduled = false;
    if (toldFiles !== shown.files || toldOpening !== opening) {
      broadcast({ type: 'files', files: shown.files, opening });
    }
    toldFiles = shown.files;
    toldOpening = opening;
    if (hasNews()) tellNews();
    for (const panel of panels) panel.flush();
    flushSoon();
  }

  function tellNews(): void {
    const { log } = shown;
    const rows = [...changed].map((id) => log.row(id)).filter((row): row is TokenRow => row !== undefined);
    const message: FeedMessage = { type: 'delta', rows, removed, counts: log.counts() };
    forgetNews();
    broadcast(message);
  }

  function forgetNews(): void {
    changed = new Set();
    removed = [];
    toldCounts = shown.log.counts();
  }

  function stateNow(): FeedMessage {
    const { log, selectedId, files: shownFiles } = shown;
    return {
      type: 'state',
      rows: log.rows(),
      counts: log.counts(),
      settings,
      watching,
      inspectedOrigin,
      screen: { ...(selectedId !== undefined && { selectedId }), ...screen },
      theme,
      health,
      files: shownFiles,
      opening,
    };
  }

  function show(next: Shown, reading: AbortController): void {
    shownReading.abort();
    shownReading = reading;
    shown = next;
    forgetNews();
    toldFiles = shown.files;
    toldOpening = opening;
    const state = stateNow();
    for (const panel of panels) panel.show(next.log, state);
  }

  async function finishInTasks<T>(steps: Steps<T>): Promise<T> {
    for (let taken = 1; ; taken += 1) {
      const { done, value } = steps.next();
      if (done === true) return value;
      if (taken % stepsInTask === 0) await nextTask?.();
    }
  }

  /** Reads the files one after the other into one log, which is shown as soon as something is in it. */
  async function openFiles(chosen: readonly File[]): Promise<void> {
    openingReading.abort();
    const reading = new AbortController();
    openingReading = reading;
    const log = createLog();
    if (bounds !== undefined) log.setBounds(bounds);
    const opened: Shown = {
      log,
      files: chosen.map(({ name }) => ({ name, state: 'reading', exchanges: 0, problems: [] })),
    };
    opening = opened.files;
    flush();
    const setFile = (index: number, file: OpenFile) => {
      opened.files = opened.files.map((each, at) => (at === index ? file : each));
      if (shown !== opened) opening = opened.files;
    };
    for (const [index, file] of chosen.entries()) {
      let read: OpenFile = opened.files[index] ?? {
        name: file.name,
        state: 'reading',
        exchanges: 0,
        problems: [],
      };
      const take = async (exchanges: readonly Exchange[]) => {
        read = { ...read, exchanges: read.exchanges + exchanges.length };
        setFile(index, read);
        if (shown !== opened) {
          opening = [];
          // What is opened next must not end the reading of what is shown.
          openingReading = new AbortController();
          show(opened, reading);
        }
        for (const exchange of exchanges) {
          if (reading.signal.aborted) return;
          note(log, await finishInTasks(log.recordInSteps(inFile(exchange, index))));
        }
      };
      const problems = await files.read(file, take, reading.signal);
      if (reading.signal.aborted) return;
      setFile(index, endFile(read, problems));
      note(log, log.countLoss('unreadable', unreadableOf(problems)));
      flush();
    }
  }

  function dismiss(): void {
    openingReading.abort();
    opening = [];
    flush();
  }

  async function save(panel: FeedPanel, format: SaveFormat): Promise<void> {
    // A copy, since writing takes its time and the log goes on.
    const content = await files.write([...shown.log.exchanges()], format);
    panel.tell({ type: 'saved', format, content });
  }

  function hear(panel: FeedPanel, request: FeedRequest): void {
    switch (request.type) {
      case 'settings':
        settings = request.settings;
        gate.set(settings);
        return broadcast({ type: 'settings', settings });
      case 'clear':
        if (shown === live) gate.clear();
        return note(shown.log, shown.log.clear());
      case 'look':
        return panel.look(request.id);
      case 'remember': {
        const { selectedId, ...rest } = request.screen;
        shown.selectedId = selectedId;
        screen = rest;
        return;
      }
      case 'save':
        return void save(panel, request.format);
      case 'open files':
        return void openFiles(request.files);
      case 'close files':
        return shown === live ? undefined : show(live, new AbortController());
      case 'dismiss files':
        return dismiss();
    }
  }

  function* recordInSteps(exchange: Exchange): Steps<void> {
    note(live.log, yield* live.log.recordInSteps(exchange));
  }

  function* amendInSteps(exchange: HttpExchange): Steps<void> {
    note(live.log, yield* live.log.amendInSteps(exchange));
  }

  function connect(send: (message: FeedMessage) => void): FeedConnection {
    // The others are told first, so that what the new panel gets as state does not come to it again as a change.
    flush();
    const panel = new FeedPanel(shown.log, send);
    panels.add(panel);
    panel.tell(stateNow());
    return {
      receive: (value) => {
        const request = panel.isOpen ? parseFeedRequest(value) : undefined;
        if (request !== undefined) hear(panel, request);
      },
      end: () => {
        panel.close();
        panels.delete(panel);
      },
    };
  }

  return {
    record: (exchange) => finish(recordInSteps(exchange)),
    recordInSteps,
    countLoss: (kind, count) => {
      if (!settings.paused) note(live.log, live.log.countLoss(kind, count));
    },
    amend: (exchange) => finish(amendInSteps(exchange)),
    amendInSteps,
    navigated: (startedAtMs) => {
      const keepSinceMs = gate.navigate(startedAtMs);
      if (keepSinceMs !== undefined) note(live.log, live.log.clear(keepSinceMs));
    },
    setSite: (origin, next) => {
      inspectedOrigin = origin;
      watching = next;
      broadcast({ type: 'watching', watching, inspectedOrigin });
    },
    setTheme: (next) => {
      theme = next;
      broadcast({ type: 'theme', theme });
    },
    setHealth: (next) => {
      health = next;
      broadcast({ type: 'health', health });
    },
    setBounds: (next) => {
      bounds = next;
      for (const { log } of new Set([live, shown])) note(log, log.setBounds(next));
    },
    connect,
  };
}

/** A log knows exchanges by id, and each file has a first one. */
function inFile(exchange: Exchange, index: number): Exchange {
  return index === 0 ? exchange : { ...exchange, id: `${index + 1}-${exchange.id}` };
}

function unreadableOf(problems: readonly FileProblem[]): number {
  return problems.reduce((sum, problem) => sum + ('count' in problem ? problem.count : 0), 0);
}
