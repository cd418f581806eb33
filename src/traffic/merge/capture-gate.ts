import { timeOf, type Exchange, type HttpExchange } from '../exchange/exchange';

/** Times of requests and of navigations are rounded by different clocks. */
const clockSlackMs = 50;
/** Pauses remembered; what was sent in an older one is let in. */
const maxPauses = 1_000;

export interface CaptureGateOptions {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** The log was cleared: what sources hold of requests from before this time is to be forgotten. */
  readonly cleared?: (atMs: number) => void;
}

/** What the toolbar sets: `paused` takes nothing in, without `preserve` a navigation clears the log. */
export interface CaptureSettings {
  readonly paused: boolean;
  readonly preserve: boolean;
}

/** Decides what is captured: the only place that knows pauses, clearing and navigations. */
export interface CaptureGate {
  /** Requests that are sent from now on are, or aren't, captured. */
  set(settings: CaptureSettings): void;
  /** The log is cleared now: nothing from before is captured any more. */
  clear(): void;
  /**
   * The top frame went to another document; the navigation began at this time. Returns the time from which on the log is
   * to keep what it has: what was sent before isn't captured any more. Undefined where all is preserved.
   */
  navigate(startedAtMs: number): number | undefined;
  /**
   * The exchange, or the addition to one, if it's captured. Goes by when the request was sent, not by when it's reported.
   * Of a stream that was opened before that has messages from later, those alone, as an exchange of their own. What was
   * let in may be asked for again later: undefined where the log was cleared meanwhile.
   */
  admit<T extends Exchange>(exchange: T): T | undefined;
}

/** Creates a gate that is open, and preserves. */
export function createCaptureGate({ nowMs, cleared = () => {} }: CaptureGateOptions): CaptureGate {
  let capturedSinceMs = -Infinity;
  /** Streams that go on after the log was cleared begin anew in each epoch. */
  let epoch = 0;
  let isPreserving = true;
  let pausedSinceMs: number | undefined;
  let pauses: { readonly fromMs: number; readonly toMs: number }[] = [];

  function isCaptured(atMs: number): boolean {
    // Not a time: what is wrong with the exchange is counted where it's searched.
    if (!Number.isFinite(atMs)) return true;
    // The machine's clock was set back.
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
      // The page says when it began, and can say anything: what is sent from now on is captured in any case.
      const sinceMs = Math.min(startedAtMs, nowMs()) - clockSlackMs;
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

/** The stream from this time on, without what its request and its response had: that was sent before. */
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
