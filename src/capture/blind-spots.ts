import type { HealthFacts, HttpExchange, UncapturedCode } from '../traffic';
import { createHearing } from './hearing';
import { frameOriginOf, readFrameOrigins } from './frame-origins';
import { evaluate, readNavigationStart } from './inspected';
import type { InspectedSite } from './inspected-site';

/** Changes wait this long and are told together. */
const toldTogetherMs = 200;
/** A browser refuses at once; a page that is busy, or stopped in the debugger, takes its time. */
const refusedWithinMs = 2_000;
const lookedEveryMs = 5_000;
const maxFrameOrigins = 50;
/** A document that began so short a time before has asked for nothing yet; clocks are rounded. */
const clockSlackMs = 50;

const uncaptured: readonly UncapturedCode[] = [
  'messages between frames',
  'binary WebSocket messages',
  'peer connections',
  'Cache Storage',
  'private files',
  'page memory',
];

/** What each browser's network log shows by itself: see decision 4 and `subscribeNetwork`. */
const logOf = {
  chrome: {
    workers: 'partly',
    workerCookies: 'not seen',
    streamMessages: 'seen',
    openRequests: 'seen',
    uncaptured,
  },
  firefox: {
    workers: 'not seen',
    workerCookies: 'seen',
    streamMessages: 'partly',
    openRequests: 'not seen',
    uncaptured: ['blob URLs', ...uncaptured],
  },
} as const satisfies Record<string, HealthFacts['log']>;

/** Gathers what is seen of the inspected tab and what is not. */
export interface BlindSpots {
  setSite(site: InspectedSite): void;
  /** The watched origins changed. */
  watchedChanged(): void;
  /** The top frame went to another document. */
  documentBegan(): void;
  /** Looks for frames, and whether the page may be read: for when a document has loaded. */
  look(): void;
  /**
   * Looks now and every few seconds, until its end: for when a person looks at the panel. Chrome tells nothing of a
   * navigation to a page that no extension may read.
   */
  watch(): () => void;
  told(exchange: HttpExchange): void;
  /** So many requests of the site the background has heard; see `subscribeWebRequests`. */
  heard(count: number): void;
  countUntold(count: number): void;
  /** Chrome's log is too long, or no longer too long, to list the requests that are open. */
  logTooLong(isTooLong: boolean): void;
  countCookiesMissing(count: number): void;
}

export interface BlindSpotOptions {
  /** When this page began to listen, in milliseconds since 1970. */
  readonly listeningSinceMs: number;
  readonly isWatched: (origin: string) => boolean;
}

/** Creates it, and hands over the facts now and whenever they change. Costs nothing for a request that changes none. */
export function createBlindSpots(
  { listeningSinceMs, isWatched }: BlindSpotOptions,
  listener: (facts: HealthFacts) => void,
): BlindSpots {
  let site: InspectedSite = { origin: '', watching: { state: 'off' } };
  let isRestricted = false;
  let isOpenedLate = false;
  let hasNavigated = false;
  let workerRequests = 0;
  let untold = 0;
  let cookiesMissing = 0;
  let log: HealthFacts['log'] = __BROWSER__ === 'firefox' ? logOf.firefox : logOf.chrome;
  let frames = new Set<string>();
  /** What is asked about one document must not be said of the next. */
  let documents = 0;
  let isScheduled = false;

  const tell = () => {
    isScheduled = false;
    const { origin, watching } = site;
    listener({
      isRestricted,
      origin,
      isBackgroundDeaf: hearing.isDeaf,
      watch: watching.state !== 'on' ? 'off' : watching.reloadOffered ? 'after reload' : 'on',
      isOpenedLate,
      log,
      workerRequests,
      untold,
      cookiesMissing,
      frames: [...frames]
        .filter((frame) => frame !== origin)
        .map((frame) => ({ origin: frame, isWatched: isWatched(frame) })),
    });
  };
  const changed = () => {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(tell, toldTogetherMs);
  };
  const hearing = createHearing(changed);
  const addFrame = (origin: string) => {
    if (frames.has(origin) || frames.size >= maxFrameOrigins) return;
    frames.add(origin);
    changed();
  };
  const look = async () => {
    const asked = documents;
    const [isRefused, found] = await Promise.all([isReadingRefused(), readFrameOrigins()]);
    if (asked !== documents) return;
    if (isRefused !== isRestricted) changed();
    isRestricted = isRefused;
    for (const origin of found) addFrame(origin);
  };

  void readNavigationStart().then((startedAtMs) => {
    isOpenedLate = !hasNavigated && startedAtMs < listeningSinceMs - clockSlackMs;
    changed();
  });
  void look();
  changed();

  return {
    setSite: (next) => {
      site = next;
      hearing.setSite(next.watching.state === 'on' ? next.origin : undefined);
      changed();
    },
    watchedChanged: changed,
    documentBegan: () => {
      documents += 1;
      hasNavigated = true;
      isOpenedLate = false;
      workerRequests = 0;
      untold = 0;
      cookiesMissing = 0;
      frames = new Set();
      changed();
    },
    look: () => void look(),
    watch: () => {
      void look();
      const timer = setInterval(() => void look(), lookedEveryMs);
      return () => clearInterval(timer);
    },
    told: (exchange) => {
      hearing.told(exchange);
      if (exchange.sender === 'dedicated worker') {
        workerRequests += 1;
        changed();
      }
      const origin = frameOriginOf(exchange);
      if (origin !== undefined) addFrame(origin);
    },
    heard: (count) => hearing.heard(count),
    countUntold: (count) => {
      untold += count;
      changed();
    },
    logTooLong: (isTooLong) => {
      const state = isTooLong ? 'partly' : 'seen';
      log = { ...log, streamMessages: state, openRequests: state };
      changed();
    },
    countCookiesMissing: (count) => {
      cookiesMissing += count;
      changed();
    },
  };
}

/** No answer in time is no refusal. */
function isReadingRefused(): Promise<boolean> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(false), refusedWithinMs);
    void evaluate('1').then((answer) => {
      clearTimeout(deadline);
      resolve(answer !== 1);
    });
  });
}
