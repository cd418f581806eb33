import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetStoredData, readStoredData, serveStoredData, type StoredLogData } from './stored-data';

const { browser, stored } = vi.hoisted(() => {
  const stored = { local: new Map<string, unknown>(), session: new Map<string, unknown>() };
  const areaOf = (values: Map<string, unknown>) => ({
    get: async (keys: readonly string[] | null) =>
      Object.fromEntries([...values].filter(([key]) => keys === null || keys.includes(key))),
    clear: async () => values.clear(),
  });
  const storage = { local: areaOf(stored.local), session: areaOf(stored.session) };
  return { browser: { storage }, stored };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const nothing: StoredLogData = { requests: 0, tokens: 0, keys: 0, changes: 0, texts: 0 };
const sharers: { name: string }[] = [];

/** A page that has something until it's forgotten, if `isLeft` is false. */
function openPage(has: StoredLogData, isLeft = false): void {
  let now = has;
  serveStoredData(
    () => now,
    async () => void (now = isLeft ? has : nothing),
  );
}

const channels: BroadcastChannel[] = [];

beforeEach(() => {
  class Channel extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.push(this);
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel);
  vi.stubGlobal('navigator', {
    locks: {
      request: async (name: string) => void sharers.push({ name }),
      query: async () => ({ ['held']: [...sharers, { name: 'another lock' }] }),
    },
  });
});

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
  sharers.splice(0);
  for (const values of Object.values(stored)) values.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('forgetStoredData', () => {
  it('empties every page, the disk and the session', async () => {
    stored.local.set('preferences', {}).set('tokenColumns', {}).set('keptKeys', [{}]);
    stored.session.set('draft', 'text');
    stored.session.set('missed bugs', [{ type: 'background-bug', errorName: 'TypeError', frames: [] }]);
    openPage({ requests: 3, tokens: 0, keys: 1, changes: 0, texts: 0 });
    openPage({ requests: 0, tokens: 0, keys: 0, changes: 2, texts: 0 });
    const before = await readStoredData();
    expect(before).toMatchObject({ settings: 2, popupTexts: 1, bugs: 1, silentPages: 0 });
    expect(before.logs).toHaveLength(2);
    expect(await forgetStoredData()).toBe('forgotten');
    expect((await readStoredData()).logs).toEqual([nothing, nothing]);
    expect(stored.local.size).toBe(0);
  });

  it('notifies every page when all have forgotten, also if something is left', async () => {
    const events: string[] = [];
    const has = { ...nothing, texts: 1 };
    serveStoredData(
      () => has,
      async () => void events.push('forget'),
      () => events.push('forgotten'),
    );
    expect(await forgetStoredData()).toBe('left');
    await vi.waitFor(() => expect(events).toEqual(['forget', 'forgotten']));
  });

  it('does not succeed if a page has something left', async () => {
    openPage({ requests: 0, tokens: 0, keys: 0, changes: 1, texts: 0 }, true);
    expect(await forgetStoredData()).toBe('left');
  });

  it('does not succeed if kept keys are stored again', async () => {
    openPage(nothing);
    vi.spyOn(browser.storage.session, 'clear').mockImplementationOnce(
      async () => void stored.local.set('keptKeys', [{}]),
    );
    expect(await forgetStoredData()).toBe('left');
  });

  it('counts a page whose lock is not known yet', async () => {
    openPage({ requests: 0, tokens: 0, keys: 1, changes: 0, texts: 0 }, true);
    sharers.splice(0);
    expect(await forgetStoredData()).toBe('left');
  });

  it('does not succeed if an open page does not respond', async () => {
    vi.useFakeTimers();
    sharers.push({ name: 'page with a log' });
    const outcome = forgetStoredData();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await outcome).toBe('silent');
  });
});
