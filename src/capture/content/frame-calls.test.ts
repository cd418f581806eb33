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
  // Simulates the page script.
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

it('offers its channel to the page script, whichever runs first, and only once', () => {
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

it('sends undelivered calls before later ones', () => {
  const { sent, calls, report } = createCalls();
  calls.keep({ type: 'call', text: '"undelivered"' });
  report('"later"');
  expect(sent).toEqual([]);
  calls.sendKept();
  expect(sent).toEqual([
    { type: 'call', text: '"undelivered"' },
    { type: 'call', text: '"later"' },
  ]);
});

it('sends an undelivered count again, and ignores other undelivered messages', () => {
  const { sent, calls } = createCalls();
  calls.keep({ type: 'dropped', count: 3 });
  calls.keep({ type: 'dropped', count: 4 });
  calls.keep({ type: 'ping' });
  calls.sendKept();
  calls.sendKept();
  expect(sent).toEqual([{ type: 'dropped', count: 7 }]);
});

it("reports once that the page script doesn't respond, and once that it responds again", () => {
  const { sent, calls, channel, report } = createCalls();
  calls.start(0);
  calls.start(0);
  expect(sent).toEqual([{ type: 'page-script', isSilent: true }]);
  channel()?.addEventListener(startEvent, () => report(''));
  calls.start(0);
  calls.start(0);
  expect(sent.slice(1)).toEqual([{ type: 'page-script', isSilent: false }]);
});

it('listens to no events on the window, which the page could dispatch', () => {
  const { page, sent } = createCalls();
  page.dispatchEvent(new page.CustomEvent(reportEvent, { detail: '"forged"' as unknown as object }));
  page.dispatchEvent(new page.CustomEvent('jwt-devtools:call', { detail: '"forged"' as unknown as object }));
  expect(sent).toEqual([]);
});
