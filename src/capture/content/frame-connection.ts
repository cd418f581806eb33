import { createFrameCalls } from './frame-calls';
import { openLink, type FrameLink, type FrameRuntime } from './frame-link';
import { createFrameWatch, type FrameWatch } from './frame-watch';
import type { FrameCookies } from './frame-cookies';
import { parseWake, type FrameCommand, type FrameMessage } from '../protocol/messages';

type World = Window & typeof globalThis;

/** Devtools pages of other tabs get the message too, but don't respond. */
const startDeadlineMs = 5_000;
/** Delays of the later attempts to reconnect; the first one is immediate. */
const retryAfterMs = [250, 1_000, 4_000];
/** How long to wait for a lost connection, and to keep the page's calls meanwhile. */
export const keepForMs = 10_000;

/**
 * The content script of a watched frame. Sends token-shaped storage entries and the page script's reports to the tab's
 * devtools page: nothing before that page sends `start`, and nothing after its `stop`. If the connection is lost without
 * `stop`, the page's calls are kept for a moment and sent after reconnecting. Otherwise the frame stays inactive until a
 * devtools page wakes it.
 */
export function serveFrame(frame: World, runtime: FrameRuntime, cookies: FrameCookies): void {
  const orphaned = new AbortController();
  const calls = createFrameCalls(frame, send);
  let link: FrameLink | undefined;
  let watch: FrameWatch | undefined;
  let isListening = false;
  let isReconnecting = false;
  let timers: ReturnType<typeof setTimeout>[] = [];

  runtime.onMessage.addListener((message) => {
    if (parseWake(message) !== undefined) connect();
  });
  // Chrome closes the port of a page that enters the back/forward cache, without notifying the page.
  frame.addEventListener('pagehide', ({ persisted }) => persisted && suspend(), orphaned);
  frame.addEventListener('pageshow', ({ persisted }) => persisted && resume(), orphaned);
  connect();

  /** Reconnects even if connected: only a response shows whether the other end still exists. */
  function connect(): void {
    if (orphaned.signal.aborted) return;
    disconnect();
    // While reconnecting, the timers are already set.
    if (!isReconnecting) {
      clearTimers();
      after(startDeadlineMs, sleep);
    }
    try {
      link = openLink(runtime, { received: handleCommand, closed: handleClose, undelivered: keep });
      link.post({ type: 'hello' });
    } catch {
      // The extension was reloaded or removed, so this script is orphaned.
      shutDown();
    }
  }

  function handleCommand({ type }: FrameCommand): void {
    if (type === 'stop') sleep();
    else if (isListening) watch?.notePong();
    else if (type === 'start') start();
  }

  function start(): void {
    clearTimers();
    isReconnecting = false;
    isListening = true;
    const created = createFrameWatch(frame, { send, tick, expired: sleep }, cookies);
    // Its first messages may have failed and ended the connection.
    if (!isListening) return created.end();
    watch = created;
    calls.sendKept();
    calls.start(0);
  }

  function tick(finishedCalls: number): void {
    if (runtime.id === undefined) return shutDown();
    calls.start(finishedCalls);
    calls.sendKept();
  }

  /** The connection closed without `stop`: the devtools page never responded, or it may come back. */
  function handleClose(): void {
    const wasListening = isListening;
    disconnect();
    if (wasListening) reconnect();
    else if (!isReconnecting) sleep();
  }

  function reconnect(): void {
    isReconnecting = true;
    clearTimers();
    for (const delayMs of retryAfterMs) after(delayMs, retry);
    after(keepForMs, sleep);
    connect();
  }

  function retry(): void {
    // While an extension is being reloaded, Chrome still opens a port but never reports that it's closed.
    if (runtime.id === undefined) shutDown();
    else if (link === undefined) connect();
  }

  function suspend(): void {
    if (isListening) isReconnecting = true;
    clearTimers();
    disconnect();
  }

  function resume(): void {
    if (isReconnecting) reconnect();
    else connect();
  }

  function sleep(): void {
    clearTimers();
    disconnect();
    isReconnecting = false;
    calls.end();
  }

  function shutDown(): void {
    orphaned.abort();
    sleep();
  }

  function disconnect(): void {
    isListening = false;
    watch?.end();
    watch = undefined;
    const closed = link;
    link = undefined;
    try {
      closed?.close();
    } catch {
      // The link of an orphaned script is already closed.
    }
  }

  function send(message: FrameMessage): boolean {
    if (!isListening || link === undefined) return false;
    try {
      link.post(message);
      return true;
    } catch {
      handleClose();
      return false;
    }
  }

  function keep(message: FrameMessage): void {
    if (isListening || isReconnecting) calls.keep(message);
  }

  function after(delayMs: number, act: () => void): void {
    timers.push(setTimeout(act, delayMs));
  }

  function clearTimers(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  }
}
