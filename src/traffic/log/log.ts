import { finish, type Steps } from '../../token';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import { maxRecentExchanges } from '../exchange/limits';
import { isOutgoing } from '../exchange/sent';
import type { Sighting, TokenLocation } from '../exchange/sighting';
import type { TokenFacts } from '../search/token-facts';
import { ExchangeStore } from './exchange-store';
import { ExchangeToken } from './exchange-tokens';
import { IssuerDocuments } from './issuer-documents';
import { defaultLogBounds, type LogBounds } from './limits';
import { createLogChange, noChange, type LogChange } from './log-change';
import { LogCounter } from './log-counter';
import type { LogCounts, TokenRow } from './log-summary';
import { RecentExchanges } from './recent-exchanges';
import { createRecorder } from './record';
import { Rejections, type RejectionKind } from './rejections';
import { countRequest } from './record-sightings';
import { toSighting } from './sighting-list';
import { TokenStore } from './token-store';

/** What can be lost before it reaches the log. */
export type Loss = 'unreadable' | 'missed' | 'forgotten' | 'truncated' | 'droppedSightings';

/** One token in one location of an exchange. */
export interface TokenInExchange {
  /** Undefined if the token was evicted. */
  readonly tokenId: number | undefined;
  readonly raw: string;
  readonly location: TokenLocation;
  /** Whether it's part of the request. It was then sent unless the exchange's delivery says otherwise. */
  readonly isOutgoing: boolean;
}

/** A bounded record of tokens by raw text, each with its sightings. */
export interface TokenLog {
  /**
   * Records one exchange. The cost depends on what is new in it, not on what is stored. Never throws: what can't be
   * read is counted. An HTTP exchange that was recorded before (same ID) and a storage entry that is read again change
   * nothing.
   */
  record(exchange: Exchange): LogChange;
  /**
   * The same in steps of about a millisecond, since searching a large exchange takes time. The log changes only in the
   * last step.
   */
  recordInSteps(exchange: Exchange): Steps<LogChange>;
  /**
   * Adds another source's observation of a recorded HTTP exchange: same ID, containing only what is new. Doesn't count
   * another request, and a token that the exchange is known to contain doesn't count as sent again. An unknown exchange
   * is recorded as it is; one that was cleared is ignored.
   */
  amend(exchange: HttpExchange): LogChange;
  /** The same in steps: see `recordInSteps`. */
  amendInSteps(exchange: HttpExchange): Steps<LogChange>;
  /** Counts what a source couldn't provide: invalid entries, missed requests, calls beyond a rate limit. */
  countLoss(kind: Loss, count: number): LogChange;
  /**
   * Removes tokens, sightings and counts, except those from `keepSinceMs` on. What is kept gets new IDs: none is ever
   * used twice.
   */
  clear(keepSinceMs?: number): LogChange;
  /** Newest activity first. */
  rows(): TokenRow[];
  row(id: number): TokenRow | undefined;
  /** Newest last; empty if the token isn't stored. If there are many: the first ones and the newest. */
  sightings(id: number): Sighting[];
  /** The same object until one of them changes. */
  counts(): LogCounts;
  /**
   * The exchanges stored at the time of the call, or the newest of them, oldest first, without most bodies (see
   * `ExchangeStore`). The cost is proportional to their number.
   */
  exchanges(newest?: number): readonly Exchange[];
  /** Undefined if it isn't stored, or was evicted. */
  exchange(id: string): Exchange | undefined;
  /**
   * How a stored request was rejected, by its response, and by whether others to its endpoint had credentials; undefined
   * if it wasn't. What was cleared doesn't count, what was evicted does.
   */
  rejectionOf(exchangeId: string): RejectionKind | undefined;
  /** The distinct raw tokens found in a stored exchange, in the order of the search. */
  tokensOf(exchangeId: string): readonly string[];
  /**
   * The tokens of a stored exchange with their locations, in the order of the search. For a long stream, the first
   * ones.
   */
  tokensIn(exchangeId: string): readonly TokenInExchange[];
  /** IDs of the stored exchanges with this token, oldest first. Based on the sightings that are stored. */
  exchangesOf(tokenId: number): readonly string[];
  /** The decoded header and claims; undefined if the token isn't stored. */
  factsOf(tokenId: number): TokenFacts | undefined;
  /** IDs of the stored tokens in this token's line, oldest first; empty if it isn't in one. See `TokenLinePosition`. */
  lineOf(tokenId: number): readonly number[];
  /** Key sets, discovery documents and authorization requests captured since the log was created or fully cleared. */
  documents(): IssuerDocuments;
  /** Sets new limits and evicts what exceeds them. */
  setBounds(bounds: LogBounds): LogChange;
}

/** The limits of a log, where they aren't the default ones, and where its bugs go. */
export interface LogOptions extends Partial<LogBounds> {
  /** Takes exceptions that the log has caught. They are bugs; hostile content alone doesn't cause them. */
  readonly reportBug?: (error: unknown) => void;
}

/**
 * Creates an empty log. At its limits, the oldest items are evicted and counted. Beyond `maxBytes`, all exchanges go
 * before the first token does, because tokens without their requests are useful and requests without tokens aren't.
 * Keeps raw tokens in memory only.
 */
