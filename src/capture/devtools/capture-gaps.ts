import type { HealthFacts, HttpExchange, UncapturedCode } from '../../traffic';
import { createWebRequestProbe } from './web-request-probe';
import { frameOriginOf, readFrameOrigins } from './page/frame-origins';
import { readNavigationStart } from './page/inspected';
import type { InspectedSite } from './page/inspected-site';
import { readAccess } from './page/page-answer';
import type { StorageFacts } from './page/storage-reader';

/** Changes wait this long and are told together. */
const reportedTogetherMs = 200;
const lookedEveryMs = 5_000;
const maxFrameOrigins = 50;
/** A document that began so short a time before has asked for nothing yet; clocks are rounded. */
const clockSlackMs = 50;

const uncaptured: readonly UncapturedCode[] = [
  'messages between frames',
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
    uncaptured: ['blob URLs', 'binary WebSocket messages', ...uncaptured],
  },
} as const satisfies Record<string, HealthFacts['log']>;

/** Gathers what is seen of the inspected tab and what is not. */
export interface CaptureGapReporter {
  setSite(site: InspectedSite): void;
  /** The watched origins changed. */
  watchedChanged(): void;
  /** A navigation was reported: browsers report none to a page that extensions may not access. */
  navigated(): void;
  /** The top frame went to another document. */
  documentBegan(): void;
  /** How far reading the page's storage has come. */
  setStorage(facts: StorageFacts): void;
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
  /** The script in a watched frame's page world stopped answering, or answers again. */
  pageScriptSilent(isSilent: boolean): void;
  /** So many calls of a frame, since its document began, didn't come through that script's hooks. */
  bypassed(count: number): void;
}

export interface CaptureGapOptions {
  /** When this page began to listen, in milliseconds since 1970. */
  readonly listeningSinceMs: number;
  readonly isWatched: (origin: string) => boolean;
}

/** Creates it, and hands over the facts now and whenever they change. Costs nothing for a request that changes none. */
export function createCaptureGapReporter(
  { listeningSinceMs, isWatched }: CaptureGapOptions,
  listener: (facts: HealthFacts) => void,
): CaptureGapReporter {
  let site: InspectedSite = { origin: '', watching: { state: 'off' } };
  let isRestricted = false;
  let isOpenedLate = false;
  let storage: StorageFacts = { storage: 'pending', unreadOrigins: [] };
  const opening = new AbortController();
  let workerRequests = 0;
  let untold = 0;
  let cookiesMissing = 0;
  let log: HealthFacts['log'] = __BROWSER__ === 'firefox' ? logOf.firefox : logOf.chrome;
  let pageScript: HealthFacts['pageScript'] = { isSilent: false, bypassed: 0 };
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
      isBackgroundSilent: hearing.isDeaf,
      watch: watching.state !== 'on' ? 'off' : watching.reloadOffered ? 'after reload' : 'on',
      isOpenedLate,
      ...storage,
      log,
      workerRequests,
      untold,
      cookiesMissing,
      pageScript,
      frames: [...frames]
        .filter((frame) => frame !== origin)
        .map((frame) => ({ origin: frame, isWatched: isWatched(frame) })),
    });
  };
  const changed = () => {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(tell, reportedTogetherMs);
  };
  const hearing = createWebRequestProbe(changed);
  const addFrame = (origin: string) => {
    if (frames.has(origin) || frames.size >= maxFrameOrigins) return;
    frames.add(origin);
    changed();
  };
  const look = async () => {
    const asked = documents;
    const [access, found] = await Promise.all([readAccess(), readFrameOrigins()]);
    if (asked !== documents) return;
    // No answer says nothing: what was known of this document holds.
    if (access !== undefined && (access === 'none') !== isRestricted) {
      isRestricted = access === 'none';
      changed();
    }
    for (const origin of found ?? []) addFrame(origin);
  };

  const { signal } = opening;
  void readNavigationStart({ signal }).then((start) => {
    if (signal.aborted) return;
    // A page that can't be asked when it was loaded may have sent anything before.
    isOpenedLate = start === undefined || start.startedAtMs < listeningSinceMs - clockSlackMs;
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
    navigated: () => {
      documents += 1;
      isRestricted = false;
      changed();
      void look();
    },
    documentBegan: () => {
      documents += 1;
      opening.abort();
      isOpenedLate = false;
      workerRequests = 0;
      untold = 0;
      cookiesMissing = 0;
      pageScript = { isSilent: false, bypassed: 0 };
      frames = new Set();
      changed();
    },
    setStorage: (facts) => {
      storage = facts;
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
    pageScriptSilent: (isSilent) => {
      pageScript = { ...pageScript, isSilent };
      changed();
    },
    bypassed: (count) => {
      pageScript = { ...pageScript, bypassed: Math.max(pageScript.bypassed, count) };
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
