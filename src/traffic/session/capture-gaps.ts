/** A kind of traffic or data that can be captured. */
export type HealthCode =
  /** Requests since DevTools was opened. */
  | 'requests'
  /** Requests of a document that was loaded before DevTools was opened. */
  | 'earlier requests'
  /** Requests of shared and service workers. */
  | 'workers'
  /** Cookies of dedicated workers' requests (Chrome). */
  | 'worker cookies'
  /** Requests of other tabs and pop-ups of the site. */
  | 'other tabs'
  /** A watched site's requests as reported by `webRequest`. Listed only if the browser doesn't report any. */
  | 'background'
  /** The top frame's storage when it was last read. */
  | 'storage'
  /** Changes to the storage after that. */
  | 'stored later'
  /** Storage of frames of other origins. */
  | 'frame storage'
  | 'IndexedDB'
  /** Messages of WebSockets and event streams. */
  | 'stream messages'
  /** Requests that haven't ended: streamed responses, long polling. */
  | 'open requests'
  /** Requests that a page sends when the user leaves it, and requests that this cancels. */
  | 'requests when leaving'
  /** Cookies of redirects, which Chrome can add after it reported the request. */
  | 'redirect cookies'
  /** The line of code that made a call. */
  | 'call sites'
  /** The script in a watched page. Listed only if it doesn't respond. */
  | 'page script'
  /** Calls that a watched page makes. Listed only if some of them aren't reported. */
  | 'page calls'
  /** Requests hidden by a filter in Firefox's Network panel. */
  | 'network filter'
  /** A page that extensions aren't allowed to access. */
  | 'restricted page';

/** Locations of tokens that extensions can't capture on any site, watched or not. */
export type UncapturedCode =
  | 'messages between frames'
  | 'blob URLs'
  | 'binary WebSocket messages'
  | 'peer connections'
  | 'Cache Storage'
  | 'private files'
  | 'page memory';

/** The action that makes it captured. */
export type GapFix = { readonly kind: 'reload page' } | { readonly kind: 'watch'; readonly origin: string };

/** `partial`: some of it is captured. `pending`: a result hasn't arrived yet. */
export type HealthState = 'captured' | 'partial' | 'not captured' | 'pending';

/** Why something isn't captured, if there are several possible reasons. */
export type HealthReason =
  /** The page doesn't respond: it's busy or paused in the debugger. */
  | 'no answer'
  /** The page's own scripts can't access its localStorage or its sessionStorage either. */
  | 'blocked'
  /** The user left pages of these origins before they could be read. */
  | 'left unread';

/** Whether one kind of traffic or data is captured. */
export interface HealthItem {
  readonly code: HealthCode;
  readonly state: HealthState;
  readonly reason?: HealthReason;
  /**
   * How many were captured, or are known to be missing if the state is `not captured`. Absent if that can't be counted.
   */
  readonly count?: number;
  /** The origins concerned. */
  readonly origins?: readonly string[];
  readonly fix?: GapFix;
}

/** What is currently captured of the inspected tab and what isn't, in display order with the worst first. */
export interface CaptureHealth {
  readonly items: readonly HealthItem[];
  /** What can't be captured on any site. */
  readonly uncaptured?: readonly UncapturedCode[];
}

/** The facts about the capture, provided by `capture`. All differences between browsers are contained in them. */
export interface HealthFacts {
  /** Extensions aren't allowed to read this page. */
  readonly isRestricted: boolean;
  /** The top frame's origin. Empty unless its scheme is http or https, since other pages can't be watched. */
  readonly origin: string;
  /** `after reload`: the site's requests are reported already, but its pages need a reload to run our scripts. */
  readonly watch: 'off' | 'after reload' | 'on';
  /** The site is watched, but the browser doesn't report any of its requests to the background (Chromium). */
  readonly isBackgroundSilent: boolean;
  /** The document was loaded before we listened to requests. */
  readonly isOpenedAfterLoad: boolean;
  /** Whether the top frame's storage was read. `none` if the document has no storage, such as an empty page. */
  readonly storage: 'pending' | 'read' | 'none' | 'blocked' | 'no answer' | 'failed';
  /** Origins of documents that the user left before their storage was read. */
  readonly unreadOrigins: readonly string[];
  /** What the browser's network log reports without watching. */
  readonly log: {
    /** Requests of shared and service workers. */
    readonly workers: HealthState;
    readonly workerCookies: HealthState;
    readonly streamMessages: HealthState;
    readonly openRequests: HealthState;
    readonly uncaptured: readonly UncapturedCode[];
  };
  /** Requests of dedicated workers that were reported without cookies. */
  readonly workerRequests: number;
  /** Requests that were reported without cookies that the browser may have added later. */
  readonly cookiesMissing: number;
  /** Missed requests: the page's performance entries list them, but the browser didn't report them. */
  readonly missedRequests: number;
  /** The script in a watched page: whether it stopped responding, and how many calls it didn't observe. */
  readonly pageScript: { readonly isSilent: boolean; readonly bypassed: number };
  /** Origins of the page's frames other than the top frame's. */
  readonly frames: readonly { readonly origin: string; readonly isWatched: boolean }[];
}

