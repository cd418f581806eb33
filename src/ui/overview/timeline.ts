import { checkLifetime } from '../../token';
import type { RequestSummary } from '../../traffic';
import { isCredentials } from '../format/malformed';
import { claimsOf } from '../format/token-type';
import type { Entry, Facts } from '../model/detail/entry';

/** More don't fit. The others are on further pages. */
export const maxLanes = 4;
/** Older requests are only counted. */
const maxDrawn = 10_000;
/** Shorter times without a token aren't a gap, since tokens have times in seconds. */
const minGapMs = 1_000;

/** How a request ended. Each has a shape and a color of its own. */
export type Outcome = 'accepted' | 'rejected' | 'failed' | 'pending';

/** One token from its issue to its expiry. */
export interface Bar {
  readonly tokenId: number;
  /** When it was first captured, if it doesn't have an `iat` or `nbf`. */
  readonly startMs: number;
  /** `Infinity` if it never expires. */
  readonly endMs: number;
}

/** A time without a token: the next one was issued after all earlier ones had expired. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lane: number;
}

/** The tokens of one line; similar ones, if they have none. The lane of requests without a token has none. */
export interface Lane {
  readonly key: string;
  /** By start. */
  readonly bars: readonly Bar[];
  /** Of the newest token. */
  readonly facts: Facts | undefined;
  /** What distinguishes it from another lane with the same subject and type. */
  readonly distinction: string | undefined;
  /** Each token replaced the one before. */
  readonly isLine: boolean;
}

/** A request in one lane. */
export interface Mark {
  readonly atMs: number;
  readonly lane: number;
  readonly outcome: Outcome;
  readonly request: RequestSummary;
}

/** A response that issued tokens, and the lanes of all tokens it's about. */
export interface Joint {
  readonly atMs: number;
  readonly lanes: readonly number[];
}

/** What the overview draws. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Index of the first of {@link lanes} among all, and how many there are. */
  readonly firstLane: number;
  readonly laneCount: number;
  /** By time. */
  readonly marks: readonly Mark[];
  readonly joints: readonly Joint[];
  readonly gaps: readonly Gap[];
  /** The newest requests, by time. Those in other lanes don't have a mark. */
  readonly requests: readonly RequestSummary[];
  /** Including older requests. */
  readonly counts: { readonly tokens: number; readonly requests: number; readonly rejected: number };
  /** When the first of all requests was sent. */
  readonly firstMs: number | undefined;
}

interface LaneDraft {
  readonly key: string;
  readonly entries: Entry[];
  firstMs: number;
  lastMs: number;
  requests: number;
  rejected: number;
}

/** Lanes by key, and what each token is in. */
interface Drafts {
  readonly byKey: Map<string, LaneDraft>;
  readonly ofToken: ReadonlyMap<number, LaneDraft>;
  readonly entries: ReadonlyMap<number, Entry>;
}

/** A request and the lanes that it has marks in. */
interface Drawn {
  readonly request: RequestSummary;
  readonly lanes: readonly LaneDraft[];
}

/**
 * Arranges tokens and requests, which are by time, in a few lanes. The most important lanes are on page 0; pages continue
 * at the start. Takes time linear in their number.
 */
export function createTimeline(
  entries: Iterable<Entry>,
  all: readonly RequestSummary[],
  distinctions: ReadonlyMap<number, string> = new Map(),
  page = 0,
): Timeline {
  const requests = all.slice(-maxDrawn);
  const drafts = draftLanes(entries);
  const drawn = requests.map((request) => addRequest(drafts, request));
  const pages = Math.max(1, Math.ceil(drafts.byKey.size / maxLanes));
  const firstLane = (((page % pages) + pages) % pages) * maxLanes;
  const shown = [...drafts.byKey.values()]
    .sort(byRelevance)
    .slice(firstLane, firstLane + maxLanes)
    .sort(byStart);
  const lanes = shown.map((draft) => drawLane(draft, distinctions));
  return {
    lanes,
    firstLane,
    laneCount: drafts.byKey.size,
    ...drawRequests(drawn, drafts, shown),
    gaps: lanes.flatMap(({ bars, isLine }, lane) => (isLine ? findGaps(bars, lane) : [])),
    requests,
    counts: { tokens: drafts.entries.size, requests: all.length, rejected: countRejected(all) },
    firstMs: all[0]?.sentAtMs,
  };
}

function draftLanes(entries: Iterable<Entry>): Drafts {
  const byKey = new Map<string, LaneDraft>();
  const ofToken = new Map<number, LaneDraft>();
  const entryOf = new Map<number, Entry>();
  for (const entry of entries) {
    const { id, firstSeenMs, lastSeenMs } = entry.row;
    // "Bearer undefined" is in a request without a token.
    const isToken = !isCredentials(entry.facts.token);
    const draft = draftOf(byKey, isToken ? keyOf(entry) : withoutToken);
    if (isToken) draft.entries.push(entry);
    widen(draft, firstSeenMs, lastSeenMs);
    ofToken.set(id, draft);
    entryOf.set(id, entry);
  }
  return { byKey, ofToken, entries: entryOf };
}

function draftOf(byKey: Map<string, LaneDraft>, key: string): LaneDraft {
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const draft = { key, entries: [], firstMs: Infinity, lastMs: -Infinity, requests: 0, rejected: 0 };
  byKey.set(key, draft);
  return draft;
}

function widen(draft: LaneDraft, firstMs: number, lastMs: number): void {
  draft.firstMs = Math.min(draft.firstMs, firstMs);
  draft.lastMs = Math.max(draft.lastMs, lastMs);
}

