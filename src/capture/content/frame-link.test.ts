import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLink, type FrameRuntime } from './frame-link';
import type { FrameMessage } from '../protocol/messages';

/** Firefox: each message is answered on its own, or arrives nowhere. */
const call: FrameMessage = { type: 'call', text: '1' };

beforeEach(() => vi.stubGlobal('__BROWSER__', 'firefox'));
afterEach(() => vi.unstubAllGlobals());

function open() {
  const answers: ((answer: unknown) => void)[] = [];
  const runtime = {
    onMessage: { addListener: () => {} },
    connect: () => {
      throw new Error('not in Firefox');
    },
    sendMessage: () =>
      new Promise((resolve, reject) => {
        answers.push((answer) => (answer === 'fails' ? reject(new Error('no receiver')) : resolve(answer)));
      }),
  } satisfies FrameRuntime as FrameRuntime;
  const events = { told: vi.fn(), gone: vi.fn(), unsent: vi.fn() };
  const link = openLink(runtime, events);
  const answer = async (value: unknown) => {
    answers.shift()?.(value);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { link, events, answer };
}

describe('a message in Firefox', () => {
  it.each(['fails', undefined, 'pong', { type: 'other' }])(
    'is handed back when its answer is %j',
    async (value) => {
      const { link, events, answer } = open();
      link.post(call);
      await answer(value);
      expect(events.unsent).toHaveBeenCalledWith(call);
      expect(events.gone).toHaveBeenCalledTimes(1);
      expect(events.told).not.toHaveBeenCalled();
    },
  );

  it('is handed back after the end too, and nothing else is told then', async () => {
    const { link, events, answer } = open();
    link.post(call);
    link.post(call);
    link.close();
    await answer('fails');
    await answer({ type: 'pong' });
    expect(events.unsent).toHaveBeenCalledTimes(1);
    expect([events.gone.mock.calls, events.told.mock.calls]).toEqual([[], []]);
  });

  it('tells what it is answered', async () => {
    const { link, events, answer } = open();
    link.post({ type: 'hello' });
    await answer({ type: 'start' });
    expect(events.told).toHaveBeenCalledWith({ type: 'start' });
    expect(events.unsent).not.toHaveBeenCalled();
  });
});
