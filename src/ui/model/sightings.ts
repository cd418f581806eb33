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

/** The sightings of the selected token, and what else the log knows of it. */
export interface SightingsModel {
  readonly count: ReadonlySignal<number>;
  /** Zero-based, newest first. */
  at(index: number): Sighting | undefined;
  /** The newest request that carried the token and got an answer. */
  readonly lastAnswered: ReadonlySignal<Sighting | undefined>;
  /** A request carried it, or should have, and isn't known to have been sent. */
  readonly hasUnsent: ReadonlySignal<boolean>;
  /** The newest sighting of all. */
  readonly lastSeen: ReadonlySignal<Sighting | undefined>;
  /** Undefined until it's known. */
  readonly context: ReadonlySignal<SeenContext | undefined>;
  /** Another token is selected, or none: what was read of the one before is dropped. */
  select(tokenId: number | undefined): void;
  /** The selected token has this many sightings now; `isAmended`: more is known of earlier ones. */
  update(total: number, isAmended: boolean): void;
}

/** The context, and a list that was amended, are read no more often than this: both cost more than what is new. */
const readAgainMs = 1_000;
/** More are asked for than are known to be new, for those that come meanwhile. */
const maxMeanwhile = 100;
/** The list is read anew when it has so many more than the log: the log keeps the first ones and the newest. */
const maxExcess = 2_000;

export function createSightings({ call }: Pick<PanelSession, 'call'>, clock: Clock): SightingsModel {
  // Grown in place: copying thousands for each new one would cost more with every request.
  let stored: Sighting[] = [];
  const change = signal(0);
  const context = signal<SeenContext | undefined>(undefined);
  let ending = new AbortController();
  let tokenId: number | undefined;
  /** How many the token has by now, and had when they were last read. */
  let total = 0;
  let read = 0;
  let isReading = false;
  /** The whole list is to be read. */
  let isStale = false;
  let stopWaiting: (() => void) | undefined;
  let isWaiting = false;

  const readSightings = async () => {
    const { signal: ended } = ending;
    if (isReading || tokenId === undefined) return;
    isReading = true;
    while (isStale || total > read) {
      const isWhole = isStale;
      isStale = false;
      const to = isWhole ? maxSightingsPerCall : Math.min(total - read + maxMeanwhile, maxSightingsPerCall);
      const result = await call('sightings', { tokenId, from: 0, to }, ended);
      if (ended.aborted) return;
      if (!result.ok) {
        isStale = true;
        break;
      }
      const { value } = result;
      const fresh = isWhole ? value.sightings.length : value.total - read;
      if (isWhole) stored = [];
      stored.push(...value.sightings.slice(0, fresh).toReversed());
      // Between two readings there were more than were asked for, or the log has dropped what is still here.
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
  /** At once, or when the last time was long enough ago. */
  const readAgain = () => {
    isWaiting = stopWaiting !== undefined;
    if (isWaiting) return;
    void readSightings();
    void readContext();
    stopWaiting = clock.after(readAgainMs, () => {
      stopWaiting = undefined;
      if (isWaiting) readAgain();
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
      if (next !== undefined) readAgain();
    },
    update(nextTotal, isAmended) {
      total = Math.max(total, nextTotal);
      isStale ||= isAmended;
      if (!isStale) void readSightings();
      readAgain();
    },
  };
}
