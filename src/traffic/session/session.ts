import { finish, type Steps } from '../../token';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import type { CaptureGate } from '../merge/capture-gate';
import type { LogBounds } from '../log/limits';
import type { LogOptions, Loss, TokenLog } from '../log/log';
import type { LogChange } from '../log/log-change';
import { isActionCall, type ActionCall } from './actions/action-calls';
import type { InspectedPage } from './actions/inspected-page';
import { PageActions } from './actions/page-actions';
import { addText } from './add-text';
import { answerCall } from './answer-call';
import { countBug, noBugs } from './bugs';
import type { CaptureHealth } from './capture-gaps';
import { createFileOpener } from './file-opener';
import type { FileAccess } from './open-file';
import { PanelConnection } from './panel-connection';
import { parsePanelMessage } from './panel-message';
import type {
  BugFacts,
  CallResult,
  PanelCommand,
  PanelMessage,
  SessionMessage,
  SessionState,
  Watching,
} from './protocol';
import { changeKeys, noKeys } from './session-keys';
import { changeScreen, emptyScreen } from './session-screen';
import { ShownLog } from './shown-log';
import { summarizeTokens, type TokenSummary } from './token-summary';
import { selectVerdictKeys, type VerdictKeys } from './verdict-keys';

/** What a session needs: logs, a gate, file access and timing. */
export interface SessionOptions {
  /** Called once at the start for the live log, and for each file that is opened. */
  readonly createLog: (options: Pick<LogOptions, 'reportBug'>) => TokenLog;
  /** Gets pauses, clears and navigations. */
  readonly gate: CaptureGate;
  readonly files: FileAccess;
  /**
   * Calls back once after a short delay. Changes during the delay are sent together. `isBehind`: there was more to send
   * than fitted in one message.
   */
  readonly schedule: (callback: () => void, isBehind: boolean) => void;
  /** Settles in a new task. Without it, each exchange in a file is searched in a single task. */
  readonly nextTask?: () => Promise<void>;
  /** Without it, calls that act on the inspected page fail. */
  readonly page?: InspectedPage;
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
  /** The browser doesn't replace credentials any more, although nobody turned that off. */
  overrideEnded(): void;
  /** Reports an exception in our own code to panels; see `countBug`. */
  reportBug(error: unknown): void;
  /** The same for an exception in the background. */
  reportBackgroundBug(bug: BugFacts): void;
  /** Applies to the live log and to files. */
  setBounds(bounds: LogBounds): void;
  /** How much it has in memory. */
  storedData(): {
    readonly requests: number;
    readonly tokens: number;
    readonly keys: number;
    readonly changes: number;
    /** The filter, and tokens with changes in the editor. */
    readonly texts: number;
  };
  /**
   * Deletes the logs, closes files, removes all keys, the filter and changes in the editor, ends the replacement of
   * credentials and forgets how to undo writes. Asks panels to forget what they have, and disconnects them.
   * `storedData` shows what couldn't be ended.
   */
  forget(): Promise<void>;
  /** The tokens of the live log, those with the newest activity first. */
  listTokens(): readonly TokenSummary[];
  /** The text of one of them; undefined if it isn't stored any more. */
  rawOf(tokenId: number): string | undefined;
  /** The public keys that it's verified with, among those in memory. */
  verdictKeysOf(tokenId: number): Promise<VerdictKeys>;
  /** Sends a panel a snapshot immediately, then deltas and the results of its calls, until it ends. */
  connect(send: (message: SessionMessage) => void): SessionConnection;
}

/**
 * Creates a session that shows its logs in any number of panels. All messages are structured-cloneable. Changes to the
 * shown log and the progress of opening a file are batched with `schedule`; everything else is sent immediately. The
 * live log keeps recording while a file is shown. Keeps keys and the screen state in memory only.
 */
