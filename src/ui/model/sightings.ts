import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { isOutgoing, isSent, type Sighting } from '../../traffic';

/** The sightings of the one token that is looked at. */
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
  add(sightings: readonly Sighting[], replace: boolean): void;
}

export function createSightings(): SightingsModel {
  // Grown in place: copying thousands for each new one would cost more with every request.
  let held: Sighting[] = [];
  const change = signal(0);
  return {
    count: computed(() => {
      void change.value;
      return held.length;
    }),
    at(index) {
      void change.value;
      return held[held.length - 1 - index];
    },
    lastAnswered: computed(() => {
      void change.value;
      return held.findLast(
        (sighting) => isSent(sighting) && sighting.status !== undefined && sighting.status > 0,
      );
    }),
    hasUnsent: computed(() => {
      void change.value;
      return held.some((sighting) => isOutgoing(sighting) && !isSent(sighting));
    }),
    lastSeen: computed(() => {
      void change.value;
      return held.at(-1);
    }),
    add(sightings, replace) {
      if (replace) held = [...sightings];
      else held.push(...sightings);
      change.value += 1;
    },
  };
}
