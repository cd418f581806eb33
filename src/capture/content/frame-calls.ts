import type { CallMessage, FrameMessage } from '../protocol/messages';
import { channelEvent, readyEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';
import { maxKeptCalls, maxKeptCallsLength } from '../protocol/limits';

/** Returns whether the message was sent. */
export type SendFrameMessage = (message: FrameMessage) => boolean;

interface FrameCalls {
  /** Starts the page script's reports. When called again, it requests the script's state. */
  start(finishedCalls: number): void;
  /** Sends the kept calls in order, then the number of dropped ones. */
  sendKept(): void;
  /** Keeps a call, or a count, that wasn't delivered. */
  keep(message: FrameMessage): void;
  /** Stops the page script, and drops the kept calls. */
  end(): void;
}

/**
 * Forwards the calls that the page script reports. Keeps those that can't be sent, within limits, and counts the others;
 * the page script limits its rate. Reports it if that script doesn't respond. Create this before any script of the page
 * runs.
 */
export function createFrameCalls(frame: Window & typeof globalThis, send: SendFrameMessage): FrameCalls {
  // Outside any document: the page can't find it, and `document.open` doesn't remove its listeners.
  const channel = frame.document.createComment('');
  let kept: CallMessage[] = [];
  let keptLength = 0;
  let dropped = 0;
  let hasResponded = false;
  let isSilent = false;

  channel.addEventListener(reportEvent, takeReport);
  frame.addEventListener(readyEvent, offerChannel);
  offerChannel();

  return {
    start(finishedCalls) {
      hasResponded = false;
      channel.dispatchEvent(new frame.CustomEvent(startEvent, { detail: finishedCalls }));
      if (isSilent === hasResponded && send({ type: 'page-script', isSilent: !hasResponded }))
        isSilent = !hasResponded;
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
    // The page script has the channel now, so it's no longer offered.
    frame.removeEventListener(readyEvent, offerChannel);
    hasResponded = true;
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
    if (kept.length === maxKeptCalls || keptLength + length > maxKeptCallsLength) {
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
