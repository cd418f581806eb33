import { openLink, type FrameRuntime } from './frame-link';
import { createFrameWatch, type FrameWatch } from './frame-watch';
import { parseWake } from './messages';
import { startEvent, stopEvent } from './page-events';

type World = Window & typeof globalThis;

/** Devtools pages of other tabs are given the question too, and do not answer. */
const startDeadlineMs = 5_000;

/**
 * Runs beside the scripts of a watched frame, in a world of its own. Tells the devtools page of its tab what tokens
 * stand in the frame's storage and what calls the page's world reports; says nothing of them before that one says
 * `start`, and nothing after its `stop` or its end. Then it sleeps until a devtools page wakes it.
 */
export function serveFrame(frame: World, runtime: FrameRuntime): void {
  let endConnection = () => {};

  runtime.onMessage.addListener((message) => {
    if (parseWake(message) !== undefined) connect();
  });
  // Chrome closes the port of a page that it puts into the back/forward cache, and does not tell the page.
  frame.addEventListener('pagehide', ({ persisted }) => {
    if (persisted) endConnection();
  });
  frame.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) connect();
  });
  connect();

  /** Connects anew even when connected: whether somebody is still at the other end, only an answer tells. */
  function connect(): void {
    endConnection();
    try {
      endConnection = createConnection(frame, runtime);
    } catch {
      // The extension was reloaded or removed, and this script is an orphan.
      tellPage(frame, stopEvent);
    }
  }
}

function createConnection(frame: World, runtime: FrameRuntime): () => void {
  let watch: FrameWatch | undefined;
  let isEnded = false;
  const link = openLink(runtime, {
    told: ({ type }) => {
      if (isEnded) return;
      if (type === 'stop') giveUp();
      else if (watch !== undefined) watch.heard();
      else if (type === 'start') start();
    },
    gone: giveUp,
  });
  const deadline = setTimeout(giveUp, startDeadlineMs);
  link.post({ type: 'hello' });
  return end;

  function start(): void {
    clearTimeout(deadline);
    watch = createFrameWatch(frame, (message) => link.post(message), giveUp);
    tellPage(frame, startEvent);
  }

  function giveUp(): void {
    if (isEnded) return;
    end();
    tellPage(frame, stopEvent);
  }

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(deadline);
    watch?.end();
    link.close();
  }
}

function tellPage(frame: World, type: string): void {
  frame.dispatchEvent(new frame.CustomEvent(type));
}
