import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type {
  CallError,
  CallPlan,
  HttpExchange,
  PanelSession,
  Rejection,
  RequestSummary,
  Resending,
  Resent,
} from '../../../traffic';
import { createTokenInput, type TokenInput, type TokenInputOptions } from './token-input';

/** A request with its response and why it was rejected. */
export interface Outcome {
  readonly exchange: HttpExchange;
  readonly rejection: Rejection | undefined;
}

/** The captured request, and the one that was sent again. */
export interface ComparedOutcomes {
  readonly before: Outcome;
  readonly after: Outcome;
}

/** Sends one request again. */
export interface ResendModel {
  readonly request: RequestSummary;
  readonly token: TokenInput;
  /** Which of the request's tokens is replaced; undefined if it has none. */
  readonly replacedId: Signal<number | undefined>;
  /** What sending will do; undefined until it's known, and without a token. */
  readonly plan: ReadonlySignal<CallPlan | undefined>;
  readonly state: ReadonlySignal<'ready' | 'confirming' | 'sending'>;
  /** What came of the last attempt. */
  readonly resent: ReadonlySignal<Resent | CallError | undefined>;
  /** Both responses, once the new one is captured. */
  readonly compared: ReadonlySignal<ComparedOutcomes | undefined>;
  /** Asks for confirmation first if the method can change something. */
  send(): void;
  confirm(): void;
  /** Cancels the confirmation or aborts the call. */
  cancel(): void;
  end(): void;
}

interface ResendOptions {
  readonly request: RequestSummary;
  readonly call: PanelSession['call'];
  readonly entries: TokenInputOptions['entries'];
  /** The inspected page, which sends the request. */
  readonly pageOrigin: ReadonlySignal<string>;
  /** Changes with every request: the cause of a rejection may become known later. */
  readonly changes: ReadonlySignal<unknown>;
  readonly text?: string;
}

/** Sends a request again with another token or none. Nothing is sent before `send`; call `end` to abort the call. */
export function createResend(options: ResendOptions): ResendModel {
  const { request, call, entries, pageOrigin, changes, text } = options;
  const ending = new AbortController();
  const { signal: ended } = ending;
  const [firstId] = request.sentIds;
  const replacedId = signal(firstId);
  const token = createTokenInput({
    sources:
      firstId === undefined ? ['captured', 'other', 'pasted'] : ['captured', 'none', 'other', 'pasted'],
    entries,
    tokenId: () => replacedId.value,
    ...(text !== undefined && { text }),
  });
  const plan = signal<CallPlan | undefined>(undefined);
  const state = signal<'ready' | 'confirming' | 'sending'>('ready');
  const resent = signal<Resent | CallError | undefined>(undefined);
  const compared = signal<ComparedOutcomes | undefined>(undefined);
  const resending = computed((): Resending | undefined => {
    const choice = token.choice.value;
    const tokenId = replacedId.value;
    return choice && { exchangeId: request.id, ...(tokenId !== undefined && { tokenId }), choice };
  });

  let planning = new AbortController();
  const stopPlanning = effect(() => {
    const next = resending.value;
    // A plan is for one page.
    const isOfPage = plan.peek()?.pageOrigin === pageOrigin.value;
    planning.abort();
    planning = new AbortController();
    const { signal: stopped } = planning;
    if (state.peek() === 'confirming') state.value = 'ready';
    if (next === undefined || !isOfPage) plan.value = undefined;
    if (next === undefined) return;
    void call('plan call', { resending: next }, stopped).then((result) => {
      if (!stopped.aborted) plan.value = result.ok ? result.value : undefined;
    });
  });

  const readOutcome = async (exchangeId: string): Promise<Outcome | undefined> => {
    const [exchange, rejection] = await Promise.all([
      call('exchange', { exchangeId }, ended),
      call('rejection', { exchangeId }, ended),
    ]);
    if (!exchange.ok || exchange.value.kind !== 'http') return undefined;
    return { exchange: exchange.value, rejection: rejection.ok ? (rejection.value ?? undefined) : undefined };
  };
  const compare = async (exchangeId: string) => {
    const [before, after] = await Promise.all([readOutcome(request.id), readOutcome(exchangeId)]);
    if (!ended.aborted && before && after) compared.value = { before, after };
  };
  const newId = computed(() =>
    typeof resent.value === 'object' && 'exchangeId' in resent.value ? resent.value.exchangeId : undefined,
  );
  const stopComparing = effect(() => {
    void changes.value;
    if (newId.value !== undefined) void compare(newId.value);
  });

  let sending = new AbortController();
  const start = async (isConfirmed: boolean) => {
    const next = resending.peek();
    const planned = plan.peek();
    if (next === undefined || planned === undefined || state.peek() === 'sending') return;
    sending = new AbortController();
    const { signal: stopped } = sending;
    state.value = 'sending';
    resent.value = undefined;
    compared.value = undefined;
    const approved = { resending: next, isConfirmed, pageOrigin: planned.pageOrigin };
    const result = await call('send again', approved, stopped);
    if (ended.aborted) return;
    state.value = 'ready';
    resent.value = result.ok ? result.value : result.error;
  };

  return {
    request,
    token,
    replacedId,
    plan,
    state,
    resent,
    compared,
    send() {
      if (plan.peek()?.isUnsafe === true) state.value = 'confirming';
      else void start(false);
    },
    confirm: () => void start(true),
    cancel() {
      if (state.peek() === 'confirming') state.value = 'ready';
      else sending.abort();
    },
    end() {
      ending.abort();
      planning.abort();
      sending.abort();
      stopPlanning();
      stopComparing();
    },
  };
}
