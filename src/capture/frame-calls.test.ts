import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import { createFrameCalls } from './frame-calls';
import type { FrameMessage } from './messages';
import { callEvent } from './page-events';

function createCalls() {
  const page = new Window({ url: 'https://app.test/' });
  const sent: FrameMessage[] = [];
  const calls = createFrameCalls(page as unknown as globalThis.Window & typeof globalThis, (message) => {
    sent.push(message);
    return true;
  });
  return { page, sent, calls };
}

it('what did not arrive is sent before what the page calls after it', () => {
  const { page, sent, calls } = createCalls();
  calls.hear();
  calls.keep({ type: 'call', text: '"did not arrive"' });
  page.dispatchEvent(new page.CustomEvent(callEvent, { detail: '"later"' as unknown as object }));
  expect(sent).toEqual([]);
  calls.sendKept();
  expect(sent).toEqual([
    { type: 'call', text: '"did not arrive"' },
    { type: 'call', text: '"later"' },
  ]);
});

it('a count that did not arrive is told again, and anything else that did not is left alone', () => {
  const { sent, calls } = createCalls();
  calls.keep({ type: 'dropped', count: 3 });
  calls.keep({ type: 'dropped', count: 4 });
  calls.keep({ type: 'ping' });
  calls.sendKept();
  calls.sendKept();
  expect(sent).toEqual([{ type: 'dropped', count: 7 }]);
});
