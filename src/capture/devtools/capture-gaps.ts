import type { HealthFacts, HttpExchange, UncapturedCode } from '../../traffic';
import { createWebRequestProbe } from './web-request-probe';
import { frameOriginOf, readFrameOrigins } from './page/frame-origins';
import { readNavigationStart } from './page/inspected';
import type { InspectedSite } from './page/inspected-site';
import { readAccess } from './page/evaluate';
import type { StorageFacts } from './page/storage-reader';
import { maxFrameOrigins } from './limits';

/** Changes within this time are reported together. */
const reportDelayMs = 200;
const checkIntervalMs = 5_000;
/** Tolerance for documents that started just before: they have made no request yet, and browsers round their clocks. */
const clockSlackMs = 50;

const uncaptured: readonly UncapturedCode[] = [
  'messages between frames',
  'peer connections',
  'Cache Storage',
  'private files',
  'page memory',
];

/** What each browser's network log captures by itself: see decision 4 and `subscribeNetwork`. */
const logOf = {
  chrome: {
    workers: 'partial',
    workerCookies: 'not captured',
    streamMessages: 'captured',
    openRequests: 'captured',
    uncaptured,
  },
  firefox: {
    workers: 'not captured',
    workerCookies: 'captured',
    streamMessages: 'partial',
    openRequests: 'not captured',
    uncaptured: ['blob URLs', 'binary WebSocket messages', ...uncaptured],
  },
} as const satisfies Record<string, HealthFacts['log']>;

/** Collects which traffic of the inspected tab is captured and which isn't. */
export interface CaptureGapReporter {
  setSite(site: InspectedSite): void;
  /** The watched origins changed. */
  watchedChanged(): void;
  /** A navigation was reported. Browsers report none to a page that extensions may not access. */
  navigated(): void;
  /** The top frame shows another document. */
  documentBegan(): void;
  /** The current state of reading the page's storage. */
  setStorage(facts: StorageFacts): void;
  /** Checks which frames the page has and whether it may be read. For when a document has loaded. */
  check(): void;
  /**
   * Checks now and every few seconds until the returned function is called. For while the panel is visible: Chrome
   * doesn't report a navigation to a page that extensions may not read.
   */
  watch(): () => void;
  noteRequest(exchange: HttpExchange): void;
  /** How many requests of the site the background has captured; see `subscribeWebRequests`. */
  noteWebRequests(count: number): void;
  countMissed(count: number): void;
  /** Whether Chrome's log is too long to list the open requests. */
  logTooLong(isTooLong: boolean): void;
  countCookiesMissing(count: number): void;
  /** The script in a watched frame's page world stopped responding, or responds again. */
  pageScriptSilent(isSilent: boolean): void;
  /** How many calls of a frame, since its document began, bypassed that script's hooks. */
  bypassed(count: number): void;
}

interface CaptureGapOptions {
  /** When this page started listening, in milliseconds since 1970. */
  readonly listeningSinceMs: number;
  readonly isWatched: (origin: string) => boolean;
}

/** Calls the listener now and whenever the facts change. A request that changes none costs nothing. */
export function createCaptureGapReporter(
  { listeningSinceMs, isWatched }: CaptureGapOptions,
  listener: (facts: HealthFacts) => void,
): CaptureGapReporter {
  let site: InspectedSite = { origin: '', watching: { state: 'off' } };
  let isRestricted = false;
  let isOpenedAfterLoad = false;
  let storage: StorageFacts = { storage: 'pending', unreadOrigins: [] };
  const opening = new AbortController();
  let workerRequests = 0;
  let missedRequests = 0;
  let cookiesMissing = 0;
  let log: HealthFacts['log'] = __BROWSER__ === 'firefox' ? logOf.firefox : logOf.chrome;
  let pageScript: HealthFacts['pageScript'] = { isSilent: false, bypassed: 0 };
  let frames = new Set<string>();
  /** Counts documents: a result for one document must not be applied to the next. */
  let documents = 0;
  let isScheduled = false;

  const report = () => {
    isScheduled = false;
    const { origin, watching } = site;
    listener({
      isRestricted,
      origin,
      isBackgroundSilent: probe.isSilent,
      watch: watching.state !== 'on' ? 'off' : watching.reloadOffered ? 'after reload' : 'on',
      isOpenedAfterLoad,
      ...storage,
      log,
      workerRequests,
      missedRequests,
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
    setTimeout(report, reportDelayMs);
  };
  const probe = createWebRequestProbe(changed);
  const addFrame = (origin: string) => {
    if (frames.has(origin) || frames.size >= maxFrameOrigins) return;
    frames.add(origin);
    changed();
  };
  const check = async () => {
    const checkedDocument = documents;
    const [access, found] = await Promise.all([readAccess(), readFrameOrigins()]);
    if (checkedDocument !== documents) return;
    // Without a result, what is known about this document stays.
    if (access !== undefined && (access === 'none') !== isRestricted) {
      isRestricted = access === 'none';
      changed();
    }
    for (const origin of found ?? []) addFrame(origin);
  };

  const { signal } = opening;
  void readNavigationStart({ signal }).then((start) => {
    if (signal.aborted) return;
    // A page that can't say when it was loaded may have sent requests before.
    isOpenedAfterLoad = start === undefined || start.startedAtMs < listeningSinceMs - clockSlackMs;
    changed();
  });
  void check();
  changed();

  return {
    setSite: (next) => {
      site = next;
      probe.setSite(next.watching.state === 'on' ? next.origin : undefined);
      changed();
    },
    watchedChanged: changed,
    navigated: () => {
      documents += 1;
      isRestricted = false;
      changed();
      void check();
    },
    documentBegan: () => {
      documents += 1;
      opening.abort();
      isOpenedAfterLoad = false;
      workerRequests = 0;
      missedRequests = 0;
      cookiesMissing = 0;
      pageScript = { isSilent: false, bypassed: 0 };
      frames = new Set();
      changed();
    },
    setStorage: (facts) => {
      storage = facts;
      changed();
    },
    check: () => void check(),
    watch: () => {
      void check();
      const timer = setInterval(() => void check(), checkIntervalMs);
      return () => clearInterval(timer);
    },
    noteRequest: (exchange) => {
      probe.noteRequest(exchange);
      if (exchange.sender === 'dedicated worker') {
        workerRequests += 1;
        changed();
      }
      const origin = frameOriginOf(exchange);
      if (origin !== undefined) addFrame(origin);
    },
    noteWebRequests: (count) => probe.noteWebRequests(count),
    countMissed: (count) => {
      missedRequests += count;
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
      const state = isTooLong ? 'partial' : 'captured';
      log = { ...log, streamMessages: state, openRequests: state };
      changed();
    },
    countCookiesMissing: (count) => {
      cookiesMissing += count;
      changed();
    },
  };
}
