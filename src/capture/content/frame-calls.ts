import type { CallMessage, FrameMessage } from '../protocol/messages';
import { channelEvent, readyEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';

/** Calls kept while nobody takes them. */
export const maxKeptCalls = 200;
const maxKeptLength = 4 * 1024 * 1024;

/** Answers whether it took the message. */
export type SendFrameMessage = (message: FrameMessage) => boolean;

export interface FrameCalls {
  /** Has the script in the page's world report from now on. Called again, it asks for the script's state. */
  start(finishedCalls: number): void;
  /** Sends in their order what nobody took before, then how many were dropped. */
  sendKept(): void;
  /** Takes back a call, or a count, that did not arrive. */
  keep(message: FrameMessage): void;
  /** Has the script in the page's world stop, and forgets what was kept. */
  end(): void;
}

/**
 * Passes on the calls that the script in the page's world reports. Keeps those that nobody takes, within limits, and
 * counts the others; that script keeps to a rate. Says so if it doesn't answer. Create this before any script of the
 * page runs.
 */
export function createFrameCalls(frame: Window & typeof globalThis, send: SendFrameMessage): FrameCalls {
  // Outside any document: the page can't find it, and `document.open` doesn't remove its listeners.
  const channel = frame.document.createComment('');
  let kept: CallMessage[] = [];
  let keptLength = 0;
  let dropped = 0;
  let hasAnswered = false;
  let isSilent = false;

  channel.addEventListener(reportEvent, takeReport);
  frame.addEventListener(readyEvent, offerChannel);
  offerChannel();

  return {
    start(finishedCalls) {
      hasAnswered = false;
      channel.dispatchEvent(new frame.CustomEvent(startEvent, { detail: finishedCalls }));
      if (isSilent === hasAnswered && send({ type: 'page-script', isSilent: !hasAnswered }))
        isSilent = !hasAnswered;
    },
    sendKept,
    keep,
    end: () => {
      channel.dispatchEvent(new frame.CustomEvent(stopEvent));
      forget();
      dropped = 0;
    },
  };

  function offerChannel(): void {
    frame.dispatchEvent(new frame.MouseEvent(channelEvent, { relatedTarget: channel }));
  }

  function takeReport(event: Event): void {
    // From here on nobody else is offered the channel.
    frame.removeEventListener(readyEvent, offerChannel);
    hasAnswered = true;
    const { detail: text } = event as CustomEvent<string>;
    if (text !== '') sendInOrder({ type: 'call', text });
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
