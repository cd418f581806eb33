import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxDatabases, maxStorageValueLength } from '../protocol/limits';
import { createDatabases } from './databases.fixture';
import { watchDatabases } from './frame-databases';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(stored: Parameters<typeof createDatabases>[0]) {
  const databases = createDatabases(stored);
  const document = { visibilityState: 'visible' };
  const reported: string[][] = [];
  const leftOut: number[] = [];
  const frame = { document, indexedDB: databases.factory } as unknown as Window & typeof globalThis;
  const watched = watchDatabases(frame, (changed) => {
    reported.push(changed.entries.map(({ key }) => key));
    leftOut.push(changed.leftOut);
    return true;
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return {
    ...databases,
    document,
    reported,
    leftOut,
    watched,
    pass,
    opened: () => databases.done.filter((what) => what.startsWith('open')),
  };
}

describe('watchDatabases', () => {
  it('scans nothing unless requested, while hidden, or after its end', async () => {
    const { watched, document, opened, pass } = watch({ db: { store: { token } } });
    await pass(60_000);
    document.visibilityState = 'hidden';
    watched.scan();
    await pass(60_000);
    document.visibilityState = 'visible';
    watched.end();
    watched.scan();
    await pass(60_000);
    expect(opened()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('scans at most every ten seconds, except with scanNow', async () => {
    const { watched, opened, pass } = watch({ db: { store: { token } } });
    for (let passed = 0; passed < 9_000; passed += 100) {
      watched.scan();
      await pass(100);
    }
    expect(opened().length).toBe(1);
    watched.scanNow();
    await pass(100);
    expect(opened().length).toBe(2);
    watched.scan();
    await pass(9_000);
    expect(opened().length).toBe(2);
    await pass(1_100);
    expect(opened().length).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports new entries, those of known auth libraries first', async () => {
    const store: Record<string, unknown> = { a: token };
    const { watched, reported, pass } = watch({
      other: { store },
      firebaseLocalStorageDb: { s: { u: token } },
    });
    watched.scan();
    await pass(100);
    store['b'] = token;
    watched.scanNow();
    await pass(100);
    expect(reported).toEqual([['firebaseLocalStorageDb/s/u'], ['other/store/a'], ['other/store/b']]);
  });

  it('reports once how many databases are over the limit, without counting known ones twice', async () => {
    const others = Array.from({ length: maxDatabases + 2 }, (_, index) => [`db${index}`, {}]);
    const { watched, opened, leftOut, pass } = watch({
      ...Object.fromEntries(others),
      firebaseLocalStorageDb: {},
    });
    watched.scan();
    await pass(1_000);
    watched.scanNow();
    await pass(1_000);
    expect(leftOut).toEqual([3]);
    expect(opened().length).toBe(2 * maxDatabases);
  });

  it('reports how many entries were left out in all databases', async () => {
    const long = 'x'.repeat(maxStorageValueLength);
    const store = { a: `${token} ${long}` } as Record<string, string>;
    const { watched, leftOut, pass } = watch({ one: { s: store }, two: { s: { b: `${token} ${long}` } } });
    watched.scan();
    await pass(1_000);
    expect(leftOut).toEqual([1, 2]);
    delete store['a'];
    watched.scanNow();
    await pass(1_000);
    expect(leftOut).toEqual([1, 2, 1]);
  });

  it('skips a slow database for a while', async () => {
    const { watched, opened, blocked, unblock, pass } = watch({
      slow: { s: { token } },
      db: { s: { token } },
    });
    blocked.add('slow');
    watched.scan();
    await pass(1_000);
    blocked.clear();
    unblock();
    for (let passed = 0; passed < 60_000; passed += 1_000) {
      watched.scan();
      await pass(1_000);
    }
    expect(opened().filter((what) => what === 'open slow').length).toBe(1);
    expect(opened().filter((what) => what === 'open db').length).toBeGreaterThan(4);
    await pass(120_000);
    watched.scan();
    await pass(1_000);
    expect(opened().filter((what) => what === 'open slow').length).toBe(2);
  });

  it('does nothing if a frame has no databases', async () => {
    const frame = { document: { visibilityState: 'visible' } } as unknown as Window & typeof globalThis;
    const watched = watchDatabases(frame, () => true);
    watched.scan();
    await vi.advanceTimersByTimeAsync(1_000);
    watched.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
