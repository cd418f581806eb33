import { finish, type Steps } from '../../token';
import { bodyPlaces, countBodyGap, mergeGaps, uncountBodyGap, type ExchangeGaps } from '../exchange/body-gap';
import { maxAreasCounted, maxRecentExchanges, maxSealedHeld } from '../exchange/limits';
import { deliveryOf, isSameDelivery } from '../exchange/delivery';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import { ofOneExchange } from '../merge/complete-exchange';
import { SeenDocuments } from '../answers/issuer-documents';
import type { HeldExchange } from './exchange-store';
import { areaOf, ExchangeStore } from './exchange-store';
import type { LogCounts, TokenRow } from '../session/feed';
import { findSeen, spotOf } from './find-stored';
import type { Findings } from '../search/find-sightings';
import { searchExchange } from '../search/find-sightings';
import type { ExchangeOutcome } from './stored-token';
import { HeldToken } from './stored-token';
import type { LogBounds } from './limits';
import { defaultLogBounds } from './limits';
import { RecentExchanges } from './recent-exchanges';
import type { FoundToken } from '../search/search';
import type { Sealed } from '../search/encrypted-entry';
import { shareTexts } from './share-texts';
import type { Sighting } from '../exchange/sighting';

/** What one step did to the log. An id is in `changed` or in `removed`, never in both. */
export interface LogChange {
  readonly changed: readonly number[];
  readonly removed: readonly number[];
  /** The new sightings, by the id of their token. */
  readonly added: ReadonlyMap<number, readonly Sighting[]>;
  /** Tokens of which earlier sightings tell another status, or another delivery, now. */
  readonly answered: readonly number[];
  /** Tokens that an exchange carries of which more is known now. */
  readonly completed: readonly number[];
}

/** What can be lost before the log hears of it. */
export type Loss = 'unreadable' | 'untold' | 'forgotten' | 'truncated' | 'droppedSightings';

/** The bounded record of tokens by raw text, each with its sightings. */
export interface TokenLog {
  /**
   * Records one exchange. Costs what is new in it, whatever is held. Never throws: what cannot be read is counted. An
   * HTTP exchange told a second time (same id) and a storage entry read again change nothing.
   */
  record(exchange: Exchange): LogChange;
  /**
   * The same in steps of about a millisecond: the search of a large exchange takes time. Nothing changes before the
   * last step, which is the same as `record`.
   */
  recordInSteps(exchange: Exchange): Steps<LogChange>;
  /**
   * Adds what another source told of an HTTP exchange that was recorded before: same id, and in it only what is new.
   * Counts no request; a token that the exchange was already seen to carry was not sent twice. Of one that is not
   * held it is all that is known, and recorded as it is.
   */
  amend(exchange: HttpExchange): LogChange;
  /** The same in steps: see `recordInSteps`. */
  amendInSteps(exchange: HttpExchange): Steps<LogChange>;
  /** Counts what a source could not hand over: entries that are no request, requests never told, calls past a rate bound. */
  countLoss(kind: Loss, count: number): LogChange;
  /**
   * Forgets tokens, sightings and counts, but for what was seen at or after `keepSinceMs`. What is kept has new ids:
   * none is ever given twice.
   */
  clear(keepSinceMs?: number): LogChange;
  /** Newest activity first. */
  rows(): TokenRow[];
  row(id: number): TokenRow | undefined;
  /** Newest last; empty when the token is not held. Of many, the first ones and the newest. */
  sightings(id: number): Sighting[];
  /** The same object until one of them changes. */
  counts(): LogCounts;
  /** Those that are held at the time of the call, oldest first; without most bodies (see `ExchangeStore`). */
  exchanges(): Iterable<Exchange>;
  /** Undefined when it is not held, or no longer. */
  exchange(id: string): Exchange | undefined;
  /** The raw tokens that were found in an exchange that is held, each once, in the order of the search. */
  tokensOf(exchangeId: string): readonly string[];
  /** Key sets and the like that went by since the log was created or cleared of everything. */
  documents(): SeenDocuments;
  /** Applies from now on; what is past the new bounds leaves at once. */
  setBounds(bounds: LogBounds): LogChange;
}

/**
 * Creates an empty log. At its bounds what is oldest leaves first, and is counted: exchanges beyond their number; for
 * weight exchanges first, all of them if need be, then the tokens whose last activity is oldest, since a list of tokens
 * without their requests is of use and the opposite is not. Holds raw tokens in memory and nowhere else.
 */