/** Lists what is captured and what isn't. Omits what doesn't apply to the page, such as frames of other origins. */
export function describeHealth(facts: HealthFacts): CaptureHealth {
  if (facts.isRestricted) return { items: [{ code: 'restricted page', state: 'not captured' }] };
  const items = facts.origin === '' ? describeStorage(facts) : describeSite(facts);
  const all: readonly HealthItem[] = [...items, { code: 'requests', state: 'captured' }];
  const sorted = all.toSorted((a, b) => severity[a.state] - severity[b.state]);
  return facts.origin === '' ? { items: sorted } : { items: sorted, uncaptured: facts.log.uncaptured };
}

const severity: Record<HealthState, number> = { 'not captured': 0, partial: 1, pending: 2, captured: 3 };

function describeSite(facts: HealthFacts): HealthItem[] {
  const { origin, log, workerRequests } = facts;
  const isOn = facts.watch === 'on';
  const isWatched = facts.watch !== 'off';
  const areRequestsReported = isWatched && !facts.isBackgroundSilent;
  const watch: GapFix = { kind: 'watch', origin };
  const reload: GapFix = { kind: 'reload page' };

  /** For requests that the background reports as soon as the site is watched. */
  const fromWebRequest = (code: HealthCode, otherwise: HealthState): HealthItem =>
    areRequestsReported || otherwise === 'captured'
      ? { code, state: 'captured' }
      : isWatched
        ? { code, state: otherwise }
        : { code, state: otherwise, fix: watch };
  /** For data that scripts in a watched site's pages report, after the next page load. */
  const fromScripts = (code: HealthCode, otherwise: HealthState = 'not captured'): HealthItem =>
    isOn || otherwise === 'captured'
      ? { code, state: 'captured' }
      : { code, state: otherwise, fix: isWatched ? reload : watch };

  const workerCookies = fromWebRequest('worker cookies', log.workerCookies);
  return [
    ...(facts.isOpenedAfterLoad
      ? [
          {
            code: 'earlier requests',
            state: areRequestsReported ? 'partial' : 'not captured',
            fix: reload,
          } as const,
        ]
      : []),
    ...(facts.isBackgroundSilent ? [{ code: 'background', state: 'not captured' } as const] : []),
    ...(facts.missedRequests > 0
      ? [
          {
            ...fromWebRequest('network filter', 'partial'),
            state: 'partial',
            count: facts.missedRequests,
          } as const,
        ]
      : []),
    fromWebRequest('workers', log.workers),
    workerCookies.state !== 'captured' && workerRequests > 0
      ? { ...workerCookies, count: workerRequests }
      : workerCookies,
    fromWebRequest('open requests', log.openRequests),
    fromWebRequest('requests when leaving', 'not captured'),
    ...(facts.cookiesMissing > 0
      ? [{ ...fromWebRequest('redirect cookies', 'partial'), count: facts.cookiesMissing }]
      : []),
    fromWebRequest('other tabs', 'not captured'),
    ...describeStorage(facts),
    fromScripts('stored later'),
    ...describeFrames(facts),
    fromScripts('IndexedDB'),
    fromScripts('stream messages', log.streamMessages),
    fromScripts('call sites'),
    ...describePageCalls(facts),
  ];
}

function describePageCalls({ watch, pageScript: { isSilent, bypassed } }: HealthFacts): HealthItem[] {
  if (watch !== 'on') return [];
  if (isSilent) return [{ code: 'page script', state: 'not captured', fix: { kind: 'reload page' } }];
  return bypassed > 0 ? [{ code: 'page calls', state: 'not captured', count: bypassed }] : [];
}

function describeStorage({ storage, unreadOrigins }: HealthFacts): HealthItem[] {
  const code = 'storage';
  switch (storage) {
    case 'pending':
      return [{ code, state: 'pending' }];
    case 'no answer':
    case 'blocked':
      return [{ code, state: 'not captured', reason: storage }];
    case 'failed':
      return [{ code, state: 'not captured', fix: { kind: 'reload page' } }];
    case 'read':
    case 'none':
      if (unreadOrigins.length > 0)
        return [{ code, state: 'partial', reason: 'left unread', origins: unreadOrigins }];
      return storage === 'none' ? [] : [{ code, state: 'captured' }];
  }
}

function describeFrames({ frames }: HealthFacts): HealthItem[] {
  const [first, ...others] = frames.filter(({ isWatched }) => !isWatched).map(({ origin }) => origin);
  if (first !== undefined) {
    const fix: GapFix = { kind: 'watch', origin: first };
    const state = others.length + 1 === frames.length ? 'not captured' : 'partial';
    return [{ code: 'frame storage', state, origins: [first, ...others], fix }];
  }
  if (frames.length === 0) return [];
  return [{ code: 'frame storage', state: 'captured', origins: frames.map(({ origin }) => origin) }];
}
