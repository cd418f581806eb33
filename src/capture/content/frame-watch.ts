import type { StorageArea } from '../../traffic';
import type { FrameCookies } from './frame-cookies';
import { watchDatabases } from './frame-databases';
import {
  ChangedEntries,
  readIfAllowed,
  readStorageArea,
  type ReadArea,
  type ReportEntries,
} from './frame-storage';
import type { FrameMessage } from '../protocol/messages';
import { RateLimit } from '../protocol/rate-limit';

const checkIntervalMs = 1_000;
/** Delay of the check after a finished request. Several requests share one check. */
const checkDelayMs = 250;
/** Delay of the database scan after the load event: auth libraries write after it. */
const scanAfterLoadMs = 1_000;
/**
 * In Chrome a frame's port stays open after the devtools page of its tab has closed if another tab's is open, since both
 * received the port. So this regularly checks whether the devtools page still responds.
 */
const pingAfterChecks = 5;
const endAfterChecks = 15;
/** Limit for storage text, in UTF-16 code units. What exceeds it is sent later. */
const storageRate = { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 };

type World = Window & typeof globalThis;

/** A connected frame, which reports until `end` is called or the devtools page stops responding. */
export interface FrameWatch {
  /** The devtools page responded. */
  notePong(): void;
  end(): void;
}

interface FrameWatchEvents {
  send(message: FrameMessage): void;
  /** Called once a second, with the number of `fetch` and XMLHttpRequest calls made since the start that have finished. */
  tick(finishedCalls: number): void;
  /** The devtools page no longer responds. */
  expired(): void;
}

/**
 * Watches this frame's storage: checks it at the start, on change events, after each request, and once a second while
 * visible, since a page's own writes fire no event. Databases are checked less often, see `watchDatabases`.
 */
export function createFrameWatch(
  frame: World,
  { send, tick, expired }: FrameWatchEvents,
  cookies: FrameCookies,
): FrameWatch {
  const { document } = frame;
  const storage = new RateLimit(storageRate);
  let areas = listAreas(frame, cookies);
  const databases = isStorageOfParent(frame) ? undefined : watchDatabases(frame, reporterOf('IndexedDB'));
  const ended = new AbortController();
  const { signal } = ended;
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  let loadTimer: ReturnType<typeof setTimeout> | undefined;
  let checksWithoutPong = 0;
  let finishedCalls = 0;
  const startedAt = performance.now();

  const interval = setInterval(() => {
    checksWithoutPong += 1;
    if (checksWithoutPong > endAfterChecks) return expired();
    if (checksWithoutPong > pingAfterChecks) send({ type: 'ping' });
    if (document.visibilityState === 'visible') check();
    tick(finishedCalls);
  }, checkIntervalMs);
  // Attaching to the page's promises would change which of its rejections count as unhandled.
  const finished = new PerformanceObserver((list) => {
    const ended = list.getEntries().filter(isCall);
    if (ended.length > 0) scheduleCheck();
    finishedCalls += ended.filter(({ startTime }) => startTime >= startedAt).length;
  });
  finished.observe({ type: 'resource' });
  frame.addEventListener('storage', scheduleCheck, { signal });
  document.addEventListener('visibilitychange', scheduleCheck, { signal });
  // `cookieStore` is absent in insecure contexts, and in Firefox before 140.
  frame.cookieStore?.addEventListener('change', scheduleCheck, { signal });
  if (document.readyState === 'complete') scanAfterLoad();
  else frame.addEventListener('load', scanAfterLoad, { signal });
  check();
  databases?.scan();

  return {
    notePong: () => {
      checksWithoutPong = 0;
    },
    end: () => {
      ended.abort();
      finished.disconnect();
      databases?.end();
      clearInterval(interval);
      clearTimeout(checkTimer);
      clearTimeout(loadTimer);
    },
  };

  function scanAfterLoad(): void {
    loadTimer = setTimeout(() => databases?.scanNow(), scanAfterLoadMs);
  }

  function scheduleCheck(): void {
    checkTimer ??= setTimeout(() => {
      checkTimer = undefined;
      check();
      databases?.scan();
    }, checkDelayMs);
  }

  function check(): void {
    // The new key decrypts entries that didn't change.
    if (cookies.hasNewKey()) areas = listAreas(frame, cookies);
    for (const area of areas) area.changed.report(readIfAllowed(area), reporterOf(area.area));
  }

  function reporterOf(area: StorageArea): ReportEntries {
    return ({ entries, leftOut }) => {
      const length = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
      if (!storage.take(Date.now(), length)) return false;
      const message = { type: 'storage', area, entries, leftOut } as const;
      if (!cookies.sendDecrypted(message, send)) send(message);
      return true;
    };
  }
}

interface WatchedArea extends ReadArea {
  readonly changed: ChangedEntries;
}

function listAreas(frame: World, { read }: FrameCookies): readonly WatchedArea[] {
  const watch = (area: StorageArea, read: ReadArea['read']) => ({
    area,
    read,
    changed: new ChangedEntries(),
  });
  if (isStorageOfParent(frame)) return [watch('cookie', read)];
  return [
    watch('localStorage', () => readStorageArea(frame.localStorage)),
    watch('sessionStorage', () => readStorageArea(frame.sessionStorage)),
    watch('cookie', read),
  ];
}

/** A frame of its parent's origin shares the parent's storage, which is reported there. Cookies can differ by path. */
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
