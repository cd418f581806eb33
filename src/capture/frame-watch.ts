import { ChangedEntries, readStorageArea } from './frame-storage';
import { parseCall, type Call, type FrameMessage } from './messages';
import { callEvent, maxCallTextLength } from './page-events';
import { RateBound } from './rate-bound';
import { findTokenCookies } from './storage-entries';

const checkEveryMs = 1_000;
/** What a finished request changes in the storage is looked at sooner, but not once for each of a hundred. */
const checkSoonMs = 250;
/**
 * A frame's port stays open when the devtools page of its tab has gone and another tab's is there, since both were
 * given it (Chrome). So the one that listens is asked now and then whether it is still there.
 */
const pingAfterChecks = 5;
const endAfterChecks = 15;
export const callRate = { perSecond: 50, burst: 200 };
/** In UTF-16 code units of storage text. What does not fit now is told later. */
export const storageRate = { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 };

type World = Window & typeof globalThis;

export interface FrameWatch {
  /** Somebody is there. */
  heard(): void;
  end(): void;
}

/**
 * Watches this frame: its storage at the start, when it says that it changed, after each request, and once a second
 * while visible, since a page's own writes raise no event; and the calls that the page's own world reports.
 * `giveUp` is called when nobody listens any more.
 */
export function createFrameWatch(
  frame: World,
  post: (message: FrameMessage) => void,
  giveUp: () => void,
): FrameWatch {
  const { document } = frame;
  const calls = new RateBound(callRate);
  const storage = new RateBound(storageRate);
  const cookies = new ChangedEntries('cookie', () => findTokenCookies(document.cookie));
  const areas = isStorageOfParent(frame)
    ? [cookies]
    : [
        new ChangedEntries('localStorage', () => readStorageArea(frame.localStorage)),
        new ChangedEntries('sessionStorage', () => readStorageArea(frame.sessionStorage)),
        cookies,
      ];
  const ended = new AbortController();
  const { signal } = ended;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let dropped = 0;
  let unheardChecks = 0;

  const every = setInterval(() => {
    unheardChecks += 1;
    if (unheardChecks > endAfterChecks) return giveUp();
    if (unheardChecks > pingAfterChecks) say({ type: 'ping' });
    if (dropped > 0) say({ type: 'dropped', count: dropped });
    dropped = 0;
    if (document.visibilityState === 'visible') check();
  }, checkEveryMs);
  // Waiting on the page's own promise would change which of its rejections count as unhandled.
  const finished = new PerformanceObserver((list) => {
    if (list.getEntries().some(isCall)) checkSoon();
  });
  finished.observe({ type: 'resource' });
  frame.addEventListener('storage', checkSoon, { signal });
  frame.addEventListener(callEvent, hearCall, { signal });
  document.addEventListener('visibilitychange', checkSoon, { signal });
  // Absent outside secure contexts, and in Firefox before 140.
  frame.cookieStore?.addEventListener('change', checkSoon, { signal });
  check();

  return {
    heard: () => {
      unheardChecks = 0;
    },
    end: () => {
      ended.abort();
      finished.disconnect();
      clearInterval(every);
      clearTimeout(soon);
    },
  };

  function say(message: FrameMessage): void {
    try {
      post(message);
    } catch {
      giveUp();
    }
  }

  function checkSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined;
      check();
    }, checkSoonMs);
  }

  function check(): void {
    for (const changed of areas) {
      changed.check(({ entries, leftOut }) => {
        const length = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
        if (!storage.take(Date.now(), length)) return false;
        say({ type: 'storage', area: changed.area, entries, leftOut });
        return true;
      });
    }
  }

  function hearCall(event: Event): void {
    if (!calls.take(Date.now())) {
      dropped += 1;
      return;
    }
    const call = readCall((event as CustomEvent<unknown>).detail);
    if (call !== undefined) say({ type: 'call', call });
  }
}

/** A frame of its parent's origin has the parent's storage, which is told there; cookies can differ by path. */
function isStorageOfParent(frame: World): boolean {
  try {
    return frame.parent !== frame && frame.parent.origin === frame.origin;
  } catch {
    return false;
  }
}

function isCall(entry: PerformanceEntry): boolean {
  const { initiatorType } = entry as PerformanceResourceTiming;
  return initiatorType === 'fetch' || initiatorType === 'xmlhttprequest';
}

/** The page can send this event with anything in it. */
function readCall(detail: unknown): Call | undefined {
  if (typeof detail !== 'string' || detail.length > maxCallTextLength) return undefined;
  try {
    return parseCall(JSON.parse(detail));
  } catch {
    return undefined;
  }
}
