import { finish, type Steps } from '../../token';
import {
  bodyLocations,
  countBodyGap,
  mergeGaps,
  uncountBodyGap,
  type ExchangeGaps,
} from '../exchange/body-gap';
import { maxAreasCounted, maxRecentExchanges, maxStoredEncryptedEntries } from '../exchange/limits';
import { deliveryOf, isSameDelivery } from '../exchange/delivery';
import { timeOf, type Exchange, type HttpExchange } from '../exchange/exchange';
import { alignWithStored } from '../exchange/complete-exchange';
import { SeenDocuments } from './issuer-documents';
import { areaOf, ExchangeStore, type StoredExchange } from './exchange-store';
import { ExchangeToken } from './exchange-tokens';
import { noCounts, type LogCounts, type TokenRow } from './log-summary';
import { searchExchange, type Findings } from '../search/find-sightings';
import { StoredToken } from './stored-token';
import { defaultLogBounds, type LogBounds } from './limits';
import { RecentExchanges } from './recent-exchanges';
import { createExchangeInfo, type SearchMemory } from '../search/search';
import type { FoundToken, KnownToken, TokenFacts } from '../search/token-facts';
import type { EncryptedEntry } from '../search/encrypted-entry';
import { isOutgoing } from '../exchange/sent';
import type { ExchangeInfo, Sighting, TokenLocation } from '../exchange/sighting';
import { toSighting, type StoredSighting } from './sighting-list';

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

