import { createJoin, type Exchange, type HttpExchange } from '../../traffic';
import { maxWaitingLength } from '../protocol/limits';
import { createTimeSlicedQueue, type Step } from './time-sliced-queue';

/** While requests wait for what another source says of them, they are looked at this often. */
const settledEveryMs = 500;
/** Requests remembered that were recorded under the id that another source gave them. */
const maxJoined = 5_000;

export interface IntakeListeners {
  /** May return steps, since the search of a large body takes time. What comes later waits until they are done. */
  readonly record: (exchange: Exchange) => ReturnType<Step>;
  readonly amend: (exchange: HttpExchange) => ReturnType<Step>;
  /** So much comes that there is no room for it to wait in. */
  readonly dropped: () => void;
  /** Bodies and messages of a request were left out for the same reason. */
  readonly bodiesDropped: () => void;
}

/** Where all sources of one tab come together. */
export interface Intake {
  /** Takes what a source tells: one request that two sources tell is handed over as one. */
  take(exchange: Exchange): void;
  /**
   * Takes what came to a request that was taken before, under the id with which it was taken. `whole` is all that is
   * known of it, where its response is new.
   */
  grow(exchange: HttpExchange, whole?: HttpExchange): void;
  /** Does this after everything that was taken before. */
  after(step: () => void): void;
}

/**
 * Creates it. Hands over in the order in which it takes, a few milliseconds at a time, so that a burst does not keep
 * the page busy; a request may wait a moment for its other source. Runs no timer while nothing waits.
 */
export function createIntake({ record, amend, dropped, bodiesDropped }: IntakeListeners): Intake {
  const turns = createTimeSlicedQueue(dropped);
  /** Ids as recorded, by the ids with which their second telling was taken. */
  const recordedAs = new Map<string, string>();
  let taken: HttpExchange | undefined;
  const join = createJoin({
    record: (exchange) => takeHttp(exchange, record),
    amend: (exchange) => {
      if (taken !== undefined && taken.id !== exchange.id && taken.url === exchange.url) {
        recordedAs.set(taken.id, exchange.id);
        forgetOldest();
      }
      takeHttp(exchange, amend);
    },
  });
  const takeHttp = (exchange: HttpExchange, hand: (exchange: HttpExchange) => ReturnType<Step>) => {
    const length = measureBodies(exchange);
    const isTooMuch = length > 0 && turns.weight + length > maxWaitingLength;
    if (isTooMuch) bodiesDropped();
    const taken = isTooMuch ? withoutBodies(exchange) : exchange;
    turns.take(() => hand(taken), isTooMuch ? 0 : length);
  };
  const forgetOldest = () => {
    for (const id of recordedAs.keys()) {
      if (recordedAs.size <= maxJoined) return;
      recordedAs.delete(id);
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settleSoon = () => {
    if (timer !== undefined || join.waiting === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      join.settle(Date.now());
      settleSoon();
    }, settledEveryMs);
  };

  return {
    take: (exchange) => {
      if (exchange.kind !== 'http') return turns.take(() => record(exchange));
      const nowMs = Date.now();
      join.settle(nowMs);
      taken = exchange;
      join.take(exchange, nowMs);
      taken = undefined;
      settleSoon();
    },
    grow: (exchange, whole) => {
      const id = recordedAs.get(exchange.id) ?? exchange.id;
      takeHttp({ ...exchange, id }, amend);
      if (whole !== undefined) join.answer({ ...whole, id }, Date.now());
    },
    after: (step) => turns.take(step),
  };
}

function measureBodies({ requestBody, responseBody, messages = [] }: HttpExchange): number {
  const streamed = messages.reduce((sum, { text }) => sum + text.length, 0);
  return (requestBody?.text.length ?? 0) + (responseBody?.text.length ?? 0) + streamed;
}

function withoutBodies({
  requestBody: _sent,
  responseBody: _received,
  messages: _streamed,
  ...exchange
}: HttpExchange): HttpExchange {
  return exchange;
}
