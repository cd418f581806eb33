/** A part of what could be captured. */
export type HealthCode =
  /** Requests since DevTools was opened. */
  | 'requests'
  /** The document was loaded before DevTools was opened. */
  | 'earlier requests'
  /** Requests of shared and service workers. */
  | 'workers'
  /** Cookies of dedicated workers' requests (Chrome). */
  | 'worker cookies'
  /** Requests of other tabs and pop-ups of the site. */
  | 'other tabs'
  /** What the background hears of a watched site. */
  | 'background'
  /** The top frame's storage as it was when it was last read. */
  | 'storage'
  /** What is stored after that. */
  | 'stored later'
  /** Storage of frames of other origins. */
  | 'frame storage'
  | 'IndexedDB'
  /** Messages of WebSockets and event streams. */
  | 'stream messages'
  /** Requests that have no end yet: streamed responses, long polling. */
  | 'open requests'
  /** Requests that a page sends while it is left, and those that this interrupts. */
  | 'requests when leaving'
  /** Cookies of redirects, which Chrome can add after it reported the request. */
  | 'redirect cookies'
  /** The line of code that made a call. */
  | 'call sites'
  /** The script in a watched page's own world. Listed only if it doesn't answer. */
  | 'page script'
  /** Calls of the page's scripts on a watched site. Listed only if some of them aren't reported. */
  | 'page calls'
  /** Requests that a filter of Firefox's Network panel hides. */
  | 'network filter'
  /** A page that no extension may touch. */
  | 'restricted page';

/** Where a token can be that no site's traffic or storage shows to an extension, watched or not. */
export type UncapturedCode =
  | 'messages between frames'
  | 'blob URLs'
  | 'binary WebSocket messages'
  | 'peer connections'
  | 'Cache Storage'
  | 'private files'
  | 'page memory';

/** The one click that mends it. */
export type GapFix = { readonly kind: 'reload page' } | { readonly kind: 'watch'; readonly origin: string };

/** `pending`: not known yet; the browser was asked and hasn't answered. */
export type HealthState = 'seen' | 'partly' | 'not seen' | 'pending';

/** Why a part isn't captured, where the same part can be missing for several reasons. */
export type HealthReason =
  /** The page is busy, or paused in the debugger. */
  | 'no answer'
  /** The page's own scripts can't open its localStorage or its sessionStorage either. */
  | 'blocked'
  /** Pages of these origins were left before they could be asked. */
  | 'left unread';

/** One line of capture's health: `partly` seen says that some of it is not. */
export interface HealthItem {
  readonly code: HealthCode;
  readonly state: HealthState;
  readonly reason?: HealthReason;
  /** How many were seen, or of `not seen` are known to be missing, where that can be counted. */
  readonly count?: number;
  /** The origins it is about. */
  readonly origins?: readonly string[];
  readonly mend?: GapFix;
}

/** What is seen of the inspected tab now, and what is not; in the order to be shown, worst first. */
export interface CaptureHealth {
  readonly items: readonly HealthItem[];
  /** What is captured on no site at all. */
  readonly uncaptured?: readonly UncapturedCode[];
}

/** What capture knows of what it sees. How browsers differ is said here, and nowhere after it. */
export interface HealthFacts {
  /** The browser lets no extension read this page. */
  readonly isRestricted: boolean;
  /** The top frame's origin; empty where it is not one of http or https, which alone can be watched. */
  readonly origin: string;
  /** `after reload`: the background tells its requests at once, its scripts are read once it is loaded again. */
  readonly watch: 'off' | 'after reload' | 'on';
  /** The site is watched, and the browser tells the background nothing of it (Chromium). */
  readonly isBackgroundDeaf: boolean;
  /** The document was there before its requests were listened to. */
  readonly isOpenedLate: boolean;
  /** Whether the top frame's storage was read; `none` where the document has no storage, as on an empty page. */
  readonly storage: 'pending' | 'read' | 'none' | 'blocked' | 'no answer' | 'failed';
  /** Origins whose documents were left before their storage was read. */
  readonly unreadOrigins: readonly string[];
  /** What the browser's network log shows by itself. */
  readonly log: {
    /** Of shared and service workers. */
    readonly workers: HealthState;
    readonly workerCookies: HealthState;
    readonly streamMessages: HealthState;
    readonly openRequests: HealthState;
    readonly uncaptured: readonly UncapturedCode[];
  };
  /** Requests of dedicated workers that were told without their cookies. */
  readonly workerRequests: number;
  /** Requests that were reported without cookies which the browser may have added later. */
  readonly cookiesMissing: number;
  /** Requests that the page lists and the browser did not tell. */
  readonly untold: number;
  /** The script in a watched page's own world: whether it stopped answering, and how many calls passed it by. */
  readonly pageScript: { readonly isSilent: boolean; readonly bypassed: number };
  /** Origins of frames in the page that are not the top frame's. */
  readonly frames: readonly { readonly origin: string; readonly isWatched: boolean }[];
}

