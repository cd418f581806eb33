import type { CallMessage, FrameMessage } from './messages';
import { callEvent, maxCallTextLength, pageCallRate, pageTextRate } from './page-events';
import { RateBound } from './rate-bound';

/** A little more than the page's own world keeps to: what comes above it, that one did not send. */
export const callRate = { perSecond: pageCallRate.perSecond + 10, burst: pageCallRate.burst + 50 };
/** Calls kept while nobody takes them. */
export const maxKeptCalls = 200;
const maxKeptLength = 4 * 1024 * 1024;

/** Answers whether it took the message. */
export type SendFrameMessage = (message: FrameMessage) => boolean;

export interface FrameCalls {
  /** Hears the page's world from now on; again and again changes nothing. */
  hear(): void;
  /** Sends in their order what nobody took before, then how many were dropped. */
  sendKept(): void;
  /** Takes back a call, or a count, that did not arrive. */
  keep(message: FrameMessage): void;
  /** Hears no more and forgets what was kept. */
  end(): void;
}

/** Passes on the calls that the page's world reports. Keeps those that nobody takes, within bounds; counts the others. */
export function createFrameCalls(frame: Window & typeof globalThis, send: SendFrameMessage): FrameCalls {
  const calls = new RateBound(callRate);
  const texts = new RateBound(pageTextRate);
  let kept: CallMessage[] = [];
  let keptLength = 0;
  let dropped = 0;

  return {
    hear: () => frame.addEventListener(callEvent, hearCall),
    sendKept,
    keep,
    end: () => {
      frame.removeEventListener(callEvent, hearCall);
      forget();
      dropped = 0;
    },
  };

  function hearCall(event: Event): void {
    const nowMs = Date.now();
    if (!calls.take(nowMs)) {
      dropped += 1;
      return;
    }
    const { detail: text } = event as CustomEvent<unknown>;
    // The page can send this event with anything in it; what the text says is for the devtools page to judge.
    if (typeof text !== 'string' || text.length > maxCallTextLength) return;
    if (!texts.take(nowMs, text.length)) dropped += 1;
    else sendInOrder({ type: 'call', text });
  }

  function sendInOrder(message: CallMessage): void {
    if (kept.length > 0 || !send(message)) keep(message);
  }

  function sendKept(): void {
    const waiting = kept;
    forget();
    for (const message of waiting) sendInOrder(message);
    if (dropped > 0 && send({ type: 'dropped', count: dropped })) dropped = 0;
  }

  function keep(message: FrameMessage): void {
    if (message.type === 'dropped') dropped += message.count;
    if (message.type !== 'call') return;
    const { length } = message.text;
    if (kept.length === maxKeptCalls || keptLength + length > maxKeptLength) {
      dropped += 1;
      return;
    }
    kept.push(message);
    keptLength += length;
  }

  function forget(): void {
    kept = [];
    keptLength = 0;
  }
}
