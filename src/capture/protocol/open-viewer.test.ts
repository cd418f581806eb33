import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openViewer } from './open-viewer';

type Respond = (message: unknown, sender: object) => Promise<unknown> | undefined;

const { browser, responders, removed, created } = vi.hoisted(() => {
  const eventOf = <Listener>(listeners: Set<Listener>) => ({
    addListener: (listener: Listener) => listeners.add(listener),
    removeListener: (listener: Listener) => listeners.delete(listener),
  });
  const responders = new Set<Respond>();
  const removed = new Set<(tabId: number) => void>();
  /** Each creates the tab that was requested, in the order of the requests. */
  const created: ((tabId: number) => void)[] = [];
  const create = () => new Promise((resolve) => created.push((id) => resolve({ id })));
  const getURL = (path: string) => `chrome-extension://extension/${path}`;
  return {
    browser: {
      runtime: { id: 'extension', getURL, onMessage: eventOf(responders) },
      tabs: { create, onRemoved: eventOf(removed) },
    },
    responders,
    removed,
    created,
  };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const textOf = (text: string) => ({ type: 'viewer-text', text }) as const;

/** What the page of a tab gets: as in browsers, the first response counts. */
function ask(tabId: number): Promise<unknown> {
  const sender = { id: 'extension', url: browser.runtime.getURL('viewer.html'), tab: { id: tabId } };
  const responses = [...responders].map((respond) => respond({ type: 'viewer-opened' }, sender));
  const pending = responses.filter((response) => response !== undefined);
  return pending.length === 0 ? Promise.resolve('no response') : Promise.race(pending);
}

beforeEach(() => {
  responders.clear();
  removed.clear();
  created.length = 0;
});

describe('of two viewers that are opened at the same time', () => {
  it('each gets its own content, in any order', async () => {
    const openings = [openViewer(textOf('first')), openViewer(textOf('second'))];
    created[0]?.(1);
    created[1]?.(2);
    const viewers = await Promise.all(openings);
    expect(await ask(2)).toEqual(textOf('second'));
    expect(await ask(1)).toEqual(textOf('first'));
    expect(await Promise.all(viewers.map((viewer) => viewer?.taken))).toEqual([true, true]);
    expect(responders.size + removed.size).toBe(0);
  });

  it('each gets its own content if its page asks before the browser reports its tab', async () => {
    const openings = [openViewer(textOf('first')), openViewer(textOf('second'))];
    const asked = [ask(2), ask(1)];
    created[0]?.(1);
    await openings[0];
    created[1]?.(2);
    expect(await Promise.all(asked)).toEqual([textOf('second'), textOf('first')]);
    await openings[1];
  });

  it('the other one gets its content after one is closed before it asked', async () => {
    const openings = [openViewer(textOf('first')), openViewer(textOf('second'))];
    created[0]?.(1);
    created[1]?.(2);
    const [first] = await Promise.all(openings);
    for (const listener of removed) listener(1);
    expect(await first?.taken).toBe(false);
    expect(responders.size).toBe(1);
    expect(await ask(2)).toEqual(textOf('second'));
  });
});

it("doesn't respond to an empty viewer", async () => {
  const opening = openViewer(textOf('first'));
  created[0]?.(1);
  await opening;
  expect(await ask(3)).toBe('no response');
  expect(await ask(1)).toEqual(textOf('first'));
});
