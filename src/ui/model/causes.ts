import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  maxCausesPerCall,
  type CauseSummary,
  type PanelSession,
  type Rejection,
  type RequestSummary,
} from '../../traffic';
import type { Clock } from './clock';

/** Why requests were rejected. */
export interface CausesModel {
  /** The first cause of a rejected request; undefined until it's known, and for older ones than the newest 200. */
  of(requestId: string): CauseSummary | undefined;
  /** The rejection that the details are about; undefined if there is none, and until it's known. */
  readonly shown: ReadonlySignal<ShownRejection | undefined>;
}

export interface ShownRejection {
  readonly request: RequestSummary;
  readonly rejection: Rejection;
}

export interface CausesOptions {
  readonly call: PanelSession['call'];
  readonly clock: Clock;
  /** The rejected requests, oldest first. */
  readonly rejected: ReadonlySignal<readonly RequestSummary[]>;
  /** Changes with every request, since each may be evidence. */
  readonly changes: ReadonlySignal<unknown>;
  /** Changes with the keys that the session compares signatures with. */
  readonly keySets: ReadonlySignal<unknown>;
  /** The rejected request that the details are about. */
  readonly subject: ReadonlySignal<RequestSummary | undefined>;
  readonly ended: AbortSignal;
}

/** Requests can come fifty times a second, and a diagnosis compares many of them. */
const readAgainMs = 1_000;
/** A known cause in the list is read again at most this often: later requests seldom change it. */
const readAllAgainMs = 10_000;

/**
 * Creates the model, and a function that forgets the causes of another log. Asks the session again, at most once a
 * second, while requests are recorded.
 */
export function createCauses(options: CausesOptions) {
  const { call, clock, rejected, changes, keySets, subject, ended } = options;
  const causes = signal<ReadonlyMap<string, CauseSummary>>(new Map());
  const read = signal<ShownRejection | undefined>(undefined);
  const subjectId = computed(() => subject.value?.id);

  let lastFullReadMs = -Infinity;
  const readCauses = async () => {
    const ids = rejected
      .peek()
      .slice(-maxCausesPerCall)
      .map(({ id }) => id);
    const isFull = clock.nowMs() - lastFullReadMs >= readAllAgainMs;
    const exchangeIds = isFull ? ids : ids.filter((id) => !causes.peek().has(id));
    if (exchangeIds.length === 0) return;
    if (isFull) lastFullReadMs = clock.nowMs();
    const result = await call('causes', { exchangeIds }, ended);
    if (!result.ok) return;
    const found = new Map(exchangeIds.map((id, index) => [id, result.value[index]]));
    const next = ids.map((id) => [id, found.has(id) ? found.get(id) : causes.peek().get(id)] as const);
    causes.value = new Map(next.flatMap(([id, cause]) => (cause === undefined ? [] : [[id, cause]])));
  };
  let reading = new AbortController();
  const readShown = async () => {
    reading.abort();
    reading = new AbortController();
    const { signal: stopped } = reading;
    const request = subject.peek();
    const result = request && (await call('rejection', { exchangeId: request.id }, stopped));
    if (stopped.aborted || ended.aborted) return;
    read.value = request && result?.ok && result.value ? { request, rejection: result.value } : undefined;
  };

  let stopWaiting: (() => void) | undefined;
  let isOutdated = false;
  const readThrottled = () => {
    isOutdated = stopWaiting !== undefined;
    if (isOutdated) return;
    void readCauses();
    void readShown();
    stopWaiting = clock.after(readAgainMs, () => {
      stopWaiting = undefined;
      if (isOutdated) readThrottled();
    });
  };
  const stops = [
    effect(() => {
      void keySets.value;
      lastFullReadMs = -Infinity;
    }),
    effect(() => {
      void keySets.value;
      void changes.value;
      if (rejected.value.length > 0) readThrottled();
    }),
    effect(() => {
      void subjectId.value;
      void readShown();
    }),
  ];
  ended.addEventListener('abort', () => {
    for (const stop of stops) stop();
    stopWaiting?.();
    reading.abort();
  });
  const model: CausesModel = {
    of: (requestId) => causes.value.get(requestId),
    // What was read for the previous request isn't shown for the next one.
    shown: computed(() => (read.value?.request.id === subjectId.value ? read.value : undefined)),
  };
  return {
    causes: model,
    forget() {
      causes.value = new Map();
      read.value = undefined;
      lastFullReadMs = -Infinity;
    },
  };
}