/** What is to be said of these facts. A part that this page has no need of, as frames of other origins, has no line. */
export function describeHealth(facts: HealthFacts): CaptureHealth {
  if (facts.isRestricted) return { items: [{ code: 'restricted page', state: 'not seen' }] };
  const items = facts.origin === '' ? describeStorage(facts) : describeSite(facts);
  const all: readonly HealthItem[] = [...items, { code: 'requests', state: 'seen' }];
  const sorted = all.toSorted((a, b) => severity[a.state] - severity[b.state]);
  return facts.origin === '' ? { items: sorted } : { items: sorted, uncaptured: facts.log.uncaptured };
}

const severity: Record<HealthState, number> = { 'not seen': 0, partly: 1, pending: 2, seen: 3 };

function describeSite(facts: HealthFacts): HealthItem[] {
  const { origin, log, workerRequests } = facts;
  const isOn = facts.watch === 'on';
  const isWatched = facts.watch !== 'off';
  const areRequestsTold = isWatched && !facts.isBackgroundDeaf;
  const watch: GapFix = { kind: 'watch', origin };
  const reload: GapFix = { kind: 'reload page' };

  /** What the background tells of a watched site from the click on. */
  const byRequests = (code: HealthCode, otherwise: HealthState): HealthItem =>
    areRequestsTold || otherwise === 'seen'
      ? { code, state: 'seen' }
      : isWatched
        ? { code, state: otherwise }
        : { code, state: otherwise, mend: watch };
  /** What the scripts in a watched site's pages tell, which run from the next load on. */
  const byScripts = (code: HealthCode, otherwise: HealthState = 'not seen'): HealthItem =>
    isOn || otherwise === 'seen'
      ? { code, state: 'seen' }
      : { code, state: otherwise, mend: isWatched ? reload : watch };

  const workerCookies = byRequests('worker cookies', log.workerCookies);
  return [
    ...(facts.isOpenedLate
      ? [{ code: 'earlier requests', state: areRequestsTold ? 'partly' : 'not seen', mend: reload } as const]
      : []),
    ...(facts.isBackgroundDeaf ? [{ code: 'background', state: 'not seen' } as const] : []),
    ...(facts.untold > 0
      ? [{ ...byRequests('network filter', 'partly'), state: 'partly', count: facts.untold } as const]
      : []),
    byRequests('workers', log.workers),
    workerCookies.state !== 'seen' && workerRequests > 0
      ? { ...workerCookies, count: workerRequests }
      : workerCookies,
    byRequests('open requests', log.openRequests),
    byRequests('requests when leaving', 'not seen'),
    ...(facts.cookiesMissing > 0
      ? [{ ...byRequests('redirect cookies', 'partly'), count: facts.cookiesMissing }]
      : []),
    byRequests('other tabs', 'not seen'),
    ...describeStorage(facts),
    byScripts('stored later'),
    ...describeFrames(facts),
    byScripts('IndexedDB'),
    byScripts('stream messages', log.streamMessages),
    byScripts('call sites'),
    ...describePageCalls(facts),
  ];
}

function describePageCalls({ watch, pageScript: { isSilent, bypassed } }: HealthFacts): HealthItem[] {
  if (watch !== 'on') return [];
  if (isSilent) return [{ code: 'page script', state: 'not seen', mend: { kind: 'reload page' } }];
  return bypassed > 0 ? [{ code: 'page calls', state: 'not seen', count: bypassed }] : [];
}

function describeStorage({ storage, unreadOrigins }: HealthFacts): HealthItem[] {
  const code = 'storage';
  switch (storage) {
    case 'pending':
      return [{ code, state: 'pending' }];
    case 'no answer':
    case 'blocked':
      return [{ code, state: 'not seen', reason: storage }];
    case 'failed':
      return [{ code, state: 'not seen', mend: { kind: 'reload page' } }];
    case 'read':
    case 'none':
      if (unreadOrigins.length > 0)
        return [{ code, state: 'partly', reason: 'left unread', origins: unreadOrigins }];
      return storage === 'none' ? [] : [{ code, state: 'seen' }];
  }
}

function describeFrames({ frames }: HealthFacts): HealthItem[] {
  const [first, ...others] = frames.filter(({ isWatched }) => !isWatched).map(({ origin }) => origin);
  if (first !== undefined) {
    const mend: GapFix = { kind: 'watch', origin: first };
    const state = others.length + 1 === frames.length ? 'not seen' : 'partly';
    return [{ code: 'frame storage', state, origins: [first, ...others], mend }];
  }
  if (frames.length === 0) return [];
  return [{ code: 'frame storage', state: 'seen', origins: frames.map(({ origin }) => origin) }];
}
