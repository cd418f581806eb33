import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Flow, FlowQuery, PanelSession } from '../../traffic';
import type { Clock } from './clock';

/** The sign-in that the details are about. */
export interface SignInModel {
  /** Undefined if the request or token belongs to none, and until it's known. */
  readonly flow: ReadonlySignal<Flow | undefined>;
}

interface SignInOptions {
  readonly call: PanelSession['call'];
  readonly clock: Clock;
  /** Changes with every request, since each may be a step. */
  readonly changes: ReadonlySignal<unknown>;
  /** The request or token that the details are about. */
  readonly subject: ReadonlySignal<FlowQuery | undefined>;
  readonly ended: AbortSignal;
}

/** Requests can come fifty times a second, and a flow is found among all of them. */
const readAgainMs = 2_000;

/** Asks the session for the flow of the subject, and again while requests are recorded. */
export function createSignIn({ call, clock, changes, subject, ended }: SignInOptions): SignInModel {
  const read = signal<{ readonly key: string; readonly flow: Flow } | undefined>(undefined);
  const key = computed(() => JSON.stringify(subject.value));
  let reading = new AbortController();
  const readFlow = async () => {
    reading.abort();
    reading = new AbortController();
    const { signal: stopped } = reading;
    const [of, askedKey] = [subject.peek(), key.peek()];
    const result = of && (await call('flow', { of }, stopped));
    if (stopped.aborted || ended.aborted) return;
    read.value = result?.ok && result.value ? { key: askedKey, flow: result.value } : undefined;
  };
  let stopWaiting: (() => void) | undefined;
  const stops = [
    effect(() => {
      void key.value;
      void readFlow();
    }),
    effect(() => {
      void changes.value;
      stopWaiting ??= clock.after(readAgainMs, () => {
        stopWaiting = undefined;
        void readFlow();
      });
    }),
  ];
  ended.addEventListener('abort', () => {
    for (const stop of stops) stop();
    stopWaiting?.();
    reading.abort();
  });
  // The flow of the previous subject isn't shown for the next one.
  return { flow: computed(() => (read.value?.key === key.value ? read.value.flow : undefined)) };
}
