import { openLink, type FrameRuntime } from './frame-link';
import { createFrameWatch, type FrameWatch } from './frame-watch';
import { parseWake } from './messages';
import { startEvent, stopEvent } from './page-events';

/**
 * Runs beside the scripts of a watched frame, in a world of its own. Tells the devtools page of its tab what tokens
 * stand in the frame's storage and what calls the page's world reports; says nothing of them before that one says
 * `start`, and nothing after its `stop` or its end.
 */

/** Devtools pages of other tabs are given the question too, and do not answer. */
const startDeadlineMs = 5_000;

const apis = globalThis as Readonly<
  Partial<Record<'browser' | 'chrome', { readonly runtime?: FrameRuntime }>>
>;
const runtime = [apis.browser?.runtime, apis.chrome?.runtime].find((found) => found?.id !== undefined);

let endConnection = () => {};

/** Connects anew even when connected: to whom, only an answer tells. */
function connect(runtime: FrameRuntime): void {
  endConnection();
  try {
    endConnection = createConnection(runtime);
  } catch {
    // The extension was reloaded or removed, and this script is an orphan.
    tellPage(stopEvent);
  }
}

function createConnection(runtime: FrameRuntime): () => void {
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
    watch = createFrameWatch((message) => link.post(message), giveUp);
    tellPage(startEvent);
  }

  function giveUp(): void {
    if (isEnded) return;
    end();
    tellPage(stopEvent);
  }

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(deadline);
    watch?.end();
    link.close();
  }
}

function tellPage(type: string): void {
  dispatchEvent(new CustomEvent(type));
}

if (runtime !== undefined) {
  runtime.onMessage.addListener((message) => {
    if (parseWake(message) !== undefined) connect(runtime);
  });
  // Chrome closes the port of a page that it puts into the back/forward cache, and does not tell the page.
  addEventListener('pagehide', ({ persisted }) => {
    if (persisted) endConnection();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) connect(runtime);
  });
  connect(runtime);
}
