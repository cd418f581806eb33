import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Lineage, PanelSession } from '../../traffic';
import type { Clock } from './clock';

/** Where the selected token comes from and what happened to it. */
export interface LineageModel {
  /** Undefined until it's known. */
  readonly shown: ReadonlySignal<Lineage | undefined>;
}

interface LineageOptions {
  readonly call: PanelSession['call'];
  readonly clock: Clock;
  readonly tokenId: ReadonlySignal<number | undefined>;
  /** Changes with every request, since each may be a part of the lineage. */
  readonly changes: ReadonlySignal<unknown>;
  readonly ended: AbortSignal;
}

/** Requests can come fifty times a second, and a lineage reads all requests of a token. */
const readAgainMs = 1_000;

/** Creates the model. Asks the session again, at most once a second, while requests are recorded. */
export function createLineage({ call, clock, tokenId, changes, ended }: LineageOptions): LineageModel {
  const read = signal<{ readonly tokenId: number; readonly lineage: Lineage } | undefined>(undefined);
  let reading = new AbortController();
  let stopWaiting: (() => void) | undefined;
  let isOutdated = false;

  const readNow = async () => {
    reading.abort();
    reading = new AbortController();
    const { signal: stopped } = reading;
    const id = tokenId.peek();
    const result = id === undefined ? undefined : await call('lineage', { tokenId: id }, stopped);
    if (stopped.aborted || ended.aborted) return;
    read.value = id !== undefined && result?.ok ? { tokenId: id, lineage: result.value } : undefined;
  };
  const readThrottled = () => {
    isOutdated = stopWaiting !== undefined;
    if (isOutdated) return;
    void readNow();
    stopWaiting = clock.after(readAgainMs, () => {
      stopWaiting = undefined;
      if (isOutdated) readThrottled();
    });
  };
  const stops = [
    effect(() => {
      void changes.value;
      if (tokenId.peek() !== undefined) readThrottled();
    }),
    effect(() => {
      if (tokenId.value !== undefined) void readNow();
    }),
  ];
  ended.addEventListener('abort', () => {
    for (const stop of stops) stop();
    stopWaiting?.();
    reading.abort();
  });
  return {
    // What was read for the previous token isn't shown for the next one.
    shown: computed(() => (read.value?.tokenId === tokenId.value ? read.value?.lineage : undefined)),
  };
}
