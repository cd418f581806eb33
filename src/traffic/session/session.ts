import { finish, type Steps } from '../../token';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import type { CaptureGate } from '../merge/capture-gate';
import type { LogBounds } from '../log/limits';
import type { LogOptions, Loss, TokenLog } from '../log/log';
import type { PublishedKeySet } from '../log/key-sets';
import type { LogChange } from '../log/log-change';
import { answerCall } from './answer-call';
import { countBug, noBugs } from './bugs';
import type { CaptureHealth } from './capture-gaps';
import { addKey, addKeySet, removeKey, type Keyring } from './keyring';
import { createFileOpener } from './file-opener';
import type { FileAccess } from './open-file';
import { PanelConnection } from './panel-connection';
import { parsePanelMessage } from './panel-message';
import type { PanelMessage, SessionMessage, SessionState, View, Watching } from './protocol';
import { ShownLog } from './shown-log';

/** What a session needs: logs, a gate, file access and timing. */
export interface SessionOptions {
  /** Called once at the start for the live log, and for each file that is opened. */
  readonly createLog: (options: Pick<LogOptions, 'reportBug'>) => TokenLog;
  /** Gets pauses, clears and navigations. */
  readonly gate: CaptureGate;
  readonly files: FileAccess;
  /** Calls back once after a short delay. Changes during the delay are sent together. */
  readonly schedule: (callback: () => void) => void;
  /** Settles in a new task. Without it, each exchange in a file is searched in a single task. */
  readonly nextTask?: () => Promise<void>;
}

/** The session's connection to one panel, to be wired to a message channel. */
export interface SessionConnection {
  /** Takes one message from the panel. Ignores invalid messages. */
  receive(message: unknown): void;
  end(): void;
}

/** Keeps the logs and the screen state, so that panels can be opened and closed. */
export interface Session {
  /** Records an exchange that the gate has admitted. */
  record(exchange: Exchange): void;
  /** The same in steps of about a millisecond; see `TokenLog`. */
  recordInSteps(exchange: Exchange): Steps<void>;
  /** See `TokenLog.amend`. */
  amend(exchange: HttpExchange): void;
  amendInSteps(exchange: HttpExchange): Steps<void>;
  /** Counts what a source couldn't provide, unless capture is paused. */
  countLoss(kind: Loss, count: number): void;
  /**
   * The top frame started to navigate to another document at this time. Clears everything from before, unless the log
   * is preserved. What was sent since then stays, even if the browser reports the navigation late.
   */
  navigated(startedAtMs: number): void;
  /** The inspected top frame's origin (empty if it has none), and whether it's watched. */
  setSite(origin: string, watching: Watching): void;
  setTheme(theme: 'light' | 'dark'): void;
  setHealth(health: CaptureHealth): void;
  /** Reports an exception in our own code to panels; see `countBug`. */
  reportBug(error: unknown): void;
  /** Applies to the live log and to files. */
  setBounds(bounds: LogBounds): void;
  /** Sends a panel a snapshot immediately, then deltas and the results of its calls, until it ends. */
  connect(send: (message: SessionMessage) => void): SessionConnection;
}

/**
 * Creates a session that shows its logs in any number of panels. All messages are structured-cloneable. Changes to the
 * shown log and the progress of opening a file are batched with `schedule`; everything else is sent immediately. The
 * live log keeps recording while a file is shown. Keeps keys and the screen state in memory only.
 */
