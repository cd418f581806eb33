import { createMerger, type Body, type CaptureGate, type Exchange, type HttpExchange } from '../../traffic';
import { maxWaitingLength } from '../protocol/limits';
import { leftOutBody } from '../protocol/text-body';
import { createTimeSlicedQueue, type Step } from './time-sliced-queue';
import { maxMergedIds } from './limits';

/** How often requests that wait for a second observation are checked. */
const settleIntervalMs = 500;

interface IntakeListeners {
  /** Called for everything when it arrives, and again when it's emitted: the log may be cleared in between. */
  readonly gate: Pick<CaptureGate, 'admit'>;
  /** May return steps, since searching a large body takes time. Later exchanges wait until they are done. */
  readonly record: (exchange: Exchange) => ReturnType<Step>;
  readonly amend: (exchange: HttpExchange) => ReturnType<Step>;
  /** It was made while capture was paused, or before the log was cleared. */
  readonly notCaptured?: (exchange: Exchange) => void;
  /** An exchange was dropped because the queue is full. */
  readonly dropped: () => void;
  /** Messages of a request were left out because too much text is queued. Its bodies get the gap 'backlog'. */
  readonly messagesDropped: () => void;
  /** Something threw, which is a bug in this extension. */
  readonly failed?: (error: unknown) => void;
}

/** Receives the observations of all sources of one tab. */
export interface Intake {
  /** Takes an observation if it's captured. Two observations of one request are merged. */
  take(exchange: Exchange): void;
  /**
   * Takes an update of a request that was taken before, with the same ID. `whole` is everything known about it, if its
   * response is new.
   */
  update(exchange: HttpExchange, entire?: HttpExchange): void;
  /** Runs a step after everything that was taken before. */
  after(step: () => void): void;
}

/**
 * Emits exchanges in the order in which they were taken, in time slices, so that a burst doesn't block the page. A
 * request may wait for its second observation. Runs no timer while nothing waits.
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
  const queue = createTimeSlicedQueue(dropped, failed);
  /** Maps the ID of a request's second observation to the ID it was recorded under. */
  const recordedAs = new Map<string, string>();
  const enqueueHttp = (exchange: HttpExchange, emit: (exchange: HttpExchange) => ReturnType<Step>) => {
    const length = measureBodies(exchange);
    const isTooMuch = length > 0 && queue.weight + length > maxWaitingLength;
    if (isTooMuch && exchange.messages !== undefined) messagesDropped();
    enqueue(isTooMuch ? leaveOutBodies(exchange) : exchange, emit, isTooMuch ? 0 : length);
  };
  const enqueue = <T extends Exchange>(
    exchange: T,
    emit: (exchange: T) => ReturnType<Step>,
    weight?: number,
  ) => {
    queue.take(() => {
      const admitted = gate.admit(exchange);
      return admitted && emit(admitted);
    }, weight);
  };
  const merger = createMerger({
    record: (exchange) => enqueueHttp(exchange, record),
    amend: (exchange) => enqueueHttp(exchange, amend),
  });
  const forgetOldest = () => {
    for (const id of recordedAs.keys()) {
      if (recordedAs.size <= maxMergedIds) return;
      recordedAs.delete(id);
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const scheduleSettle = () => {
    if (timer !== undefined || merger.waiting === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      merger.settle(Date.now());
      scheduleSettle();
    }, settleIntervalMs);
  };

  return {
    take: (exchange) => {
      const admitted = gate.admit(exchange);
      if (admitted === undefined) return notCaptured(exchange);
      if (admitted.kind !== 'http') return enqueue(admitted, record);
      const id = merger.take(admitted, Date.now());
      if (id !== admitted.id) {
        recordedAs.set(admitted.id, id);
        forgetOldest();
      }
      scheduleSettle();
    },
    update: (exchange, entire) => {
      const admitted = gate.admit(exchange);
      if (admitted === undefined) return;
      const id = recordedAs.get(admitted.id) ?? admitted.id;
      enqueueHttp({ ...admitted, id }, amend);
      // If the gate changed the time, the stream continues without its cleared request, so there is nothing to merge.
      if (entire !== undefined && admitted.sentAtMs === exchange.sentAtMs)
        merger.answer({ ...entire, id }, Date.now());
    },
    after: (step) => queue.take(step),
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

/** A body that is already left out keeps its reason. */
function leaveOutBody(body: Body): Body {
  return measureBody(body) === 0 ? body : leftOutBody(body.mimeType, 'backlog');
}
