import { defaultMaxBytes, defaultMaxSightingsPerToken, defaultMaxTokens, maxRecentExchanges } from './bounds';
import type { Exchange } from './exchange';
import type { LogCounts, TokenRow } from './feed';
import { findSightings } from './find-sightings';
import { HeldToken } from './held-token';
import { RecentExchanges } from './recent';
import type { FoundToken } from './search';
import type { Sighting } from './sighting';

/** The bounds of a log, where they are to differ from those of `bounds.ts`. */
export interface LogOptions {
  readonly maxTokens?: number;
  readonly maxSightingsPerToken?: number;
  /** An estimate of what raw texts and sightings weigh together. */
  readonly maxBytes?: number;
}

/** What one step did to the log. An id is in `changed` or in `removed`, never in both. */
export interface LogChange {
  readonly changed: readonly number[];
  readonly removed: readonly number[];
  /** The new sightings, by the id of their token. */
  readonly added: ReadonlyMap<number, readonly Sighting[]>;
}

/** What can be lost before the log hears of it. */
export type Loss = 'unreadable' | 'untold' | 'truncated' | 'droppedSightings';

/** The bounded record of tokens by raw text, each with its sightings. */
export interface TokenLog {
  /**
   * Records one exchange. Costs what is new in it, whatever is held. Never throws: what cannot be read is counted. An
   * HTTP exchange told a second time (same id) and a storage entry read again change nothing.
   */
  record(exchange: Exchange): LogChange;
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
}

/**
 * Creates an empty log. At its bounds the tokens whose last activity is oldest leave first, and what was dropped is
 * counted. Holds raw tokens in memory and nowhere else.
 */
export function createLog({
  maxTokens = defaultMaxTokens,
  maxSightingsPerToken = defaultMaxSightingsPerToken,
  maxBytes = defaultMaxBytes,
}: LogOptions = {}): TokenLog {
  /** In the order of activity: a Map keeps the order of insertion, so the first one is the one to leave. */
  const byRaw = new Map<string, HeldToken>();
  const byId = new Map<number, HeldToken>();
  const told = new RecentExchanges(maxRecentExchanges);
  let counts = noCounts;
  let bytes = 0;
  let lastId = 0;

  function count(name: keyof LogCounts, more = 1): void {
    if (more > 0) counts = { ...counts, [name]: counts[name] + more };
  }

  function hold(raw: string): HeldToken {
    lastId += 1;
    const token = new HeldToken(lastId, raw, maxSightingsPerToken);
    byId.set(token.id, token);
    byRaw.set(token.raw, token);
    bytes += token.bytes;
    return token;
  }

  /** The token, and which of these sightings are new to it. */
  function recordToken(raw: string, sightings: readonly Sighting[]): readonly [number, readonly Sighting[]] {
    const token = byRaw.get(raw) ?? hold(raw);
    const bytesBefore = token.bytes;
    const outcome = token.add(sightings);
    bytes += token.bytes - bytesBefore;
    if (outcome.added.length > 0) {
      byRaw.delete(token.raw);
      byRaw.set(token.raw, token);
      count('droppedSightings', outcome.dropped);
    }
    return [token.id, outcome.added];
  }

  function dropOldest(): number[] {
    const removed: number[] = [];
    for (const token of byRaw.values()) {
      if (byRaw.size <= maxTokens && (bytes <= maxBytes || byRaw.size === 1)) break;
      byRaw.delete(token.raw);
      byId.delete(token.id);
      bytes -= token.bytes;
      removed.push(token.id);
      count('droppedTokens');
      count('droppedSightings', token.held);
    }
    return removed;
  }

  function record(exchange: Exchange): LogChange {
    try {
      const isRequest = exchange.kind === 'http';
      if (isRequest && !told.add(exchange.id, exchange.sentAtMs)) return noChange;
      const { found, opaqueBearer, truncated, unreadable } = findSightings(exchange);
      if (isRequest) count('requests');
      if (opaqueBearer) count('opaqueBearers');
      count('truncated', truncated);
      if (unreadable > 0) count('unreadable');
      const added = new Map<number, readonly Sighting[]>();
      for (const [raw, sightings] of groupByRaw(found)) {
        const [id, fresh] = recordToken(raw, sightings);
        if (fresh.length > 0) added.set(id, fresh);
      }
      const removed = dropOldest();
      for (const id of removed) added.delete(id);
      return { changed: [...added.keys()], removed, added };
    } catch {
      // Only something that is no exchange gets here, as an object whose properties throw when read.
      count('unreadable');
      return noChange;
    }
  }

  function clear(keepSinceMs = Infinity): LogChange {
    const kept = [...byRaw.values()].map((token) => ({
      raw: token.raw,
      sightings: token.sightings().filter(({ atMs }) => atMs >= keepSinceMs),
    }));
    const removed = [...byId.keys()];
    byRaw.clear();
    byId.clear();
    bytes = 0;
    counts = { ...noCounts, requests: keepSinceMs === Infinity ? 0 : told.countSince(keepSinceMs) };

    const added = new Map<number, readonly Sighting[]>();
    for (const { raw, sightings } of kept) {
      // One exchange at a time, as they were recorded: a request that carried it twice is still one.
      for (const together of groupBy(sightings, ({ exchangeId }) => exchangeId).values()) {
        const [id] = recordToken(raw, together);
        added.set(id, sightings);
      }
    }
    return { changed: [...added.keys()], removed, added };
  }

  return {
    record,
    countLoss: (kind, lost) => {
      count(kind, lost);
      return noChange;
    },
    clear,
    rows: () => [...byRaw.values()].map((token) => token.toRow()).toReversed(),
    row: (id) => byId.get(id)?.toRow(),
    sightings: (id) => byId.get(id)?.sightings() ?? [],
    counts: () => counts,
  };
}

const noCounts: LogCounts = {
  requests: 0,
  opaqueBearers: 0,
  droppedTokens: 0,
  droppedSightings: 0,
  truncated: 0,
  unreadable: 0,
  untold: 0,
};

const noChange: LogChange = { changed: [], removed: [], added: new Map() };

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
