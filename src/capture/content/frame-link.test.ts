import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLink, type FrameRuntime } from './frame-link';
import type { FrameMessage } from '../protocol/messages';

/** Firefox: each message gets its own response, or isn't delivered. */
const call: FrameMessage = { type: 'call', text: '1' };

beforeEach(() => vi.stubGlobal('__BROWSER__', 'firefox'));
afterEach(() => vi.unstubAllGlobals());

function open() {
  const pending: ((respond: unknown) => void)[] = [];
  const runtime = {
    onMessage: { addListener: () => {} },
    connect: () => {
      throw new Error('not in Firefox');
    },
    sendMessage: () =>
      new Promise((resolve, reject) => {
        pending.push((respond) =>
          respond === 'fails' ? reject(new Error('no receiver')) : resolve(respond),
        );
      }),
  } satisfies FrameRuntime as FrameRuntime;
  const events = { received: vi.fn(), closed: vi.fn(), undelivered: vi.fn() };
  const link = openLink(runtime, events);
  const respond = async (value: unknown) => {
    pending.shift()?.(value);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { link, events, respond };
}

describe('openLink in Firefox', () => {
  it.each(['fails', undefined, 'pong', { type: 'other' }])(
    'reports a message as undelivered if the response is %j',
    async (value) => {
      const { link, events, respond } = open();
      link.post(call);
      await respond(value);
      expect(events.undelivered).toHaveBeenCalledWith(call);
      expect(events.closed).toHaveBeenCalledTimes(1);
      expect(events.received).not.toHaveBeenCalled();
    },
  );

  it('reports only undelivered messages after close', async () => {
    const { link, events, respond } = open();
    link.post(call);
    link.post(call);
    link.close();
    await respond('fails');
    await respond({ type: 'pong' });
    expect(events.undelivered).toHaveBeenCalledTimes(1);
    expect([events.closed.mock.calls, events.received.mock.calls]).toEqual([[], []]);
  });

  it('reports the command in the response', async () => {
    const { link, events, respond } = open();
    link.post({ type: 'hello' });
    await respond({ type: 'start' });
    expect(events.received).toHaveBeenCalledWith({ type: 'start' });
    expect(events.undelivered).not.toHaveBeenCalled();
  });
});
