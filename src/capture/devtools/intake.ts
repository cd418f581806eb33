import { createMerger, type Body, type CaptureGate, type Exchange, type HttpExchange } from '../../traffic';
import { maxWaitingLength } from '../protocol/limits';
import { leftOutBody } from '../protocol/text-body';
import { createTimeSlicedQueue, type Step } from './time-sliced-queue';

/** While requests wait for what another source says of them, they are looked at this often. */
const settledEveryMs = 500;
/** Requests remembered that were recorded under the id that another source gave them. */
const maxJoined = 5_000;

export interface IntakeListeners {
  /** Asked about everything as it comes, and once more when it's handed over: the log may be cleared in between. */
  readonly gate: Pick<CaptureGate, 'admit'>;
  /** May return steps, since the search of a large body takes time. What comes later waits until they are done. */
  readonly record: (exchange: Exchange) => ReturnType<Step>;
  readonly amend: (exchange: HttpExchange) => ReturnType<Step>;
  /** Was made while capture was paused, or before the log was cleared. */
  readonly notCaptured?: (exchange: Exchange) => void;
  /** So much comes that there is no room for it to wait in. */
  readonly dropped: () => void;
  /** Messages of a request were left out because too much waits to be searched. Its bodies have the gap 'backlog'. */
  readonly messagesDropped: () => void;
  /** Something threw: a bug of ours. */
  readonly failed?: (error: unknown) => void;
}

/** Where all sources of one tab come together. */
export interface Intake {
  /** Takes what a source tells, if it's captured: one request that two sources tell is handed over as one. */
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
export function createIntake({
  gate,
  record,
  amend,
  notCaptured = () => {},
  dropped,
  messagesDropped,
  failed = () => {},
}: IntakeListeners): Intake {
  const turns = createTimeSlicedQueue(dropped, failed);
  /** Ids as recorded, by the ids with which their second telling was taken. */
  const recordedAs = new Map<string, string>();
  const takeHttp = (exchange: HttpExchange, hand: (exchange: HttpExchange) => ReturnType<Step>) => {
    const length = measureBodies(exchange);
    const isTooMuch = length > 0 && turns.weight + length > maxWaitingLength;
    if (isTooMuch && exchange.messages !== undefined) messagesDropped();
    handOver(isTooMuch ? leaveOutBodies(exchange) : exchange, hand, isTooMuch ? 0 : length);
  };
  const handOver = <T extends Exchange>(
    exchange: T,
    hand: (exchange: T) => ReturnType<Step>,
    weight?: number,
  ) => {
    turns.take(() => {
      const admitted = gate.admit(exchange);
      return admitted && hand(admitted);
    }, weight);
  };
  const join = createMerger({
    record: (exchange) => takeHttp(exchange, record),
    amend: (exchange) => takeHttp(exchange, amend),
  });
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
      const admitted = gate.admit(exchange);
      if (admitted === undefined) return notCaptured(exchange);
      if (admitted.kind !== 'http') return handOver(admitted, record);
      const id = join.take(admitted, Date.now());
      if (id !== admitted.id) {
        recordedAs.set(admitted.id, id);
        forgetOldest();
      }
      settleSoon();
    },
    grow: (exchange, whole) => {
      const admitted = gate.admit(exchange);
      if (admitted === undefined) return;
      const id = recordedAs.get(admitted.id) ?? admitted.id;
      takeHttp({ ...admitted, id }, amend);
      // Of a stream that goes on without its request nothing is joined.
      if (whole !== undefined && admitted.sentAtMs === exchange.sentAtMs)
        join.answer({ ...whole, id }, Date.now());
    },
    after: (step) => turns.take(step),
  };
}

function measureBodies({ requestBody, responseBody, messages = [] }: HttpExchange): number {
  const streamed = messages.reduce((sum, { text }) => sum + text.length, 0);
  return measureBody(requestBody) + measureBody(responseBody) + streamed;
}

function measureBody(body: Body | undefined): number {
  return body === undefined ? 0 : body.text.length + (body.end?.length ?? 0);
}

function leaveOutBodies({ messages: _streamed, ...exchange }: HttpExchange): HttpExchange {
  const { requestBody, responseBody } = exchange;
  return {
    ...exchange,
    ...(requestBody && { requestBody: leaveOutBody(requestBody) }),
    ...(responseBody && { responseBody: leaveOutBody(responseBody) }),
  };
}

/** A body of which nothing is here keeps its reason. */
function leaveOutBody(body: Body): Body {
  return measureBody(body) === 0 ? body : leftOutBody(body.mimeType, 'backlog');
}
