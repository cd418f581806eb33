import { expect, it, vi } from 'vitest';
import type { BugFacts } from '../../traffic';
import { sendBug } from '../background/send-bug';
import { subscribeBackgroundBugs } from '../devtools/background-bugs';

type Listener = (message: unknown, sender: object) => unknown;

const { browser, state } = vi.hoisted(() => {
  const state = { handle: (() => {}) as Listener, sent: [] as unknown[] };
  const runtime = {
    id: 'extension',
    getURL: (path: string) => `chrome-extension://extension/${path}`,
    onMessage: { addListener: (listener: Listener) => (state.handle = listener) },
    sendMessage: async (message: unknown) => {
      state.sent.push(message);
      throw new Error('Receiving end does not exist');
    },
  };
  return { state, browser: { runtime } };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const background = { id: 'extension', url: 'chrome-extension://extension/service-worker-loader.js' };

it('an exception in the background reaches the devtools pages without its message', async () => {
  const bugs: BugFacts[] = [];
  subscribeBackgroundBugs((bug) => bugs.push(bug));
  await sendBug(new TypeError('eyJhbGciOiJub25lIn0.e30.'));
  expect(JSON.stringify(state.sent)).not.toContain('eyJ');
  for (const message of state.sent) expect(state.handle(message, background)).toBeUndefined();
  expect(bugs).toEqual([{ errorName: 'TypeError', frames: [] }]);
});

it.each([
  [
    { type: 'background-bug', errorName: 'TypeError', frames: [] },
    { ...background, url: 'https://app.test/' },
  ],
  [{ type: 'background-bug', errorName: 'x'.repeat(200), frames: [] }, background],
  [{ type: 'background-bug', errorName: 'TypeError' }, background],
  [{ type: 'watched', errorName: 'TypeError', frames: [] }, background],
])('another message is none: %j', (message, sender) => {
  const listener = vi.fn();
  subscribeBackgroundBugs(listener);
  state.handle(message, sender);
  expect(listener).not.toHaveBeenCalled();
});
