import { expect, it, vi } from 'vitest';
import type { BugFacts } from '../../traffic';
import { sendBug } from '../background/send-bug';
import { subscribeBackgroundBugs } from '../devtools/background-bugs';

type Listener = (message: unknown, sender: object) => unknown;

const { browser, state } = vi.hoisted(() => {
  const state = {
    handle: (() => {}) as Listener,
    sent: [] as unknown[],
    respond: (): Promise<unknown> => Promise.reject(new Error('Receiving end does not exist')),
    session: new Map<string, unknown>(),
  };
  const runtime = {
    id: 'extension',
    getURL: (path: string) => `chrome-extension://extension/${path}`,
    onMessage: { addListener: (listener: Listener) => (state.handle = listener) },
    sendMessage: async (message: unknown) => {
      state.sent.push(message);
      return state.respond();
    },
  };
  const session = {
    get: async (key: string) => ({ [key]: state.session.get(key) }),
    set: async (values: object) =>
      Object.entries(values).forEach(([key, value]) => state.session.set(key, value)),
    remove: async (key: string) => void state.session.delete(key),
  };
  return { state, browser: { runtime, storage: { session } } };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const background = { id: 'extension', url: 'chrome-extension://extension/service-worker-loader.js' };

it('an exception in the background reaches the devtools pages without its message', async () => {
  const bugs: BugFacts[] = [];
  subscribeBackgroundBugs((bug) => bugs.push(bug));
  state.respond = async () => true;
  await sendBug(new TypeError('eyJhbGciOiJub25lIn0.e30.'));
  expect(JSON.stringify(state.sent)).not.toContain('eyJ');
  for (const message of state.sent) expect(await state.handle(message, background)).toBe(true);
  expect(bugs).toEqual([{ errorName: 'TypeError', frames: [] }]);
  expect(state.session.size).toBe(0);
});

it.each([
  ['no page is open', () => Promise.reject(new Error('Receiving end does not exist'))],
  ['only the popup is open', async () => undefined],
])('an exception in the background while %s reaches the next devtools page, once', async (_, respond) => {
  state.respond = respond;
  await Promise.all([sendBug(new TypeError('eyJhbGciOiJub25lIn0.e30.')), sendBug(new RangeError('second'))]);
  expect(JSON.stringify([...state.session])).not.toContain('eyJ');
  const bugs: BugFacts[] = [];
  subscribeBackgroundBugs((bug) => bugs.push(bug));
  await vi.waitFor(() => expect(bugs.map(({ errorName }) => errorName)).toEqual(['TypeError', 'RangeError']));
  expect(state.session.size).toBe(0);
  const later = vi.fn();
  subscribeBackgroundBugs(later);
  await new Promise((resolve) => setTimeout(resolve));
  expect(later).not.toHaveBeenCalled();
});

it('not more than 20 exceptions are kept', async () => {
  state.respond = async () => undefined;
  for (let count = 0; count < 25; count += 1) await sendBug(new TypeError());
  expect(state.session.get('missed bugs')).toHaveLength(20);
  const bugs: BugFacts[] = [];
  subscribeBackgroundBugs((bug) => bugs.push(bug));
  await vi.waitFor(() => expect(bugs).toHaveLength(20));
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
