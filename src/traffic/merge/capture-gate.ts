import { timeOf, type Exchange, type HttpExchange } from '../exchange/exchange';
import { maxPauses } from './limits';

/** Requests and navigations are timed by different clocks, which round differently. */
const clockToleranceMs = 50;

/** The clock of a gate, and what it calls when the log is cleared. */
export interface CaptureGateOptions {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** The log was cleared. Sources must drop what they store about requests from before this time. */
  readonly cleared?: (atMs: number) => void;
}

/** The toolbar's settings. While `paused`, nothing is captured. Without `preserve`, a navigation clears the log. */
export interface CaptureSettings {
  readonly paused: boolean;
  readonly preserve: boolean;
}

/** Decides what is captured, for all sources: applies pauses, clearing and navigations. */
export interface CaptureGate {
  /** Applies to requests that are sent from now on. */
  set(settings: CaptureSettings): void;
  /** The log is cleared now: nothing from before is captured any more. */
  clear(): void;
  /**
   * The top frame started to navigate to another document at this time. Returns the time from which the log must keep
   * its content; nothing from before is captured any more. Undefined if the log is preserved.
   */
  navigate(startedAtMs: number): number | undefined;
  /**
   * Returns the exchange, or the addition to one, if it's captured. This depends on when the request was sent, not on
   * when it's reported. For a stream that was opened too early but has later messages, returns those as a new exchange.
   * Can be called again for what it returned, and returns undefined if the log was cleared in the meantime.
   */
  admit<T extends Exchange>(exchange: T): T | undefined;
}

/** Creates a gate that captures everything and preserves the log. */
export function createCaptureGate({ nowMs, cleared = () => {} }: CaptureGateOptions): CaptureGate {
  let capturedSinceMs = -Infinity;
  /** Number of clears. A stream that continues after one becomes a new exchange in each epoch. */
  let epoch = 0;
  let isPreserving = true;
  let pausedSinceMs: number | undefined;
  let pauses: { readonly fromMs: number; readonly toMs: number }[] = [];

  function isCaptured(atMs: number): boolean {
    // Not a time. The search counts such an exchange as unreadable.
    if (!Number.isFinite(atMs)) return true;
    // In case the machine's clock was set back.
    capturedSinceMs = Math.min(capturedSinceMs, nowMs());
    if (atMs < capturedSinceMs || (pausedSinceMs !== undefined && atMs >= pausedSinceMs)) return false;
    return !pauses.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
  }

  function begin(sinceMs: number): void {
    epoch += 1;
    capturedSinceMs = Math.max(capturedSinceMs, sinceMs);
    pauses = pauses.filter(({ toMs }) => toMs > capturedSinceMs);
  }

  function admitHttp(exchange: HttpExchange): HttpExchange | undefined {
    const { messages } = exchange;
    const captured = Array.isArray(messages) ? messages.filter(({ atMs }) => isCaptured(atMs)) : [];
    if (isCaptured(exchange.sentAtMs)) {
      return captured.length === (messages?.length ?? 0) ? exchange : withMessages(exchange, captured);
    }
    const [first] = captured;
    return first && withMessages(continueStream(exchange, first.atMs, epoch), captured);
  }

  return {
    set: ({ paused, preserve }) => {
      isPreserving = preserve;
      if (paused === (pausedSinceMs !== undefined)) return;
      if (pausedSinceMs !== undefined) {
        pauses = [...pauses.slice(1 - maxPauses), { fromMs: pausedSinceMs, toMs: nowMs() }];
      }
      pausedSinceMs = paused ? nowMs() : undefined;
    },
    clear: () => {
      const atMs = nowMs();
      begin(atMs);
      cleared(atMs);
    },
    navigate: (startedAtMs) => {
      if (isPreserving) return undefined;
      // The page reports the time and can forge it. It must not stop what is sent from now on from being captured.
      const sinceMs = Math.min(startedAtMs, nowMs()) - clockToleranceMs;
      begin(sinceMs);
      return sinceMs;
    },
    admit: <T extends Exchange>(exchange: T) => {
      if (exchange.kind === 'http') return admitHttp(exchange) as T | undefined;
      return isCaptured(timeOf(exchange)) ? exchange : undefined;
    },
  };
}

function withMessages(
  { messages: _all, ...exchange }: HttpExchange,
  captured: NonNullable<HttpExchange['messages']>,
): HttpExchange {
  return captured.length === 0 ? exchange : { ...exchange, messages: captured };
}

/** The stream from this time on, without the content of its request and response, which were sent before. */
function continueStream(
  { requestBody: _sent, responseBody: _received, ...exchange }: HttpExchange,
  sinceMs: number,
  epoch: number,
): HttpExchange {
  return {
    ...exchange,
    id: `${exchange.id}+${epoch}`,
    sentAtMs: sinceMs,
    url: exchange.url.replace(/[?#][^]*$/, ''),
    requestHeaders: [],
    responseHeaders: [],
  };
}
