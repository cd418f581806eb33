import { Window, type Comment as HappyComment } from 'happy-dom';
import { expect, it } from 'vitest';
import { createFrameCalls } from './frame-calls';
import type { FrameMessage } from '../protocol/messages';
import { channelEvent, readyEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';

function createCalls() {
  const page = new Window({ url: 'https://app.test/' });
  const sent: FrameMessage[] = [];
  const received: string[] = [];
  let channel: HappyComment | undefined;
  // What the script in the page's world does.
  page.addEventListener(channelEvent, (event) => {
    channel = (event as unknown as { readonly relatedTarget: HappyComment }).relatedTarget;
    for (const type of [startEvent, stopEvent]) channel.addEventListener(type, () => received.push(type));
  });
  const calls = createFrameCalls(page as unknown as globalThis.Window & typeof globalThis, (message) => {
    sent.push(message);
    return true;
  });
  const report = (text: string) =>
    channel?.dispatchEvent(new page.CustomEvent(reportEvent, { detail: text as unknown as object }));
  return { page, sent, calls, received, report, channel: () => channel };
}

it('hands its node to the script in the page, whichever of the two runs first, and to nobody after that', () => {
  const { page, channel, report } = createCalls();
  expect(channel()?.isConnected).toBe(false);
  const offers: unknown[] = [];
  page.addEventListener(channelEvent, (event) => offers.push(event));
  page.dispatchEvent(new page.CustomEvent(readyEvent));
  expect(offers).toHaveLength(1);
  report('');
  page.dispatchEvent(new page.CustomEvent(readyEvent));
  expect(offers).toHaveLength(1);
});

it('what did not arrive is sent before what the page calls after it', () => {
  const { sent, calls, report } = createCalls();
  calls.keep({ type: 'call', text: '"did not arrive"' });
  report('"later"');
  expect(sent).toEqual([]);
  calls.sendKept();
  expect(sent).toEqual([
    { type: 'call', text: '"did not arrive"' },
    { type: 'call', text: '"later"' },
  ]);
});

it('a count that did not arrive is sent again, and anything else that did not is left alone', () => {
  const { sent, calls } = createCalls();
  calls.keep({ type: 'dropped', count: 3 });
  calls.keep({ type: 'dropped', count: 4 });
  calls.keep({ type: 'ping' });
  calls.sendKept();
  calls.sendKept();
  expect(sent).toEqual([{ type: 'dropped', count: 7 }]);
});

it('says once that the script in the page does not answer, and once that it does again', () => {
  const { sent, calls, channel, report } = createCalls();
  calls.start(0);
  calls.start(0);
  expect(sent).toEqual([{ type: 'page-script', isSilent: true }]);
  channel()?.addEventListener(startEvent, () => report(''));
  calls.start(0);
  calls.start(0);
  expect(sent.slice(1)).toEqual([{ type: 'page-script', isSilent: false }]);
});

it('listens to nothing on the window, where the page could speak', () => {
  const { page, sent } = createCalls();
  page.dispatchEvent(new page.CustomEvent(reportEvent, { detail: '"forged"' as unknown as object }));
  page.dispatchEvent(new page.CustomEvent('jwt-devtools:call', { detail: '"forged"' as unknown as object }));
  expect(sent).toEqual([]);
});
