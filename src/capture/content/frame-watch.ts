import type { StorageArea } from '../../traffic';
import { watchDatabases } from './frame-databases';
import {
  ChangedEntries,
  readIfAllowed,
  readStorageArea,
  type ReadArea,
  type ReportEntries,
} from './frame-storage';
import type { FrameMessage } from '../protocol/messages';
import { RateBound } from '../protocol/rate-limit';
import { findTokenCookies } from '../protocol/storage-entries';

const checkEveryMs = 1_000;
/** What a finished request changes in the storage is looked at sooner, but not once for each of a hundred. */
const checkSoonMs = 250;
/** What a page's scripts write after its load, as sign-in libraries do. */
const lookAfterLoadMs = 1_000;
/**
 * A frame's port stays open when the devtools page of its tab has gone and another tab's is there, since both were
 * given it (Chrome). So the one that listens is asked now and then whether it is still there.
 */
const pingAfterChecks = 5;
const endAfterChecks = 15;
/** In UTF-16 code units of storage text. What does not fit now is told later. */
const storageRate = { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 };

type World = Window & typeof globalThis;

export interface FrameWatch {
  /** Somebody is there. */
  heard(): void;
  end(): void;
}

export interface FrameWatchEvents {
  say(message: FrameMessage): void;
  /** Once a second, with the number of `fetch` and XMLHttpRequest calls that began since the start and have finished. */
  tick(finishedCalls: number): void;
  /** Nobody listens any more. */
  unheard(): void;
}

/**
 * Watches this frame's storage: at the start, when it says that it changed, after each request, and once a second while
 * visible, since a page's own writes raise no event; its databases less often, see `watchDatabases`.
 */
export function createFrameWatch(frame: World, { say, tick, unheard }: FrameWatchEvents): FrameWatch {
  const { document } = frame;
  const storage = new RateBound(storageRate);
  const areas = listAreas(frame).map((area) => ({ ...area, changed: new ChangedEntries() }));
  const databases = isStorageOfParent(frame) ? undefined : watchDatabases(frame, tellOf('IndexedDB'));
  const ended = new AbortController();
  const { signal } = ended;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let afterLoad: ReturnType<typeof setTimeout> | undefined;
  let unheardChecks = 0;
  let finishedCalls = 0;
  const startedAt = performance.now();

  const every = setInterval(() => {
    unheardChecks += 1;
    if (unheardChecks > endAfterChecks) return unheard();
    if (unheardChecks > pingAfterChecks) say({ type: 'ping' });
    if (document.visibilityState === 'visible') check();
    tick(finishedCalls);
  }, checkEveryMs);
  // Waiting on the page's own promise would change which of its rejections count as unhandled.
  const finished = new PerformanceObserver((list) => {
    const ended = list.getEntries().filter(isCall);
    if (ended.length > 0) checkSoon();
    finishedCalls += ended.filter(({ startTime }) => startTime >= startedAt).length;
  });
  finished.observe({ type: 'resource' });
  frame.addEventListener('storage', checkSoon, { signal });
  document.addEventListener('visibilitychange', checkSoon, { signal });
  // Absent outside secure contexts, and in Firefox before 140.
  frame.cookieStore?.addEventListener('change', checkSoon, { signal });
  if (document.readyState === 'complete') lookAfterLoad();
  else frame.addEventListener('load', lookAfterLoad, { signal });
  check();
  databases?.look();

  return {
    heard: () => {
      unheardChecks = 0;
    },
    end: () => {
      ended.abort();
      finished.disconnect();
      databases?.end();
      clearInterval(every);
      clearTimeout(soon);
      clearTimeout(afterLoad);
    },
  };

  function lookAfterLoad(): void {
    afterLoad = setTimeout(() => databases?.lookAtOnce(), lookAfterLoadMs);
  }

  function checkSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined;
      check();
      databases?.look();
    }, checkSoonMs);
  }

  function check(): void {
    for (const area of areas) area.changed.tellChanged(readIfAllowed(area), tellOf(area.area));
  }

  function tellOf(area: StorageArea): ReportEntries {
    return ({ entries, leftOut }) => {
      const length = entries.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
      if (!storage.take(Date.now(), length)) return false;
      say({ type: 'storage', area, entries, leftOut });
      return true;
    };
  }
}

function listAreas(frame: World): readonly ReadArea[] {
  const { document } = frame;
  const cookies: ReadArea = {
    area: 'cookie',
    read: () => ({ entries: findTokenCookies(document.cookie), leftOut: 0 }),
  };
  if (isStorageOfParent(frame)) return [cookies];
  return [
    { area: 'localStorage', read: () => readStorageArea(frame.localStorage) },
    { area: 'sessionStorage', read: () => readStorageArea(frame.sessionStorage) },
    cookies,
  ];
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