/** One token at one place of an exchange. */
export interface TokenInExchange {
  /** Undefined for a token that left the log. */
  readonly tokenId: number | undefined;
  readonly raw: string;
  readonly location: TokenLocation;
  /** Whether it's part of the request: then it was sent unless the exchange's delivery says otherwise. */
  readonly isOutgoing: boolean;
}

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
   * held it is all that is known, and recorded as it is; of one that was cleared it's nothing.
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
  /** The tokens of an exchange that is held and where each is, in the order of the search; of a long stream the first ones. */
  tokensIn(exchangeId: string): readonly TokenInExchange[];
  /** The ids of the exchanges held that carry a token, oldest first, as far as its sightings are held. */
  exchangesOf(tokenId: number): readonly string[];
  /** What the token's only decoding gave; undefined when it is not held. */
  factsOf(tokenId: number): TokenFacts | undefined;
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
  const byRaw = new Map<string, StoredToken>();
  const byId = new Map<number, StoredToken>();
  const told = new RecentExchanges(maxRecentExchanges);
  let store = new ExchangeStore();
  const documents = new SeenDocuments();
  const memory: SearchMemory = {
    token: (text) => byRaw.get(text),
    text: (text) => store.pool.text(text),
  };
  let counts: Counts = { ...noCounts };
  /** A copy of the counts, until one of them changes. */
  let toldCounts: LogCounts | undefined;
  /** How many entries the last read of each storage area left out; those that left none out aren't in it. */
  const leftOut = new Map<string, number>();
  /** What tokens and sightings weigh, without the exchanges. */
  let tokenBytes = 0;
  let lastId = 0;
  /** How often the log was cleared, and what was kept the last time. */
  let epoch = 0;
  let keptSinceMs = -Infinity;

  function change(changed: Partial<Counts>): void {
    Object.assign(counts, changed);
    toldCounts = undefined;
  }

  function count(name: Exclude<keyof LogCounts, 'sealed' | 'bodyGaps'>, more = 1): void {
    if (more > 0) change({ [name]: counts[name] + more });
  }

  function hold(found: KnownToken): StoredToken {
    lastId += 1;
    const token = new StoredToken(lastId, found, bounds.maxSightingsPerToken);
    byId.set(token.id, token);
    byRaw.set(token.raw, token);
    tokenBytes += token.bytes;
    return token;
  }

  /** False where it's no new sighting. */
  function addSighting(token: StoredToken, sighting: StoredSighting): boolean {
    const bytesBefore = token.bytes;
    const dropped = token.add(sighting);
    tokenBytes += token.bytes - bytesBefore;
    count('droppedSightings', dropped ?? 0);
    return dropped !== undefined;
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
    if (counts.heldExchanges !== store.size) change({ heldExchanges: store.size });
    return removed;
  }

  /** Ends a step: what is past the bounds leaves, also of what the step brought. */
  function settle(
    added: Map<number, readonly Sighting[]>,
    { answered, completed }: Pick<LogChange, 'answered' | 'completed'> = noChange,
  ): LogChange {
    const removed = dropOldest();
    for (const id of removed) added.delete(id);
    if (answered.length + completed.length === 0) {
      return { ...noChange, changed: [...added.keys()], removed, added };
    }
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

  function noteSealed(entry: EncryptedEntry): void {
    const { sealed } = counts;
    const isKnown = sealed.some(
      ({ area, key, origin }) => area === entry.area && key === entry.key && origin === entry.origin,
    );
    if (!isKnown && sealed.length < maxStoredEncryptedEntries) change({ sealed: [...sealed, entry] });
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
    for (const place of bodyLocations) {
      const known = before[place];
      const gap = known === undefined ? gaps[place] : mergeGaps(known, gaps[place]);
      if (bodies[place] === undefined || gap === known) continue;
      let { bodyGaps } = counts;
      if (known !== undefined) bodyGaps = uncountBodyGap(bodyGaps, known, exchange.url);
      if (gap !== undefined) bodyGaps = countBodyGap(bodyGaps, gap, exchange.url);
      change({ bodyGaps });
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
    if (now !== before) change({ truncated: counts.truncated + now - before });
  }

  function noteDocuments(exchange: HttpExchange): void {
    try {
      documents.note(exchange);
    } catch {
      // A part of it is not what its type says; what can be read is still searched, and this is counted there.
    }
  }

  /** The exchange as it's searched and held: with header lines that were searched before, where there are equal ones. */
  function withSharedLines(exchange: HttpExchange): HttpExchange {
    const requestHeaders = store.pool.lines(exchange.requestHeaders, 'request');
    const responseHeaders = store.pool.lines(exchange.responseHeaders, 'response');
    return { ...exchange, requestHeaders, responseHeaders };
  }

  function holdExchange(exchange: Exchange, findings: Findings): StoredExchange | undefined {
    const { carrier } = findings;
    const gaps = exchange.kind === 'http' ? countGaps(exchange, findings.gaps) : {};
    try {
      const held = carrier && store.hold(exchange, findings, carrier);
      if (held !== undefined) held.gaps = gaps;
      return held;
    } catch {
      // A part of it is not what its type says. The search has counted it as unreadable.
      return undefined;
    }
  }

  /** Records where tokens were found in an exchange, which may have been counted and have left the log since. */
  function recordFound(
    found: readonly FoundToken[],
    held: StoredExchange,
    isHeldAgain = false,
  ): Map<number, Sighting[]> {
    const added = new Map<number, Sighting[]>();
    for (const one of found) {
      const before = byRaw.get(one.raw);
      if (before === undefined && held.tokens.get(one.raw)?.has(one.location) === true) continue;
      const token = before ?? hold(one);
      const place = store.addToken(held, token.raw, one.location);
      if (place === undefined) continue;
      const sighting = { carrier: held.carrier, location: one.location };
      const isUnknown = place.locations.length === 0 || (isHeldAgain && place.countedFor === undefined);
      if (isUnknown && token.hasSent(held.exchange.id)) place.countedFor = token.id;
      if (!addSighting(token, sighting)) continue;
      const sightings = added.get(token.id);
      if (sightings === undefined) added.set(token.id, [toSighting(sighting)]);
      else sightings.push(toSighting(sighting));
      countRequest(token, place, held.carrier.current);
    }
    for (const id of added.keys()) {
      const token = byId.get(id);
      if (token === undefined) continue;
      byRaw.delete(token.raw);
      byRaw.set(token.raw, token);
    }
    return added;
  }

  /** A token in two places of one request is one request that carried it. */
  function countRequest(token: StoredToken, place: ExchangeToken, carrier: ExchangeInfo): void {
    if (!place.isOutgoing || carrier.delivery !== undefined || place.countedFor === token.id) return;
    place.countedFor = token.id;
    token.countRequest(carrier);
  }

  function* recordInSteps(exchange: Exchange): Steps<LogChange> {
    try {
      const isRequest = exchange.kind === 'http';
      if (isRequest && (store.get(exchange.id) !== undefined || told.has(exchange.id))) return noChange;
      const epochBefore = epoch;
      const shared = isRequest ? withSharedLines(exchange) : exchange;
      const findings = yield* searchExchange(shared, memory);
      // The log may have been cleared between the steps.
      return epoch === epochBefore || timeOf(exchange) >= keptSinceMs
        ? recordFindings(shared, findings)
        : noChange;
    } catch {
      // Only something that is no exchange gets here, as an object whose properties throw when read.
      count('unreadable');
      return noChange;
    }
  }

  function recordFindings(exchange: Exchange, findings: Findings): LogChange {
    const isRequest = exchange.kind === 'http';
    if (isRequest && store.get(exchange.id) !== undefined) return noChange;
    if (isRequest && !told.add(exchange.id, exchange.sentAtMs)) return noChange;
    if (isRequest) count('requests');
    if (isRequest) noteDocuments(exchange);
    countFindings(findings, exchange);
    const held = holdExchange(exchange, findings);
    return settle(held === undefined ? new Map() : recordFound(findings.found, held));
  }

  function* amendInSteps(exchange: HttpExchange): Steps<LogChange> {
    try {
      const held = store.get(exchange.id);
      if (held?.exchange.kind === 'http') return yield* complete(held, held.exchange, exchange);
      if (told.isCleared(exchange.id)) return noChange;
      if (!told.has(exchange.id)) return yield* recordInSteps(exchange);
      const shared = withSharedLines(exchange);
      const findings = yield* searchExchange(shared, memory);
      return told.isCleared(exchange.id) ? noChange : recordMore(shared, findings);
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
    return settle(held === undefined ? new Map() : recordFound(findings.found, held, true));
  }

  function* complete(held: StoredExchange, before: HttpExchange, more: HttpExchange): Steps<LogChange> {
    const addition = withSharedLines(alignWithStored(before, more));
    const findings = yield* searchExchange(addition, memory);
    // Another change may have come between the steps, as when the log is cleared.
    if (store.get(before.id) !== held || held.exchange !== before) return yield* amendInSteps(more);
    noteDocuments(more);
    countFindings(findings, addition);
    held.gaps = countGaps(addition, findings.gaps, held.gaps);
    const isMore = store.complete(held, before, addition, findings);
    const isAnswered = answer(held, before);
    const added = recordFound(findings.found, held);
    const idsOf = (tokens: readonly ExchangeToken[]) => tokens.flatMap(({ raw }) => byRaw.get(raw)?.id ?? []);
    return settle(added, {
      answered: isAnswered ? idsOf(held.tokens.all) : [],
      // What is in a message alone has nothing around it that could be known better.
      completed: isMore ? idsOf(held.tokens.head) : [],
    });
  }

  /** Corrects sightings and counts where an exchange's answer or delivery is known better now. Says whether it is. */
  function answer(held: StoredExchange, before: HttpExchange): boolean {
    const { exchange, carrier, tokens } = held;
    if (exchange.kind !== 'http' || !isOtherOutcome(before, exchange)) return false;
    const { current } = carrier;
    const wasSent = current.delivery === undefined;
    const { exchangeId, atMs, method, url } = current;
    const { status, isPending, source, sender } = exchange;
    const outcome = { status, isPending, source, sender, delivery: deliveryOf(exchange) };
    carrier.current = createExchangeInfo({ exchangeId, atMs, method, url, ...outcome }, memory);
    const isSentNow = carrier.current.delivery === undefined;
    for (const place of tokens.all) {
      const token = byRaw.get(place.raw);
      if (token === undefined || !place.isOutgoing) continue;
      if (place.countedFor === token.id) token.countRequest(current, -1);
      place.countedFor = undefined;
      countRequest(token, place, carrier.current);
      if (wasSent && !isSentNow) token.findLastSent();
      if (wasSent || !isSentNow) continue;
      for (const location of place.locations) {
        if (isOutgoing(location)) token.noteSent(location.atMs ?? current.atMs);
      }
    }
    return true;
  }

  function clear(keepSinceMs = Infinity): LogChange {
    const kept = [...byRaw.values()]
      .filter((token) => token.lastSeenMs >= keepSinceMs)
      .map((token) => ({ token, sightings: token.sightingsSince(keepSinceMs) }));
    const removed = [...byId.keys()];
    byRaw.clear();
    byId.clear();
    tokenBytes = 0;
    store = store.since(keepSinceMs);
    if (keepSinceMs === Infinity) documents.clear();
    told.clearBefore(keepSinceMs);
    epoch += 1;
    keptSinceMs = keepSinceMs;
    const requests = keepSinceMs === Infinity ? 0 : told.countSince(keepSinceMs);
    leftOut.clear();
    change({ ...noCounts, requests, heldExchanges: store.size });

    const added = new Map<number, readonly Sighting[]>();
    for (const { token: before, sightings } of kept) {
      const token = hold(before);
      const loose = new Map<string, ExchangeToken>();
      for (const sighting of sightings) {
        addSighting(token, sighting);
        const { exchangeId } = sighting.carrier.current;
        const place =
          store.get(exchangeId)?.tokens.get(token.raw) ??
          loose.get(exchangeId) ??
          new ExchangeToken(token.raw);
        loose.set(exchangeId, place);
        if (isOutgoing(sighting.location)) place.isOutgoing = true;
        countRequest(token, place, sighting.carrier.current);
      }
      added.set(token.id, sightings.map(toSighting));
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
    counts: () => (toldCounts ??= { ...counts }),
    exchanges: () => store.toArray(),
    exchange: (id) => store.get(id)?.exchange,
    tokensOf: (exchangeId) => store.get(exchangeId)?.tokens.all.map(({ raw }) => raw) ?? [],
    tokensIn: (exchangeId) =>
      store.get(exchangeId)?.tokens.all.flatMap(({ raw, locations }) =>
        locations.map((location) => ({
          tokenId: byRaw.get(raw)?.id,
          raw,
          location,
          isOutgoing: isOutgoing(location),
        })),
      ) ?? [],
    exchangesOf: (tokenId) => {
      const ids = byId.get(tokenId)?.exchangeIds() ?? [];
      return ids.filter((id) => store.get(id) !== undefined);
    },
    factsOf: (tokenId) => byId.get(tokenId)?.facts,
    documents: () => documents,
    setBounds,
  };
}

type Counts = { -readonly [Name in keyof LogCounts]: LogCounts[Name] };

function isOtherOutcome(before: HttpExchange, after: HttpExchange): boolean {
  return (
    (before.isPending === true) !== (after.isPending === true) ||
    before.status !== after.status ||
    before.source !== after.source ||
    before.sender !== after.sender ||
    !isSameDelivery(deliveryOf(before), deliveryOf(after))
  );
}

const noChange: LogChange = { changed: [], removed: [], added: new Map(), answered: [], completed: [] };