export function createSession({ createLog, gate, files, schedule, nextTask }: SessionOptions): Session {
  const panels = new Set<PanelConnection>();
  let lastLogId = 1;
  let version = 0;
  const live = new ShownLog(lastLogId, createLog({ reportBug }));
  let shown = live;
  let bounds: LogBounds | undefined;
  let filter = '';
  let view: View | undefined;
  let isOverviewCollapsed: boolean | undefined;
  let keyring: Keyring = [];
  let fetchedKeySets: readonly PublishedKeySet[] = [];
  let common: Pick<SessionState, 'settings' | 'site' | 'theme' | 'health' | 'bugs'> = {
    settings: { paused: false, preserve: true },
    site: { origin: '', watching: { state: 'off' } },
    theme: 'light',
    health: { items: [] },
    bugs: noBugs,
  };
  const opener = createFileOpener({
    read: files.read,
    ...(nextTask && { nextTask }),
    createLog(opened) {
      lastLogId += 1;
      const log = createLog({ reportBug });
      if (bounds !== undefined) log.setBounds(bounds);
      return new ShownLog(lastLogId, log, opened);
    },
    show,
    note,
    flush,
  });
  let sentFiles = filesNow();
  let isScheduled = false;

  function filesNow(): SessionState['files'] {
    return { shown: shown.files, opening: opener.opening() };
  }

  function hasNewFiles(): boolean {
    return sentFiles.shown !== shown.files || sentFiles.opening !== opener.opening();
  }

  function broadcast(state: Partial<SessionState>, except?: PanelConnection): void {
    version += 1;
    for (const panel of panels) {
      if (panel !== except) panel.send({ type: 'delta', logId: shown.id, version, state });
      if (!panel.isOpen) panels.delete(panel);
    }
    shown.isFollowed = panels.size > 0;
  }

  function setCommon(change: Partial<typeof common>): void {
    common = { ...common, ...change };
    broadcast(change);
  }

  function reportBug(error: unknown): void {
    setCommon({ bugs: countBug(common.bugs, error) });
  }

  function note(at: ShownLog, change: LogChange, exchangeId?: string): void {
    at.note(change, exchangeId);
    if (at === shown) flushSoon();
  }

  function flushSoon(): void {
    if (isScheduled || panels.size === 0 || !(shown.hasChanges || hasNewFiles())) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      flush();
    });
  }

  function flush(): void {
    const state = {
      ...(hasNewFiles() && { files: filesNow() }),
      ...(shown.hasChanges && shown.takeChanges()),
    };
    sentFiles = filesNow();
    if (Object.keys(state).length > 0) broadcast(state);
    // Many changes are sent in several messages.
    flushSoon();
  }

  function snapshot(): SessionMessage {
    const { id: logId, selectedId, requestId } = shown;
    return {
      type: 'snapshot',
      logId,
      version,
      state: { ...shown.snapshot(), ...common, files: filesNow(), keyring, fetchedKeySets },
      screen: {
        ...(selectedId !== undefined && { selectedId }),
        ...(requestId !== undefined && { requestId }),
        filter,
        ...(view !== undefined && { view }),
        ...(isOverviewCollapsed !== undefined && { isOverviewCollapsed }),
      },
    };
  }

  function show(next: ShownLog): void {
    shown.isFollowed = false;
    shown.forgetChanges();
    shown = next;
    shown.isFollowed = panels.size > 0;
    shown.forgetChanges();
    sentFiles = filesNow();
    version += 1;
    for (const panel of panels) panel.send(snapshot());
    flushSoon();
  }

  function receive(panel: PanelConnection, message: ReturnType<typeof parsePanelMessage>): void {
    switch (message?.type) {
      case 'settings':
        gate.set(message.settings);
        return setCommon({ settings: message.settings });
      case 'select':
        // Also for a log that isn't shown any more, since the panel may not know that yet.
        for (const each of [live, shown]) if (each.id === message.logId) each.selectedId = message.tokenId;
        return;
      case 'select request':
        for (const each of [live, shown]) if (each.id === message.logId) each.requestId = message.exchangeId;
        return;
      case 'filter':
        filter = message.text;
        return;
      case 'view':
        ({ view } = message);
        return;
      case 'overview':
        isOverviewCollapsed = message.isCollapsed;
        return;
      case 'add key':
        keyring = addKey(keyring, message.key);
        return broadcast({ keyring }, panel);
      case 'remove key':
        keyring = removeKey(keyring, message.key);
        return broadcast({ keyring }, panel);
      case 'add key set':
        fetchedKeySets = addKeySet(fetchedKeySets, message.keySet);
        return broadcast({ fetchedKeySets }, panel);
      case 'dismiss files':
        opener.dismiss();
        return flush();
      case 'clear':
      case 'close files':
        return message.logId === shown.id ? receiveForLog(message.type) : undefined;
      case 'call':
        return void answer(panel, message);
      case 'malformed':
        return void panel.answer(message.callId, async () => ({ ok: false, error: 'malformed' }));
      case 'cancel':
        return panel.cancel(message.callId);
      case undefined:
    }
  }

  function receiveForLog(type: 'clear' | 'close files'): void {
    if (type === 'clear') {
      if (shown === live) gate.clear();
      clear(shown);
    } else if (shown !== live) {
      opener.close();
      show(live);
    }
  }

  function clear(at: ShownLog, keepSinceMs?: number): void {
    at.clear(keepSinceMs);
    if (at === shown) flushSoon();
  }

  function answer(panel: PanelConnection, message: Extract<PanelMessage, { type: 'call' }>): Promise<void> {
    const { callId, call, logId } = message;
    return panel.answer(callId, async () =>
      logId === shown.id || call.name === 'open files'
        ? answerCall(call, shown, {
            write: files.write,
            openFiles: opener.open,
            fetchedKeySets,
            ...(nextTask && { nextTask }),
          })
        : { ok: false, error: 'other log' },
    );
  }

  function* recordInSteps(exchange: Exchange): Steps<void> {
    note(live, yield* live.log.recordInSteps(exchange), exchange.id);
  }

  function* amendInSteps(exchange: HttpExchange): Steps<void> {
    note(live, yield* live.log.amendInSteps(exchange), exchange.id);
  }

  return {
    record: (exchange) => finish(recordInSteps(exchange)),
    recordInSteps,
    amend: (exchange) => finish(amendInSteps(exchange)),
    amendInSteps,
    countLoss: (kind, count) => {
      if (!common.settings.paused) note(live, live.log.countLoss(kind, count));
    },
    navigated: (startedAtMs) => {
      const keepSinceMs = gate.navigate(startedAtMs);
      if (keepSinceMs !== undefined) clear(live, keepSinceMs);
    },
    setSite: (origin, watching) => setCommon({ site: { origin, watching } }),
    setTheme: (theme) => setCommon({ theme }),
    setHealth: (health) => setCommon({ health }),
    reportBug,
    setBounds: (next) => {
      bounds = next;
      for (const each of new Set([live, shown])) note(each, each.log.setBounds(next));
    },
    connect(send) {
      // Sends pending changes to the other panels first. The new panel gets them in its snapshot.
      flush();
      shown.forgetChanges();
      const panel = new PanelConnection(send);
      panels.add(panel);
      shown.isFollowed = true;
      panel.send(snapshot());
      flushSoon();
      return {
        receive: (message) => {
          if (panel.isOpen) receive(panel, parsePanelMessage(message));
        },
        end: () => {
          panel.close();
          panels.delete(panel);
          shown.isFollowed = panels.size > 0;
        },
      };
    },
  };
}
