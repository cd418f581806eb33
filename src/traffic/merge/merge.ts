import type { HttpExchange } from '../exchange/exchange';
import type { Observation } from './observation';
import { createObservation } from './observation';
import { Unmatched } from './matcher';
import { Queue } from '../exchange/queue';
import { TextPool } from '../log/text-interner';
import { mergeParts, noteParts, onlyChanges } from './reported-parts';

/** What a join tells: each request once, and later what came to it. */
export interface MergeEvents {
  readonly record: (exchange: HttpExchange) => void;
  /** The id is that of an exchange recorded before; in it is only what is new. */
  readonly amend: (exchange: HttpExchange) => void;
}

/** Makes one exchange of the two tellings of a request. */
export interface Merger {
  /**
   * Takes one telling. One whose id was taken lately is nothing new. Returns the id under which the request was or will
   * be recorded; of what waits for DevTools, which then gives the id, it may still change.
   */
  take(exchange: HttpExchange, nowMs: number): string;
  /**
   * Takes what is known now of an exchange that was recorded before its response came; the exchange itself was amended
   * already. Another observation of the same request amends it.
   */
  answer(exchange: HttpExchange, nowMs: number): void;
  /** Records what has waited long enough, and forgets what is too old. To be called from time to time. */
  settle(nowMs: number): void;
  /** How many wait to be recorded. */
  readonly waiting: number;
}

/** How long a telling of `webRequest` waits for the network log's, which comes when the body was read. */
export const waitingMs = 3_000;
/** Past this number the one that waits longest is recorded at once. */
const maxWaiting = 5_000;
/** How long the other half of what was recorded may still come. */
const rememberedMs = 120_000;
const maxRemembered = 10_000;
/** What is remembered weighs so many characters at most. */
const maxRememberedLength = 16 * 1024 * 1024;
/** A WebSocket's other half comes when it is closed: these are remembered whatever the time. */
const maxStreams = 500;

/**
 * Joins what DevTools' network log and `webRequest` tell of the same requests, who know no common id: by method, URL,
 * status and sending time, by `Authorization` and by what marks an answer; strictly one to one. Where one has a choice
 * among several, and none of them was sent at the same time, nothing is joined but recorded as it was told. Everything is bounded, and nothing is lost at a bound: a request may then be
 * recorded twice. Costs the same whatever is remembered. What DevTools tells is recorded at once.
 */
export function createMerger({ record, amend }: MergeEvents): Merger {
  const unmatched = new Map<string, Unmatched>();
  const ids = new Map<string, Observation>();
  const waitingHalves = new Queue<Observation>();
  const remembered = new Queue<Observation>();
  const streams = new Queue<Observation>();
  const pool = new TextPool();
  let rememberedLength = 0;
  let waiting = 0;

  function take(exchange: HttpExchange, nowMs: number): string {
    const known = ids.get(exchange.id);
    if (known !== undefined) return known.recordedAs;
    settle(nowMs);
    const half = createObservation(exchange, nowMs);
    if (half === undefined) {
      record(exchange);
      return exchange.id;
    }
    const alike = remember(half);
    const other = alike.findSure(half) ?? (half.source === 'network log' ? findRecorded(half) : undefined);
    if (other !== undefined) join(half, exchange, other);
    else if (half.source === 'network log') recordAlone(half, exchange);
    else wait(half, exchange);
    forget(nowMs);
    return half.recordedAs;
  }

  function answer(exchange: HttpExchange, nowMs: number): void {
    settle(nowMs);
    const half = createObservation(exchange, nowMs);
    if (half === undefined) return;
    half.recorded = noteParts(exchange, pool);
    const other = remember(half).findSure(half) ?? findRecorded(half);
    if (other !== undefined) {
      match(half, other);
      const waited = endWait(other);
      const news = waited && onlyChanges(waited, half.recorded, half.id);
      if (news !== undefined) amend(news);
    }
    forget(nowMs);
  }

  /** What waits may find a better one. */
  function findRecorded(half: Observation): Observation | undefined {
    const other = unmatched.get(half.identity)?.findOnly(half);
    return other?.recorded === undefined ? undefined : other;
  }

  function match(half: Observation, other: Observation): void {
    for (const each of [half, other]) unmatched.get(each.identity)?.remove(each);
  }

  function join(half: Observation, exchange: HttpExchange, other: Observation): void {
    match(half, other);
    const waited = endWait(other);
    if (waited !== undefined) {
      other.recordedAs = half.id;
      record(mergeParts(exchange, waited));
    } else if (other.recorded !== undefined) {
      half.recordedAs = other.id;
      const news = onlyChanges(exchange, other.recorded, other.id);
      if (news !== undefined) amend(news);
    }
  }

  function endWait(half: Observation): HttpExchange | undefined {
    const { waiting: waited } = half;
    if (waited === undefined) return undefined;
    half.waiting = undefined;
    waiting -= 1;
    return waited;
  }

  function recordAlone(half: Observation, exchange: HttpExchange): void {
    half.recorded = noteParts(exchange, pool);
    record(exchange);
  }

  function wait(half: Observation, exchange: HttpExchange): void {
    half.waiting = exchange;
    waiting += 1;
    waitingHalves.add(half);
    while (waitingHalves.length > maxWaiting) endWaiting(waitingHalves.shift());
  }

  function endWaiting(half: Observation | undefined): void {
    const exchange = half && endWait(half);
    if (half === undefined || exchange === undefined) return;
    const other = findRecorded(half) ?? findRejected(half);
    if (other === undefined) recordAlone(half, exchange);
    else join(half, exchange, other);
  }

  /** Of an answer that the page may not read; the log's report of it has no status. */
  function findRejected(half: Observation): Observation | undefined {
    if (unmatched.get(half.identity)?.isAlone(half) !== true) return undefined;
    return unmatched.get(half.unansweredIdentity ?? '')?.findRejected(half);
  }

  function settle(nowMs: number): void {
    let first = waitingHalves.first;
    while (first !== undefined && (first.waiting === undefined || nowMs - first.takenAtMs >= waitingMs)) {
      endWaiting(waitingHalves.shift());
      first = waitingHalves.first;
    }
    forget(nowMs);
  }

  function remember(half: Observation): Unmatched {
    const alike = unmatched.get(half.identity) ?? new Unmatched();
    unmatched.set(half.identity, alike);
    alike.add(half);
    ids.set(half.id, half);
    rememberedLength += half.weight;
    (half.isStream ? streams : remembered).add(half);
    return alike;
  }

  function forget(nowMs: number): void {
    while (streams.length > maxStreams) forgetOne(streams.shift());
    let first = remembered.first;
    while (
      first !== undefined &&
      (remembered.length > maxRemembered ||
        rememberedLength > maxRememberedLength ||
        nowMs - first.takenAtMs > rememberedMs)
    ) {
      forgetOne(remembered.shift());
      first = remembered.first;
    }
  }

  function forgetOne(half: Observation | undefined): void {
    if (half === undefined) return;
    endWaiting(half);
    rememberedLength -= half.weight;
    // An answered request is remembered twice under one id, the second time with its status.
    if (ids.get(half.id) === half) ids.delete(half.id);
    const alike = unmatched.get(half.identity);
    alike?.remove(half);
    if (alike?.isEmpty === true) unmatched.delete(half.identity);
  }

  return {
    take,
    answer,
    settle,
    get waiting() {
      return waiting;
    },
  };
}
