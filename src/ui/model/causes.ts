import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
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
  /**
   * The first cause of a rejected request; undefined until it's known. Reads it first, so it's for rows in view. Reading
   * it in a computation subscribes to its changes.
   */
  of(requestId: string): CauseSummary | undefined;
  /** The same if it's known, without reading it. */
  known(requestId: string): CauseSummary | undefined;
  /** The rejection that the details are about; undefined if there is none, and until it's known. */
  readonly shown: ReadonlySignal<ShownRejection | undefined>;
}

/** A rejected request with the causes that were found. */
export interface ShownRejection {
  readonly request: RequestSummary;
  readonly rejection: Rejection;
}

interface CausesOptions {
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
  /** The causes of all rejected requests are needed, not only of the newest ones and those in view. */
  readonly needsAll: ReadonlySignal<boolean>;
  /** Gets the requests whose causes have changed. */
  readonly onChange: (requestIds: readonly string[]) => void;
  readonly ended: AbortSignal;
}

/** Requests can come fifty times a second, and a diagnosis compares many of them. */
const readAgainMs = 1_000;
/** A known cause in the list is read again at most this often: later requests seldom change it. */
const readAllAgainMs = 10_000;
/** While many are read, lists that depend on them are updated at most this often. */
const showEveryMs = 500;

/**
 * Creates the model, and a function that forgets the causes of another log. Asks the session again, at most once a
 * second, while requests are recorded.
 */
export function createCauses(options: CausesOptions) {
  const { call, clock, rejected, changes, keySets, subject, needsAll, onChange, ended } = options;
  // Mutated, so that each answer costs time only for its own requests.
  const causes = new Map<string, CauseSummary | undefined>();
  const change = signal(0);
  const read = signal<ShownRejection | undefined>(undefined);
  const subjectId = computed(() => subject.value?.id);

  /** Requests whose cause needn't be read again. */
  const fresh = new Set<string>();
  /** The ones that a view asked for last. */
  const asked = new Set<string>();
  /** If all are needed: the others of this list, oldest first. */
  let others: { readonly of: unknown; readonly ids: string[] } = { of: undefined, ids: [] };
  let logs = 0;
  let isReading = false;
  let lastFullReadMs = -Infinity;
  let lastShownMs = -Infinity;
  let unshown: string[] = [];

  const newest = () =>
    rejected
      .peek()
      .slice(-maxCausesPerCall)
      .map(({ id }) => id);
  const isOutdated = (id: string) => !fresh.has(id);
  const takeOthers = (count: number): readonly string[] => {
    if (!needsAll.peek()) return [];
    if (others.ids.length === 0 && others.of !== rejected.peek()) {
      others = {
        of: rejected.peek(),
        ids: rejected
          .peek()
          .map(({ id }) => id)
          .filter(isOutdated),
      };
    }
    const taken: string[] = [];
    while (taken.length < count && others.ids.length > 0) {
      const id = others.ids.pop()!;
      if (isOutdated(id)) taken.push(id);
    }
    return taken;
  };
  /** Rows in view come first, and aren't read together with others, which take longer. */
  const nextIds = (): readonly string[] => {
    const inView = [...asked].filter(isOutdated);
    if (inView.length > 0) return inView;
    const ids = newest().filter(isOutdated);
    return ids.length > 0 ? ids : takeOthers(maxCausesPerCall);
  };
  const show = () => {
    lastShownMs = clock.nowMs();
    const ids = unshown;
    unshown = [];
    batch(() => {
      change.value += 1;
      onChange(ids);
    });
  };
  /** Returns whether to go on with others. */
  const readSome = async (exchangeIds: readonly string[]): Promise<boolean> => {
    const log = logs;
    for (const id of exchangeIds) fresh.add(id);
    const result = await call('causes', { exchangeIds }, ended);
    if (log !== logs) return true;
    if (!result.ok) {
      for (const id of exchangeIds) fresh.delete(id);
      return false;
    }
    for (const [index, id] of exchangeIds.entries()) {
      const cause = result.value[index];
      if (JSON.stringify(cause) === JSON.stringify(causes.get(id))) continue;
      causes.set(id, cause);
      unshown.push(id);
    }
    const isInView = exchangeIds.some((id) => asked.has(id));
    if (unshown.length > 0 && (isInView || clock.nowMs() - lastShownMs >= showEveryMs)) show();
    return true;
  };
  const readCauses = async () => {
    if (isReading) return;
    isReading = true;
    let goesOn = true;
    for (let ids = nextIds(); goesOn && ids.length > 0; ids = nextIds()) goesOn = await readSome(ids);
    isReading = false;
    if (unshown.length > 0) show();
  };
  /** Otherwise they would add up while DevTools is open. */
  const forgetEvicted = () => {
    const stored = new Set(rejected.peek().map(({ id }) => id));
    for (const ids of [causes, fresh, asked])
      for (const id of ids.keys()) if (!stored.has(id)) ids.delete(id);
  };
  /** What is in view or new is read again; the others stay as they are. */
  const readAgain = () => {
    if (clock.nowMs() - lastFullReadMs >= readAllAgainMs) {
      lastFullReadMs = clock.nowMs();
      forgetEvicted();
      for (const id of [...newest(), ...asked]) fresh.delete(id);
    }
    void readCauses();
  };
  const forgetAll = () => {
    fresh.clear();
    others = { of: undefined, ids: [] };
    lastFullReadMs = -Infinity;
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
  let hasMore = false;
  const readThrottled = () => {
    hasMore = stopWaiting !== undefined;
    if (hasMore) return;
    readAgain();
    void readShown();
    stopWaiting = clock.after(readAgainMs, () => {
      stopWaiting = undefined;
      if (hasMore) readThrottled();
    });
  };
  const stops = [
    effect(() => {
      void keySets.value;
      forgetAll();
    }),
    effect(() => {
      void keySets.value;
      void changes.value;
      if (rejected.value.length > 0) readThrottled();
    }),
    effect(() => {
      if (needsAll.value) void readCauses();
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
  const known = (requestId: string) => {
    void change.value;
    return causes.get(requestId);
  };
  const model: CausesModel = {
    of(requestId) {
      const [oldest] = asked.delete(requestId) || asked.size < maxCausesPerCall ? [] : asked;
      if (oldest !== undefined) asked.delete(oldest);
      asked.add(requestId);
      // Not while a view is rendered.
      if (isOutdated(requestId) && !isReading) queueMicrotask(() => void readCauses());
      return known(requestId);
    },
    known,
    // What was read for the previous request isn't shown for the next one.
    shown: computed(() => (read.value?.request.id === subjectId.value ? read.value : undefined)),
  };
  return {
    causes: model,
    forget() {
      logs += 1;
      for (const each of [causes, asked]) each.clear();
      forgetAll();
      unshown = [];
      change.value += 1;
      read.value = undefined;
    },
  };
}
