import type { Exchange } from './exchange';
import type { FeedMessage, FeedRequest, LogSettings, ScreenState, TokenRow, Watching } from './feed';
import { FeedPanel } from './feed-panel';
import { parseFeedRequest } from './feed-request';
import type { LogChange, Loss, TokenLog } from './log';

/** What a feed needs of its owner: the log it speaks for, and a way to wait. */
export interface FeedOptions {
  readonly log: TokenLog;
  /** Calls back once, soon: how long it waits is how much is told together. */
  readonly schedule: (callback: () => void) => void;
}

/** One panel's end of a feed, held by whoever carries messages to that panel. */
export interface FeedConnection {
  /** Hears one request; what is no request is ignored. */
  receive(request: unknown): void;
  end(): void;
}

/** Keeps a log and the state of the screen for panels that come and go. */
export interface Feed {
  /** Records an exchange, unless capture is paused. */
  record(exchange: Exchange): void;
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
  /** Tells a panel the whole state at once, then only what changes, until its end. */
  connect(send: (message: FeedMessage) => void): FeedConnection;
}

/**
 * Creates the feed between one log and any number of panels. All messages are structured-cloneable. Changes wait for
 * `schedule` and are told together; settings, theme and the sightings of a token just looked at are told at once.
 * Keeps the screen's state, pasted keys among it, in memory alone.
 */
export function createFeed({ log, schedule }: FeedOptions): Feed {
  const panels = new Set<FeedPanel>();
  let settings: LogSettings = { paused: false, preserve: true };
  let screen: ScreenState = { filter: '', keys: [] };
  let watching: Watching = { state: 'off' };
  let inspectedOrigin = '';
  let theme: 'light' | 'dark' = 'light';

  let changed = new Set<number>();
  let removed: number[] = [];
  let toldCounts = log.counts();
  let isScheduled = false;

  function broadcast(message: FeedMessage): void {
    for (const panel of panels) {
      panel.tell(message);
      if (!panel.isOpen) panels.delete(panel);
    }
  }

  function note(change: LogChange): void {
    // With nobody listening there is nothing to keep: a panel that comes is told the whole state.
    if (panels.size === 0) return;
    for (const id of change.changed) changed.add(id);
    for (const id of change.removed) {
      changed.delete(id);
      removed.push(id);
    }
    for (const panel of panels) panel.note(change);
    if (isScheduled || !hasNews()) return;
    isScheduled = true;
    schedule(flush);
  }

  function hasNews(): boolean {
    return changed.size > 0 || removed.length > 0 || log.counts() !== toldCounts;
  }

  function flush(): void {
    isScheduled = false;
    if (!hasNews()) return;
    const rows = [...changed].map((id) => log.row(id)).filter((row): row is TokenRow => row !== undefined);
    const message: FeedMessage = { type: 'delta', rows, removed, counts: log.counts() };
    forgetNews();
    broadcast(message);
    for (const panel of panels) panel.flush();
  }

  function forgetNews(): void {
    changed = new Set();
    removed = [];
    toldCounts = log.counts();
  }

  function hear(panel: FeedPanel, request: FeedRequest): void {
    switch (request.type) {
      case 'settings':
        settings = request.settings;
        return broadcast({ type: 'settings', settings });
      case 'clear':
        return note(log.clear());
      case 'look':
        return panel.look(request.id);
      case 'remember':
        screen = request.screen;
        return;
    }
  }

  function connect(send: (message: FeedMessage) => void): FeedConnection {
    // The others are told first, so that what the new panel gets as state does not come to it again as a change.
    flush();
    const panel = new FeedPanel(log, send);
    panels.add(panel);
    panel.tell({
      type: 'state',
      rows: log.rows(),
      counts: log.counts(),
      settings,
      watching,
      inspectedOrigin,
      screen,
      theme,
    });
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
    record: (exchange) => {
      if (!settings.paused) note(log.record(exchange));
    },
    countLoss: (kind, count) => {
      if (!settings.paused) note(log.countLoss(kind, count));
    },
    navigated: (startedAtMs) => {
      if (!settings.preserve) note(log.clear(startedAtMs));
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
    connect,
  };
}
