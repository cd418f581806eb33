import { computed, type ReadonlySignal } from '@preact/signals';
import {
  combineClocks,
  estimateOriginClock,
  isOffClock,
  originOf,
  type ClockOffset,
  type RequestSummary,
} from '../../traffic';

/** Requests that are read, and responses that the estimate of one origin uses, newest first. */
const maxRead = 2_000;
const maxCompared = 100;

/** A server whose clock differs from this computer's. */
export interface OffClock {
  readonly origin: string;
  readonly clock: ClockOffset;
  /** The number of requests to it, up to a limit. */
  readonly requests: number;
}

/** The servers' clocks, as far as they certainly differ from this computer's. Estimated when they are read. */
export interface ClocksModel {
  /** The clock of the server that got this request; undefined if it may agree with this computer's. */
  of(request: RequestSummary): ClockOffset | undefined;
  /** Most requests first. */
  readonly off: ReadonlySignal<readonly OffClock[]>;
}

/** Creates the model from the requests in the order they were sent. */
export function createClocks(inTimeOrder: ReadonlySignal<readonly RequestSummary[]>): ClocksModel {
  const byOrigin = computed(() => {
    const origins = new Map<string, ClockOffset[]>();
    for (const { url, clock } of inTimeOrder.value.slice(-maxRead).toReversed()) {
      if (clock === undefined) continue;
      const origin = originOf(url);
      const ranges = origins.get(origin);
      if (ranges === undefined) origins.set(origin, [clock]);
      else if (ranges.length < maxCompared) ranges.push(clock);
    }
    return origins;
  });
  return {
    of({ url, clock: own }) {
      const others = byOrigin.value.get(originOf(url)) ?? [];
      // The server that answered this request may be one of many: what it sent itself comes first.
      const clock = own === undefined ? estimateOriginClock(others) : combineClocks([own, ...others]);
      return clock !== undefined && isOffClock(clock) ? clock : undefined;
    },
    off: computed(() =>
      [...byOrigin.value]
        .flatMap(([origin, ranges]) => {
          const clock = estimateOriginClock(ranges);
          return clock !== undefined && isOffClock(clock) ? [{ origin, clock, requests: ranges.length }] : [];
        })
        .sort((a, b) => b.requests - a.requests),
    ),
  };
}
