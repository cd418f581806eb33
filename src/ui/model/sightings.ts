import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  isOutgoing,
  isSent,
  maxSightingsPerCall,
  type PanelSession,
  type SeenContext,
  type Sighting,
} from '../../traffic';
import type { Clock } from './clock';

/** The sightings of the selected token, and its context in the log. */
export interface SightingsModel {
  readonly count: ReadonlySignal<number>;
  /** Zero-based, newest first. */
  at(index: number): Sighting | undefined;
  /** The request that last sent the token. Requests are captured in the order of their responses. */
  readonly lastSent: ReadonlySignal<Sighting | undefined>;
  /** The newest request that sent the token and got a response. */
  readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
  /** A request contains the token but isn't known to have been sent. */
  readonly hasUnsent: ReadonlySignal<boolean>;
  /** The newest sighting of any kind. */
  readonly lastSeen: ReadonlySignal<Sighting | undefined>;
  /** Undefined until it's loaded. */
  readonly context: ReadonlySignal<SeenContext | undefined>;
  /** Selects a token or none, and drops what was read for the previous one. */
  select(tokenId: number | undefined): void;
  /** The selected token now has `total` sightings; `isAmended`: earlier ones have changed. */
  update(total: number, isAmended: boolean): void;
}

/** The context and an amended list are read at most this often: both are more expensive than reading new sightings. */
const readAgainMs = 1_000;
/** Added to the range of a call, for sightings that arrive during the call. */
const extraSightings = 100;
/** The list is read again when it has this many sightings more than the log, which keeps the oldest and the newest. */
const maxExcess = 2_000;

/** Reads the sightings of the selected token from the session, newest first, while they are added. */
export function createSightings({ call }: Pick<PanelSession, 'call'>, clock: Clock): SightingsModel {
  // Mutated: copying thousands of sightings for each new one would get slower with each request.
  let stored: Sighting[] = [];
  const change = signal(0);
  const context = signal<SeenContext | undefined>(undefined);
  let ending = new AbortController();
  let tokenId: number | undefined;
  /** The number of sightings now, and when they were last read. */
  let total = 0;
  let read = 0;
  let isReading = false;
  /** The whole list must be read again. */
  let isStale = false;
  let stopWaiting: (() => void) | undefined;
  let isWaiting = false;

  const readSightings = async () => {
    const { signal: ended } = ending;
    if (isReading || tokenId === undefined) return;
    isReading = true;
    while (isStale || total > read) {
      const isFullRead = isStale;
      isStale = false;
      const to = isFullRead
        ? maxSightingsPerCall
        : Math.min(total - read + extraSightings, maxSightingsPerCall);
      const result = await call('sightings', { tokenId, from: 0, to }, ended);
      if (ended.aborted) return;
      if (!result.ok) {
        isStale = true;
        break;
      }
      const { value } = result;
      const fresh = isFullRead ? value.sightings.length : value.total - read;
      if (isFullRead) stored = [];
      stored.push(...value.sightings.slice(0, fresh).toReversed());
      // More sightings arrived than the call has read, or the log has evicted many that are still stored here.
      isStale ||= fresh > value.sightings.length || stored.length > value.stored + maxExcess;
      total = value.total;
      read = total;
      change.value += 1;
    }
    isReading = false;
  };
  const readContext = async () => {
    const { signal: ended } = ending;
    const result = tokenId === undefined ? undefined : await call('context', { tokenId }, ended);
    if (!ended.aborted && result?.ok) context.value = result.value;
  };
  /** Throttled: reads now, or at the end of the current interval. */
  const readThrottled = () => {
    isWaiting = stopWaiting !== undefined;
    if (isWaiting) return;
    void readSightings();
    void readContext();
    stopWaiting = clock.after(readAgainMs, () => {
      stopWaiting = undefined;
      if (isWaiting) readThrottled();
    });
  };

  return {
    count: computed(() => {
      void change.value;
      return stored.length;
    }),
    at(index) {
      void change.value;
      return stored[stored.length - 1 - index];
    },
    lastSent: computed(() => {
      void change.value;
      return stored
        .filter((sighting) => isSent(sighting))
        .reduce<Sighting | undefined>(
          (last, each) => (last && last.atMs > each.atMs ? last : each),
          undefined,
        );
    }),
    lastAnswered: computed(() => {
      void change.value;
      return stored.findLast(
        (sighting) => isSent(sighting) && sighting.status !== undefined && sighting.status > 0,
      );
    }),
    hasUnsent: computed(() => {
      void change.value;
      return stored.some((sighting) => isOutgoing(sighting) && !isSent(sighting));
    }),
    lastSeen: computed(() => {
      void change.value;
      return stored.at(-1);
    }),
    context,
    select(next) {
      ending.abort();
      ending = new AbortController();
      stopWaiting?.();
      stopWaiting = undefined;
      isReading = false;
      tokenId = next;
      stored = [];
      total = 0;
      read = 0;
      isStale = true;
      change.value += 1;
      context.value = undefined;
      if (next !== undefined) readThrottled();
    },
    update(nextTotal, isAmended) {
      total = Math.max(total, nextTotal);
      isStale ||= isAmended;
      if (!isStale) void readSightings();
      readThrottled();
    },
  };
}
