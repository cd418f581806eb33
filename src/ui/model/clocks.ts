import { computed, type ReadonlySignal } from '@preact/signals';
import {
  estimateClock,
  isOffClock,
  originOf,
  type ClockOffset,
  type ClockReading,
  type RequestSummary,
  type Sighting,
} from '../../traffic';
import type { RequestsModel } from './lists/requests';

/** Requests that are read, newest first. */
const maxRead = 2_000;

/** A server whose clock differs from this computer's. */
export interface OffClock {
  readonly origin: string;
  readonly clock: ClockOffset;
  /** The number of responses that show its clock, up to a limit. */
  readonly requests: number;
}

/** The servers' clocks, as far as they certainly differ from this computer's. Estimated when they are read. */
export interface ClocksModel {
  /** The clock of the server that got this request; undefined if it may agree with this computer's. */
  of(request: Pick<RequestSummary, 'url' | 'sentAtMs' | 'clock'>): ClockOffset | undefined;
  /** The same for the request that a token was captured in. */
  ofSighting(sighting: Sighting): ClockOffset | undefined;
  /** Most requests first. */
  readonly off: ReadonlySignal<readonly OffClock[]>;
}

/** Creates the model from the requests in the order they were sent. */
export function createClocks({
  inTimeOrder,
  find,
}: Pick<RequestsModel, 'inTimeOrder' | 'find'>): ClocksModel {
  const byOrigin = computed(() => {
    const origins = new Map<string, ClockReading[]>();
    for (const { url, sentAtMs, clock: range } of inTimeOrder.value.slice(-maxRead).toReversed()) {
      if (range === undefined) continue;
      const origin = originOf(url);
      const reading = { sentAtMs, range };
      const readings = origins.get(origin);
      if (readings === undefined) origins.set(origin, [reading]);
      else readings.push(reading);
    }
    return origins;
  });
  const of: ClocksModel['of'] = ({ url, sentAtMs, clock: own }) => {
    const clock = estimateClock(byOrigin.value.get(originOf(url)) ?? [], sentAtMs, own);
    return clock !== undefined && isOffClock(clock) ? clock : undefined;
  };
  return {
    of,
    ofSighting: ({ exchangeId, url, atMs }) => of(find(exchangeId) ?? { url, sentAtMs: atMs }),
    off: computed(() =>
      [...byOrigin.value]
        .flatMap(([origin, readings]) => {
          const clock = estimateClock(readings, Infinity);
          return clock !== undefined && isOffClock(clock)
            ? [{ origin, clock, requests: readings.length }]
            : [];
        })
        .sort((a, b) => b.requests - a.requests),
    ),
  };
}