export function createLog(givenBounds: Partial<LogBounds> = {}): TokenLog {
  let bounds: LogBounds = { ...defaultLogBounds, ...givenBounds };
  /** In the order of activity: a Map keeps the order of insertion, so the first one is the one to leave. */
  const byRaw = new Map<string, HeldToken>();
  const byId = new Map<number, HeldToken>();
  const told = new RecentExchanges(maxRecentExchanges);
  let store = new ExchangeStore();
  const documents = new SeenDocuments();
  let counts = noCounts;
  /** How many entries the last read of each storage area left out; those that left none out aren't in it. */
  const leftOut = new Map<string, number>();
  /** What tokens and sightings weigh, without the exchanges. */
  let tokenBytes = 0;
  let lastId = 0;

  function count(name: Exclude<keyof LogCounts, 'sealed' | 'bodyGaps'>, more = 1): void {
    if (more > 0) counts = { ...counts, [name]: counts[name] + more };
  }

  function hold(raw: string): HeldToken {
    lastId += 1;
    const token = new HeldToken(lastId, raw, bounds.maxSightingsPerToken);
    byId.set(token.id, token);
    byRaw.set(token.raw, token);
    tokenBytes += token.bytes;
    return token;
  }

  /** The token, and which of these sightings are new to it. */
  function recordToken(
    raw: string,
    sightings: readonly Sighting[],
    wasSent = false,
  ): readonly [number, readonly Sighting[]] {
    const token = byRaw.get(raw) ?? hold(raw);
    const bytesBefore = token.bytes;
    const outcome = token.add(sightings, wasSent);
    tokenBytes += token.bytes - bytesBefore;
    if (outcome.added.length > 0) {
      byRaw.delete(token.raw);
      byRaw.set(token.raw, token);
      count('droppedSightings', outcome.dropped);
    }
    return [token.id, outcome.added];
  }

  function isTooHeavy(): boolean {
    return tokenBytes + store.bytes > bounds.maxBytes;
  }

  /** Lets go of what is past the bounds; the ids of the tokens among it. */
  function dropOldest(): number[] {
    while ((store.size > bounds.maxExchanges || isTooHeavy()) && store.dropOldest())
      count('droppedExchanges');
    const removed: number[] = [];
    // The Map's beginning is looked for only when something has to leave: it passes over all that left before.
    const isFull = byRaw.size > bounds.maxTokens || isTooHeavy();
    for (const token of isFull ? byRaw.values() : []) {
      if (byRaw.size <= bounds.maxTokens && (!isTooHeavy() || byRaw.size === 1)) break;
      byRaw.delete(token.raw);
      byId.delete(token.id);
      tokenBytes -= token.bytes;
      removed.push(token.id);
      count('droppedTokens');
      count('droppedSightings', token.held);
    }
    if (counts.heldExchanges !== store.size) counts = { ...counts, heldExchanges: store.size };
    return removed;
  }

  /** Ends a step: what is past the bounds leaves, also of what the step brought. */
  function settle(
    added: Map<number, readonly Sighting[]>,
    { answered, completed }: Pick<LogChange, 'answered' | 'completed'> = noChange,
  ): LogChange {
    const removed = dropOldest();
    for (const id of removed) added.delete(id);
    const isHeld = (id: number) => byId.has(id);
    const changed = new Set([...added.keys(), ...answered.filter(isHeld)]);
    return {
      changed: [...changed],
      removed,
      added,
      answered: answered.filter(isHeld),
      completed: completed.filter(isHeld),
    };
  }

  function noteSealed(entry: Sealed): void {
    const { sealed } = counts;
    const isKnown = sealed.some(
      ({ area, key, origin }) => area === entry.area && key === entry.key && origin === entry.origin,
    );
    if (!isKnown && sealed.length < maxSealedHeld) counts = { ...counts, sealed: [...sealed, entry] };
  }

  function countFindings(findings: Findings, exchange: Exchange): void {
    const { opaqueBearer, truncated, unreadable, sealed } = findings;
    for (const entry of sealed) noteSealed(entry);
    if (opaqueBearer) count('opaqueBearers');
    if (exchange.kind === 'storage') {
      countLeftOut(areaOf(exchange), findings.leftOut);
      // Its entries were counted when they were read first.
      if (store.isReadAgain(exchange)) return;
    }
    count('truncated', truncated);
    if (unreadable > 0) count('unreadable');
  }

  /**
   * Counts what is missing of the bodies of a request, once for all observations of it: `before` is what was counted
   * for it. Returns what is counted now.
   */
  function countGaps(exchange: HttpExchange, gaps: ExchangeGaps, before: ExchangeGaps = {}): ExchangeGaps {
    let counted = before;
    const bodies = { 'request body': exchange.requestBody, 'response body': exchange.responseBody };
    for (const place of bodyPlaces) {
      const known = before[place];
      const gap = known === undefined ? gaps[place] : mergeGaps(known, gaps[place]);
      if (bodies[place] === undefined || gap === known) continue;
      let { bodyGaps } = counts;
      if (known !== undefined) bodyGaps = uncountBodyGap(bodyGaps, known, exchange.url);
      if (gap !== undefined) bodyGaps = countBodyGap(bodyGaps, gap, exchange.url);
      counts = { ...counts, bodyGaps };
      const { [place]: _before, ...others } = counted;
      counted = gap === undefined ? others : { ...others, [place]: gap };
    }
    return counted;
  }

  /** Each read reports all that it left out, so that only the last one of an area counts. */
  function countLeftOut(area: string, now: number): void {
    const before = leftOut.get(area) ?? 0;
    leftOut.delete(area);
    if (now > 0) leftOut.set(area, now);
    if (leftOut.size > maxAreasCounted) leftOut.delete(leftOut.keys().next().value ?? '');
    if (now !== before) counts = { ...counts, truncated: counts.truncated + now - before };
  }

  function noteDocuments(exchange: HttpExchange): void {
    try {
      documents.note(exchange);
    } catch {
      // A part of it is not what its type says; what can be read is still searched, and this is counted there.
    }
  }

  function holdExchange(exchange: Exchange, { found, gaps: given }: Findings): Exchange {
    const gaps = exchange.kind === 'http' ? countGaps(exchange, given) : {};
    try {
      const held = store.hold(exchange, found);
      if (held !== undefined) held.gaps = gaps;
      return held?.exchange ?? exchange;
    } catch {
      // A part of it is not what its type says. The search has counted it as unreadable.
      return exchange;
    }
  }

  /** Records what was found in one exchange; `wasSent` says for which tokens it is counted already. */
  function recordFound(
    found: readonly FoundToken[],
    exchange: Exchange,
    wasSent: (raw: string) => boolean,
  ): Map<number, readonly Sighting[]> {
    const added = new Map<number, readonly Sighting[]>();
    for (const [raw, sightings] of groupByRaw(found)) {
      const [id, fresh] = recordToken(raw, shareTexts(sightings, exchange, store.pool), wasSent(raw));
      if (fresh.length > 0) added.set(id, fresh);
    }
    store.noteTokens(exchange.id, [...new Set(found.map(({ raw }) => byRaw.get(raw)?.raw ?? raw))]);
    return added;
  }

  function* recordInSteps(exchange: Exchange): Steps<LogChange> {
    try {
      const isRequest = exchange.kind === 'http';
      if (isRequest && (store.get(exchange.id) !== undefined || told.has(exchange.id))) return noChange;
      return recordFindings(exchange, yield* searchExchange(exchange));
    } catch {
      // Only something that is no exchange gets here, as an object whose properties throw when read.
      count('unreadable');
      return noChange;
    }
  }

  function recordFindings(exchange: Exchange, findings: Findings): LogChange {
    try {
      const isRequest = exchange.kind === 'http';
      if (isRequest && store.get(exchange.id) !== undefined) return noChange;
      if (isRequest && !told.add(exchange.id, exchange.sentAtMs)) return noChange;
      if (isRequest) count('requests');
      if (isRequest) noteDocuments(exchange);
      countFindings(findings, exchange);
      const held = holdExchange(exchange, findings);
      return settle(recordFound(findings.found, held, () => false));
    } catch {
      // Only something that is no exchange gets here, as an object whose properties throw when read.
      count('unreadable');
      return noChange;
    }
  }

  function* amendInSteps(exchange: HttpExchange): Steps<LogChange> {
    try {
      const held = store.get(exchange.id);
      if (held?.exchange.kind === 'http') return yield* complete(held, held.exchange, exchange);
      if (!told.has(exchange.id)) return yield* recordInSteps(exchange);
      return recordMore(exchange, yield* searchExchange(exchange));
    } catch {
      count('unreadable');
      return noChange;
    }
  }

  /** Of an exchange that was counted and is no longer held. */
  function recordMore(exchange: HttpExchange, findings: Findings): LogChange {
    noteDocuments(exchange);
    countFindings(findings, exchange);
    const held = holdExchange(exchange, findings);
    return settle(recordFound(findings.found, held, (raw) => byRaw.get(raw)?.hasSent(exchange.id) === true));
  }

  function* complete(held: HeldExchange, before: HttpExchange, more: HttpExchange): Steps<LogChange> {
    const seen = yield* findSeen(before, held.unheld);
    const addition = ofOneExchange(before, more);
    const findings = yield* searchExchange(addition);
    // Another change may have come between the steps, as when the log is cleared.
    if (store.get(before.id) !== held || held.exchange !== before) return yield* amendInSteps(more);
    noteDocuments(more);
    countFindings(findings, addition);
    held.gaps = countGaps(addition, findings.gaps, held.gaps);
    const isMore = store.complete(held, addition, findings.found);

    const carried = [...seen].flatMap(([raw, of]) => {
      const token = byRaw.get(raw);
      return token === undefined ? [] : [{ token, of }];
    });
    const [ended, endedBefore] = [outcomeOf(addition), outcomeOf(before)];
    const hasEnded = before.isPending === true && addition.isPending !== true;
    const isAnswered =
      hasEnded ||
      ended.status !== endedBefore.status ||
      !isSameDelivery(ended.delivery, endedBefore.delivery);
    if (isAnswered) {
      for (const { token, of } of carried) token.amend(endedBefore, { ...ended, id: before.id }, of);
    }
    const ids = carried.map(({ token }) => token.id);
    const news = findings.found.filter(
      ({ raw, sighting }) => seen.get(raw)?.spots.has(spotOf(sighting)) !== true,
    );
    // A token that left the log meanwhile and comes again begins to count anew.
    const isSentNow = ended.delivery.state === 'sent';
    const wasSent = (raw: string) => byRaw.has(raw) && isSentNow && seen.get(raw)?.isOutgoing === true;
    return settle(recordFound(news, held.exchange, wasSent), {
      answered: isAnswered ? ids : [],
      completed: isMore ? ids : [],
    });
  }

  function clear(keepSinceMs = Infinity): LogChange {
    const kept = [...byRaw.values()]
      .filter((token) => token.lastSeenMs >= keepSinceMs)
      .map((token) => ({
        raw: token.raw,
        sightings: token.sightings().filter(({ atMs }) => atMs >= keepSinceMs),
      }));
    const removed = [...byId.keys()];
    byRaw.clear();
    byId.clear();
    tokenBytes = 0;
    store = store.since(keepSinceMs);
    if (keepSinceMs === Infinity) documents.clear();
    const requests = keepSinceMs === Infinity ? 0 : told.countSince(keepSinceMs);
    leftOut.clear();
    counts = { ...noCounts, requests, heldExchanges: store.size };

    const added = new Map<number, readonly Sighting[]>();
    for (const { raw, sightings } of kept) {
      // One exchange at a time, as they were recorded: a request that carried it twice is still one.
      for (const together of groupBy(sightings, ({ exchangeId }) => exchangeId).values()) {
        const [id] = recordToken(raw, together);
        added.set(id, sightings);
      }
    }
    return { ...noChange, changed: [...added.keys()], removed, added };
  }

  function setBounds(next: LogBounds): LogChange {
    bounds = next;
    for (const token of byRaw.values()) {
      const bytesBefore = token.bytes;
      count('droppedSightings', token.setMaxSightings(bounds.maxSightingsPerToken));
      tokenBytes += token.bytes - bytesBefore;
    }
    return settle(new Map());
  }

  return {
    record: (exchange) => finish(recordInSteps(exchange)),
    recordInSteps,
    amend: (exchange) => finish(amendInSteps(exchange)),
    amendInSteps,
    countLoss: (kind, lost) => {
      count(kind, lost);
      return noChange;
    },
    clear,
    rows: () => [...byRaw.values()].map((token) => token.toRow()).toReversed(),
    row: (id) => byId.get(id)?.toRow(),
    sightings: (id) => byId.get(id)?.sightings() ?? [],
    counts: () => counts,
    exchanges: () => store.toArray(),
    exchange: (id) => store.get(id)?.exchange,
    tokensOf: (exchangeId) => store.get(exchangeId)?.tokens ?? [],
    documents: () => documents,
    setBounds,
  };
}

function outcomeOf(exchange: HttpExchange): ExchangeOutcome {
  return {
    id: exchange.id,
    status: exchange.status,
    delivery: deliveryOf(exchange),
    isPending: exchange.isPending === true,
  };
}

const noCounts: LogCounts = {
  requests: 0,
  opaqueBearers: 0,
  droppedTokens: 0,
  droppedSightings: 0,
  truncated: 0,
  bodyGaps: [],
  unreadable: 0,
  untold: 0,
  forgotten: 0,
  heldExchanges: 0,
  droppedExchanges: 0,
  sealed: [],
};

const noChange: LogChange = { changed: [], removed: [], added: new Map(), answered: [], completed: [] };

function groupByRaw(found: readonly FoundToken[]): Map<string, Sighting[]> {
  const groups = groupBy(found, ({ raw }) => raw);
  return new Map([...groups].map(([raw, tokens]) => [raw, tokens.map(({ sighting }) => sighting)]));
}

/** `Map.groupBy`, which Node 20 lacks. */
function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}
