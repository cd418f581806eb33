import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import { createFrameCalls } from './frame-calls';
import type { FrameMessage } from './messages';
import { callEvent } from './page-events';

it('what did not arrive is sent before what the page calls after it', () => {
  const page = new Window({ url: 'https://app.test/' });
  const sent: FrameMessage[] = [];
  const calls = createFrameCalls(page as unknown as globalThis.Window & typeof globalThis, (message) => {
    sent.push(message);
    return true;
  });
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