/** Counts the request in its lanes. */
function addRequest(drafts: Drafts, request: RequestSummary): Drawn {
  const lanes = lanesOf(drafts, request);
  for (const lane of lanes) {
    widen(lane, request.sentAtMs, request.sentAtMs);
    lane.requests += 1;
    if (request.isRejected === true) lane.rejected += 1;
  }
  return { request, lanes };
}

function lanesOf({ byKey, ofToken }: Drafts, { sentIds, tokenIds }: RequestSummary): readonly LaneDraft[] {
  const ids = sentIds.length > 0 ? sentIds : tokenIds;
  if (ids.length === 0) return [draftOf(byKey, withoutToken)];
  // Those of tokens that were evicted have no lane.
  const known = ids.map((id) => ofToken.get(id)).filter((lane) => lane !== undefined);
  return known.length > 1 ? [...new Set(known)] : known;
}

/** The marks and joints in the shown lanes. */
function drawRequests(
  drawn: readonly Drawn[],
  { ofToken, entries }: Drafts,
  shown: readonly LaneDraft[],
): Pick<Timeline, 'marks' | 'joints'> {
  const indexOf = new Map<LaneDraft | undefined, number>(shown.map((draft, index) => [draft, index]));
  const marks: Mark[] = [];
  const joints: Joint[] = [];
  for (const { request, lanes } of drawn) {
    const { sentAtMs: atMs } = request;
    const outcome = outcomeOf(request);
    for (const each of lanes) {
      const lane = indexOf.get(each);
      if (lane !== undefined) marks.push({ atMs, lane, outcome, request });
    }
    if (outcome !== 'accepted' || !hasIssued(request, entries)) continue;
    const linked = request.tokenIds
      .map((id) => indexOf.get(ofToken.get(id)))
      .filter((lane) => lane !== undefined);
    if (linked.length > 0) joints.push({ atMs, lanes: [...new Set(linked)] });
  }
  return { marks, joints };
}

function drawLane({ key, entries }: LaneDraft, distinctions: ReadonlyMap<number, string>): Lane {
  const sorted = entries
    .map((entry) => ({ entry, bar: barOf(entry) }))
    .sort((a, b) => a.bar.startMs - b.bar.startMs);
  const newest = sorted.at(-1)?.entry;
  return {
    key,
    bars: sorted.map(({ bar }) => bar),
    facts: newest?.facts,
    distinction: distinctions.get(newest?.row.id ?? 0),
    isLine: newest?.row.line !== undefined,
  };
}

function countRejected(requests: readonly RequestSummary[]): number {
  return requests.filter(({ isRejected }) => isRejected === true).length;
}

/** Not the key of a line. */
const withoutToken = '';

/** Tokens of types that aren't renewed have no line. */
function keyOf({ row: { line }, facts: { issuer, subject, type } }: Entry): string {
  return line === undefined ? JSON.stringify([issuer, subject, type]) : `line ${line.id}`;
}

function byRelevance(a: LaneDraft, b: LaneDraft): number {
  return (
    Number(b.rejected > 0) - Number(a.rejected > 0) || b.requests - a.requests || b.lastMs - a.lastMs || 0
  );
}

/** The lane without a token is the last one. */
function byStart(a: LaneDraft, b: LaneDraft): number {
  return Number(a.key === withoutToken) - Number(b.key === withoutToken) || a.firstMs - b.firstMs || 0;
}

const lifetimes = new WeakMap<Facts, { readonly startMs: number | undefined; readonly endMs: number }>();

function barOf({ row, facts }: Entry): Bar {
  const known = lifetimes.get(facts);
  const { startMs, endMs } = known ?? readLifetime(facts);
  if (known === undefined) lifetimes.set(facts, { startMs, endMs });
  return { tokenId: row.id, startMs: startMs ?? row.firstSeenMs, endMs };
}

function readLifetime({ token }: Facts) {
  // The times don't depend on the current one, so any will do.
  const lifetime = checkLifetime(claimsOf(token), 0, token.header);
  const start = lifetime.issuedAtSeconds ?? lifetime.notBeforeSeconds;
  return {
    startMs: start === undefined ? undefined : start * 1_000,
    endMs: (lifetime.expiresAtSeconds ?? Infinity) * 1_000,
  };
}

function findGaps(bars: readonly Bar[], lane: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let coveredMs = bars[0]?.endMs ?? Infinity;
  for (const { startMs, endMs } of bars.slice(1)) {
    if (startMs - coveredMs >= minGapMs) gaps.push({ fromMs: coveredMs, toMs: startMs, lane });
    coveredMs = Math.max(coveredMs, endMs);
  }
  return gaps;
}

/** What a request's mark shows. Any response below 500 that isn't a rejection counts as accepted. */
export function outcomeOf({ isRejected, isPending, status }: RequestSummary): Outcome {
  if (isRejected === true) return 'rejected';
  if (isPending === true) return 'pending';
  return status === 0 || status >= 500 ? 'failed' : 'accepted';
}

/** Whether a response was the first one with one of its tokens. */
function hasIssued(
  { tokenIds, sentIds, sentAtMs }: RequestSummary,
  entryOf: ReadonlyMap<number, Entry>,
): boolean {
  return (
    tokenIds.length > sentIds.length &&
    tokenIds.some((id) => !sentIds.includes(id) && entryOf.get(id)?.row.firstSeenMs === sentAtMs)
  );
}
