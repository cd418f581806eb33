import type { HttpExchange } from '../exchange/exchange';
import type { Observation } from './observation';
import { createObservation } from './observation';
import { Unmatched } from './matcher';
import { Queue } from '../exchange/queue';
import { TextInterner } from '../log/text-interner';
import { mergeParts, noteParts, onlyChanges } from './reported-parts';
import { maxRemembered, maxRememberedLength, maxStreams, maxWaiting } from './limits';

/** The results of merging: each request once, and later additions to it. */
export interface MergeEvents {
  readonly record: (exchange: HttpExchange) => void;
  /** Has the ID of an exchange that was recorded before, and contains only what is new. */
  readonly amend: (exchange: HttpExchange) => void;
}

/** Merges two observations of a request into one exchange. */
export interface Merger {
  /**
   * Takes one observation, and ignores one whose ID it took recently. Returns the ID of the exchange that the request
   * was or will be recorded as. While a `webRequest` observation waits for DevTools, that ID can still change.
   */
  take(exchange: HttpExchange, nowMs: number): string;
  /**
   * Takes the complete exchange for one that was recorded while it was pending and has been amended with its response.
   * Another observation of the request is then merged with it.
   */
  answer(exchange: HttpExchange, nowMs: number): void;
  /** Records what has waited long enough, and drops what is too old. Call it periodically while something waits. */
  settle(nowMs: number): void;
  /** How many observations wait to be recorded. */
  readonly waiting: number;
}

/** How long a `webRequest` observation waits for the network log's, which arrives when the body has been read. */
export const waitingMs = 3_000;
/** How long a recorded observation can still be matched. */
const rememberedMs = 120_000;

/**
 * Creates a merger for observations of the same requests by DevTools' network log and by `webRequest`, which have no ID
 * in common. Matches them one to one by method, URL, status, time, `Authorization` and response headers.
 *
 * Records DevTools' observations immediately. If an observation has several possible matches and none of them is exact,
 * they are recorded separately. Beyond its limits it loses nothing, but may record a request twice. The cost doesn't
 * depend on how much is remembered.
 */
export function createMerger({ record, amend }: MergeEvents): Merger {
  const unmatched = new Map<string, Unmatched>();
  const ids = new Map<string, Observation>();
  const waitingQueue = new Queue<Observation>();
  const remembered = new Queue<Observation>();
  const streams = new Queue<Observation>();
  const interner = new TextInterner();
  let rememberedLength = 0;
  let waiting = 0;

  function take(exchange: HttpExchange, nowMs: number): string {
    const known = ids.get(exchange.id);
    if (known !== undefined) return known.recordedAs;
    settle(nowMs);
    const observation = createObservation(exchange, nowMs);
    if (observation === undefined) {
      record(exchange);
      return exchange.id;
    }
    const isFromLog = observation.source === 'network log';
    const exact = remember(observation).findExact(observation);
    const other = exact ?? (isFromLog ? findRecorded(observation) : undefined);
    if (other !== undefined) merge(observation, exchange, other);
    else if (isFromLog) recordAlone(observation, exchange);
    else wait(observation, exchange);
    dropOld(nowMs);
    return observation.recordedAs;
  }

  function answer(exchange: HttpExchange, nowMs: number): void {
    settle(nowMs);
    const observation = createObservation(exchange, nowMs);
    if (observation === undefined) return;
    observation.recorded = noteParts(exchange, interner);
    const other = remember(observation).findExact(observation) ?? findRecorded(observation);
    if (other !== undefined) {
      removeMatched(observation, other);
      const waited = takeWaiting(other);
      const addition = waited && onlyChanges(waited, observation.recorded, observation.id);
      if (addition !== undefined) amend(addition);
    }
    dropOld(nowMs);
  }

  /** The only possible match, if it's recorded: while it waits, it may still find an exact match. */
  function findRecorded(observation: Observation): Observation | undefined {
    const other = unmatched.get(observation.identity)?.findUnambiguous(observation);
    return other?.recorded === undefined ? undefined : other;
  }

  function removeMatched(observation: Observation, other: Observation): void {
    for (const each of [observation, other]) unmatched.get(each.identity)?.remove(each);
  }

  function merge(observation: Observation, exchange: HttpExchange, other: Observation): void {
    removeMatched(observation, other);
    const waited = takeWaiting(other);
    if (waited !== undefined) {
      other.recordedAs = observation.id;
      record(mergeParts(exchange, waited));
    } else if (other.recorded !== undefined) {
      observation.recordedAs = other.id;
      const addition = onlyChanges(exchange, other.recorded, other.id);
      if (addition !== undefined) amend(addition);
    }
  }

  /** Returns the exchange of an observation that waits, which then no longer does. */
  function takeWaiting(observation: Observation): HttpExchange | undefined {
    const { waiting: exchange } = observation;
    if (exchange === undefined) return undefined;
    observation.waiting = undefined;
    waiting -= 1;
    return exchange;
  }

  function recordAlone(observation: Observation, exchange: HttpExchange): void {
    observation.recorded = noteParts(exchange, interner);
    record(exchange);
  }

  function wait(observation: Observation, exchange: HttpExchange): void {
    observation.waiting = exchange;
    waiting += 1;
    waitingQueue.add(observation);
    while (waitingQueue.length > maxWaiting) endWaiting(waitingQueue.shift());
  }

  function endWaiting(observation: Observation | undefined): void {
    const exchange = observation && takeWaiting(observation);
    if (observation === undefined || exchange === undefined) return;
    const other = findRecorded(observation) ?? findBlocked(observation);
    if (other === undefined) recordAlone(observation, exchange);
    else merge(observation, exchange, other);
  }

  /** The match for a response that the page can't read. DevTools reports such a request without a status. */
  function findBlocked(observation: Observation): Observation | undefined {
    if (unmatched.get(observation.identity)?.isAlone(observation) !== true) return undefined;
    return unmatched.get(observation.identityWithoutStatus ?? '')?.findBlocked(observation);
  }

  function settle(nowMs: number): void {
    let first = waitingQueue.first;
    while (first !== undefined && (first.waiting === undefined || nowMs - first.takenAtMs >= waitingMs)) {
      endWaiting(waitingQueue.shift());
      first = waitingQueue.first;
    }
    dropOld(nowMs);
  }

  function remember(observation: Observation): Unmatched {
    const alike = unmatched.get(observation.identity) ?? new Unmatched();
    unmatched.set(observation.identity, alike);
    alike.add(observation);
    ids.set(observation.id, observation);
    rememberedLength += observation.length;
    (observation.isStream ? streams : remembered).add(observation);
    return alike;
  }

  function dropOld(nowMs: number): void {
    while (streams.length > maxStreams) drop(streams.shift());
    let first = remembered.first;
    while (
      first !== undefined &&
      (remembered.length > maxRemembered ||
        rememberedLength > maxRememberedLength ||
        nowMs - first.takenAtMs > rememberedMs)
    ) {
      drop(remembered.shift());
      first = remembered.first;
    }
  }

  function drop(observation: Observation | undefined): void {
    if (observation === undefined) return;
    endWaiting(observation);
    rememberedLength -= observation.length;
    // `answer` remembers a second observation with the same ID, which must stay.
    if (ids.get(observation.id) === observation) ids.delete(observation.id);
    const alike = unmatched.get(observation.identity);
    alike?.remove(observation);
    if (alike?.isEmpty === true) unmatched.delete(observation.identity);
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
