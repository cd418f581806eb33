import { createFrameCalls } from './frame-calls';
import { openLink, type FrameLink, type FrameRuntime } from './frame-link';
import { createFrameWatch, type FrameWatch } from './frame-watch';
import { parseWake, type FrameCommand, type FrameMessage } from '../protocol/messages';

type World = Window & typeof globalThis;

/** Devtools pages of other tabs are given the question too, and do not answer. */
const startDeadlineMs = 5_000;
/** After a lost connection: at once, and so long after it. */
const retryAfterMs = [250, 1_000, 4_000];
/** How long a lost connection is waited for, and what the page calls meanwhile is kept. */
export const keepForMs = 10_000;

/**
 * Runs beside the scripts of a watched frame, in a world of its own. Tells the devtools page of its tab what tokens
 * stand in the frame's storage and what calls the page's world reports; says nothing of them before that one says
 * `start`, and nothing after its `stop`. When it is lost without a word, what the page calls is kept for a moment and
 * told when it, or another, is found. Then the frame sleeps until a devtools page wakes it.
 */
export function serveFrame(frame: World, runtime: FrameRuntime): void {
  const orphaned = new AbortController();
  const calls = createFrameCalls(frame, send);
  let link: FrameLink | undefined;
  let watch: FrameWatch | undefined;
  let isListening = false;
  let isLost = false;
  let timers: ReturnType<typeof setTimeout>[] = [];

  runtime.onMessage.addListener((message) => {
    if (parseWake(message) !== undefined) connect();
  });
  // Chrome closes the port of a page that it puts into the back/forward cache, and does not tell the page.
  frame.addEventListener('pagehide', ({ persisted }) => persisted && setAside(), orphaned);
  frame.addEventListener('pageshow', ({ persisted }) => persisted && resume(), orphaned);
  connect();

  /** Connects anew even when connected: whether somebody is still at the other end, only an answer tells. */
  function connect(): void {
    if (orphaned.signal.aborted) return;
    disconnect();
    // Else the ends of the waiting stand already.
    if (!isLost) {
      clearTimers();
      after(startDeadlineMs, sleep);
    }
    try {
      link = openLink(runtime, { told, gone: lose, unsent: keep });
      link.post({ type: 'hello' });
    } catch {
      // The extension was reloaded or removed, and this script is an orphan.
      fallSilent();
    }
  }

  function told({ type }: FrameCommand): void {
    if (type === 'stop') sleep();
    else if (isListening) watch?.heard();
    else if (type === 'start') start();
  }

  function start(): void {
    clearTimers();
    isLost = false;
    isListening = true;
    const created = createFrameWatch(frame, { say: send, tick, unheard: sleep });
    // What it said first may have found nobody.
    if (!isListening) return created.end();
    watch = created;
    calls.sendKept();
    calls.start(0);
  }

  function tick(finishedCalls: number): void {
    if (runtime.id === undefined) return fallSilent();
    calls.start(finishedCalls);
    calls.sendKept();
  }

  /** The other end went away without a word: nobody was there at all, or it may come back. */
  function lose(): void {
    const wasListening = isListening;
    disconnect();
    if (wasListening) seek();
    else if (!isLost) sleep();
  }

  function seek(): void {
    isLost = true;
    clearTimers();
    for (const delayMs of retryAfterMs) after(delayMs, retry);
    after(keepForMs, sleep);
    connect();
  }

  function retry(): void {
    // While an extension is being reloaded Chrome still opens a port, and never says that it is closed.
    if (runtime.id === undefined) fallSilent();
    else if (link === undefined) connect();
  }

  function setAside(): void {
    if (isListening) isLost = true;
    clearTimers();
    disconnect();
  }

  function resume(): void {
    if (isLost) seek();
    else connect();
  }

  function sleep(): void {
    clearTimers();
    disconnect();
    isLost = false;
    calls.end();
  }

  function fallSilent(): void {
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
      // An orphan's link is closed already.
    }
  }

  function send(message: FrameMessage): boolean {
    if (!isListening || link === undefined) return false;
    try {
      link.post(message);
      return true;
    } catch {
      lose();
      return false;
    }
  }

  function keep(message: FrameMessage): void {
    if (isListening || isLost) calls.keep(message);
  }

  function after(delayMs: number, act: () => void): void {
    timers.push(setTimeout(act, delayMs));
  }

  function clearTimers(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  }
}