export function createSession({ createLog, gate, files, schedule, nextTask, page }: SessionOptions): Session {
  const panels = new Set<PanelConnection>();
  let lastLogId = 1;
  let lastTextId = 0;
  let version = 0;
  const live = new ShownLog(lastLogId, createLog({ reportBug }));
  let shown = live;
  let bounds: LogBounds | undefined;
  let screen = emptyScreen;
  let keys = noKeys;
  let common: Pick<SessionState, 'settings' | 'site' | 'theme' | 'health' | 'bugs' | 'actions'> = {
    settings: { paused: false, preserve: true },
    site: { origin: '', watching: { state: 'off' } },
    theme: 'light',
    health: { items: [] },
    bugs: noBugs,
    actions: { writes: [] },
  };
  const actions = page && new PageActions(page, (state) => setCommon({ actions: state }));
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

  function sumOfLogs(count: (log: TokenLog) => number): number {
    return [...new Set([live, shown])].reduce((sum, { log }) => sum + count(log), 0);
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
    }, shown.isBehind);
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

  /** Only the first one of a panel has the changes in its editors. */
  function snapshot(isFirst: boolean): SessionMessage {
    const { id: logId, selectedId, requestId } = shown;
    const { drafts, ...others } = screen;
    return {
      type: 'snapshot',
      logId,
      version,
      state: {
        ...shown.snapshot(),
        ...common,
        files: filesNow(),
        ...keys,
      },
      screen: {
        ...(selectedId !== undefined && { selectedId }),
        ...(requestId !== undefined && { requestId }),
        ...others,
        ...(isFirst && drafts.length > 0 && { drafts }),
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
    for (const panel of panels) panel.send(snapshot(false));
    flushSoon();
  }

  function receive(panel: PanelConnection, message: NonNullable<ReturnType<typeof parsePanelMessage>>): void {
    switch (message.type) {
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
      case 'forget write':
        return actions?.forgetWrite(message.writeId);
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
      default:
        changeState(message, panel);
    }
  }

  function changeState(command: PanelCommand, panel: PanelConnection): void {
    screen = changeScreen(screen, command) ?? screen;
    const changed = changeKeys(keys, command);
    if (changed === undefined) return;
    keys = { ...keys, ...changed };
    broadcast(changed, panel);
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
    if (at === live) actions?.cleared();
    if (at === shown) flushSoon();
  }

  async function addTextToShown(text: string, name: string, addedAtMs: number): Promise<readonly number[]> {
    lastTextId += 1;
    const added = { kind: 'text', id: `text-${lastTextId}`, addedAtMs, name, text } as const;
    const tokenIds = await addText(shown, added, note, nextTask);
    // A panel can then select them.
    flush();
    return tokenIds;
  }

  function answer(panel: PanelConnection, message: Extract<PanelMessage, { type: 'call' }>): Promise<void> {
    const { callId, call, logId } = message;
    return panel.answer(callId, async (signal) => {
      if (isActionCall(call)) return answerAction(call, logId, signal);
      return logId === shown.id || call.name === 'open files'
        ? answerCall(call, shown, {
            write: files.write,
            preview: files.preview,
            openFiles: opener.open,
            addText: addTextToShown,
            fetchedKeySets: keys.fetchedKeySets,
            unusedKeySets: keys.unusedKeySets,
            signal,
            ...(nextTask && { nextTask }),
          })
        : { ok: false, error: 'other log' };
    });
  }

  async function answerAction(
    call: ActionCall,
    logId: number,
    signal: AbortSignal,
  ): Promise<CallResult<unknown>> {
    if (actions === undefined) return { ok: false, error: 'failed' };
    // What is undone or turned off doesn't depend on a log.
    const isAboutLog = call.name !== 'undo write' && call.name !== 'override';
    if (isAboutLog && (logId !== shown.id || shown !== live)) return { ok: false, error: 'other log' };
    const { settings, site } = common;
    const facts = { log: live.log, pageOrigin: site.origin, isPaused: settings.paused };
    return actions.answer(call, facts, signal);
  }

  function* recordInSteps(exchange: Exchange): Steps<void> {
    note(live, yield* live.log.recordInSteps(exchange), exchange.id);
    actions?.recorded(exchange);
  }

  function* amendInSteps(exchange: HttpExchange): Steps<void> {
    note(live, yield* live.log.amendInSteps(exchange), exchange.id);
    actions?.recorded(exchange);
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
    overrideEnded: () => actions?.overrideEnded(),
    reportBug,
    reportBackgroundBug: (bug) => setCommon({ bugs: { count: common.bugs.count + 1, ...bug } }),
    setBounds: (next) => {
      bounds = next;
      for (const each of new Set([live, shown])) note(each, each.log.setBounds(next));
    },
    storedData: () => ({
      requests: sumOfLogs((log) => log.counts().storedExchanges),
      tokens: sumOfLogs((log) => log.rows().length),
      keys:
        keys.keyring.length +
        keys.fetchedKeySets.length +
        sumOfLogs((log) => log.documents().keySets().length) +
        screen.drafts.filter(({ key }) => key !== undefined && key.source !== 'keyring').length,
      changes: actions?.count ?? 0,
      texts: screen.drafts.length + (screen.filter === '' ? 0 : 1),
    }),
    async forget() {
      opener.dismiss();
      if (shown !== live) {
        opener.close();
        show(live);
      }
      gate.clear();
      clear(live);
      keys = noKeys;
      broadcast(keys);
      flush();
      await actions?.forget();
      screen = { ...screen, filter: '', drafts: [] };
      // What these panels send from now on is from before.
      for (const panel of panels) {
        panel.send({ type: 'forgotten' });
        panel.close();
      }
      panels.clear();
      shown.isFollowed = false;
    },
    listTokens: () => summarizeTokens(live.log),
    rawOf: (tokenId) => live.log.row(tokenId)?.raw,
    verdictKeysOf: async (tokenId) => {
      const raw = live.log.row(tokenId)?.raw;
      if (raw === undefined) return { keySets: [], keys: [] };
      const published = [...keys.fetchedKeySets, ...live.log.documents().keySets()];
      const used = published.filter(({ url }) => !keys.unusedKeySets.includes(url));
      return selectVerdictKeys(raw, used, keys.keyring);
    },
    connect(send) {
      // Sends pending changes to the other panels first. The new panel gets them in its snapshot.
      flush();
      shown.forgetChanges();
      const panel = new PanelConnection(send, reportBug);
      panels.add(panel);
      shown.isFollowed = true;
      panel.send(snapshot(true));
      flushSoon();
      return {
        receive: (message) => {
          const parsed = parsePanelMessage(message);
          if (panel.isOpen && parsed !== undefined) receive(panel, parsed);
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