export function createLog({ reportBug = () => {}, ...givenBounds }: LogOptions = {}): TokenLog {
  let bounds: LogBounds = { ...defaultLogBounds, ...givenBounds };
  const tokens = new TokenStore(bounds.maxSightingsPerToken);
  const exchanges = new ExchangeStore();
  const counter = new LogCounter();
  const documents = new IssuerDocuments();
  const recent = new RecentExchanges(maxRecentExchanges);
  const rejections = new Rejections();
  const { recordInSteps, amendInSteps } = createRecorder({
    tokens,
    exchanges,
    counter,
    documents,
    recent,
    rejections,
    finishStep: (added, amended) => createLogChange(tokens, evictOldest(), added, amended),
    reportBug,
  });

  /** Evicts what exceeds the limits. Returns the IDs of the tokens among it. */
  function evictOldest(): number[] {
    const isTooLarge = () => tokens.bytes + exchanges.bytes > bounds.maxBytes;
    while ((exchanges.size > bounds.maxExchanges || isTooLarge()) && exchanges.evictOldest())
      counter.add('droppedExchanges');
    // A single token stays, however large it is.
    const evicted = tokens.evictWhile(
      () => tokens.size > bounds.maxTokens || (tokens.size > 1 && isTooLarge()),
    );
    for (const { sightingCount } of evicted) {
      counter.add('droppedTokens');
      counter.add('droppedSightings', sightingCount);
    }
    counter.setStoredExchanges(exchanges.size);
    return evicted.map(({ id }) => id);
  }

  function clear(keepSinceMs = Infinity): LogChange {
    const kept = tokens
      .toArray()
      .filter((token) => token.lastSeenMs >= keepSinceMs)
      .map((token) => ({ token, sightings: token.sightingsSince(keepSinceMs) }));
    const removed = tokens.clear();
    exchanges.clearBefore(keepSinceMs);
    decideAgain();
    if (keepSinceMs === Infinity) documents.clear();
    recent.clearBefore(keepSinceMs);
    const requests = keepSinceMs === Infinity ? 0 : recent.countSince(keepSinceMs);
    counter.reset({ requests, storedExchanges: exchanges.size });

    const added = new Map<number, readonly Sighting[]>();
    for (const { token: before, sightings } of kept) {
      const token = tokens.add(before);
      // For exchanges that were evicted: so that one with several sightings counts as one request.
      const evicted = new Map<string, ExchangeToken>();
      for (const sighting of sightings) {
        counter.add('droppedSightings', tokens.addSighting(token, sighting) ?? 0);
        const { exchangeId } = sighting.info.current;
        const inExchange =
          exchanges.get(exchangeId)?.tokens.get(token.raw) ??
          evicted.get(exchangeId) ??
          new ExchangeToken(token.raw);
        evicted.set(exchangeId, inExchange);
        if (isOutgoing(sighting.location)) inExchange.isOutgoing = true;
        countRequest(token, inExchange, sighting.info);
      }
      added.set(token.id, sightings.map(toSighting));
    }
    tokens.lines.takeChanged();
    return { ...noChange, changed: [...added.keys()], removed, added };
  }

  /** After a clear, what was cleared doesn't count. */
  function decideAgain(): void {
    rejections.clear();
    const kept = exchanges.toStored();
    for (const { exchange, tokens: inside } of kept) {
      if (exchange.kind === 'http')
        rejections.note(
          exchange,
          inside.all.some((token) => token.isOutgoing),
        );
    }
    for (const { exchange, info } of kept)
      if (exchange.kind === 'http') info.rejection = rejections.decide(exchange);
  }

  return {
    record: (exchange) => finish(recordInSteps(exchange)),
    recordInSteps,
    amend: (exchange) => finish(amendInSteps(exchange)),
    amendInSteps,
    countLoss: (kind, count) => {
      counter.add(kind, count);
      return noChange;
    },
    clear,
    rows: () =>
      tokens
        .toArray()
        .map((token) => tokens.rowOf(token))
        .toReversed(),
    row: (id) => {
      const token = tokens.getById(id);
      return token && tokens.rowOf(token);
    },
    lineOf: (tokenId) => tokens.lines.lineOf(tokenId),
    sightings: (id) => tokens.getById(id)?.sightings() ?? [],
    counts: () => counter.snapshot(),
    exchanges: (newest) => exchanges.toArray(newest),
    exchange: (id) => exchanges.get(id)?.exchange,
    rejectionOf: (exchangeId) => exchanges.get(exchangeId)?.info.rejection,
    tokensOf: (exchangeId) => exchanges.get(exchangeId)?.tokens.all.map(({ raw }) => raw) ?? [],
    tokensIn: (exchangeId) =>
      exchanges.get(exchangeId)?.tokens.all.flatMap(({ raw, locations }) =>
        locations.map((location) => ({
          tokenId: tokens.get(raw)?.id,
          raw,
          location,
          isOutgoing: isOutgoing(location),
        })),
      ) ?? [],
    exchangesOf: (tokenId) => {
      const ids = tokens.getById(tokenId)?.exchangeIds() ?? [];
      return ids.filter((id) => exchanges.get(id) !== undefined);
    },
    factsOf: (tokenId) => tokens.getById(tokenId)?.facts,
    documents: () => documents,
    setBounds: (next) => {
      bounds = next;
      counter.add('droppedSightings', tokens.setMaxSightings(bounds.maxSightingsPerToken));
      return createLogChange(tokens, evictOldest(), new Map());
    },
  };
}
