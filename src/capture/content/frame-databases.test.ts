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
  const told: string[][] = [];
  const leftOut: number[] = [];
  const frame = { document, indexedDB: databases.factory } as unknown as Window & typeof globalThis;
  const watched = watchDatabases(frame, (changed) => {
    told.push(changed.entries.map(({ key }) => key));
    leftOut.push(changed.leftOut);
    return true;
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return {
    ...databases,
    document,
    told,
    leftOut,
    watched,
    pass,
    opened: () => databases.done.filter((what) => what.startsWith('open')),
  };
}

describe("a watch of a frame's databases", () => {
  it('does nothing unless asked, nothing while hidden, and nothing after its end', async () => {
    const { watched, document, opened, pass } = watch({ db: { store: { token } } });
    await pass(60_000);
    document.visibilityState = 'hidden';
    watched.look();
    await pass(60_000);
    document.visibilityState = 'visible';
    watched.end();
    watched.look();
    await pass(60_000);
    expect(opened()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('looks at most every ten seconds however often it is asked, and once more at once when told to', async () => {
    const { watched, opened, pass } = watch({ db: { store: { token } } });
    for (let passed = 0; passed < 9_000; passed += 100) {
      watched.look();
      await pass(100);
    }
    expect(opened().length).toBe(1);
    watched.lookAtOnce();
    await pass(100);
    expect(opened().length).toBe(2);
    watched.look();
    await pass(9_000);
    expect(opened().length).toBe(2);
    await pass(1_100);
    expect(opened().length).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells what is new, the databases of known libraries first', async () => {
    const store: Record<string, unknown> = { a: token };
    const { watched, told, pass } = watch({ other: { store }, firebaseLocalStorageDb: { s: { u: token } } });
    watched.look();
    await pass(100);
    store['b'] = token;
    watched.lookAtOnce();
    await pass(100);
    expect(told).toEqual([['firebaseLocalStorageDb/s/u'], ['other/store/a'], ['other/store/b']]);
  });

  it('says once how many databases are past the bound, the known ones not counted twice', async () => {
    const others = Array.from({ length: maxDatabases + 2 }, (_, index) => [`db${index}`, {}]);
    const { watched, opened, leftOut, pass } = watch({
      ...Object.fromEntries(others),
      firebaseLocalStorageDb: {},
    });
    watched.look();
    await pass(1_000);
    watched.lookAtOnce();
    await pass(1_000);
    expect(leftOut).toEqual([3]);
    expect(opened().length).toBe(2 * maxDatabases);
  });

  it('says how many entries were left out in all databases together', async () => {
    const long = 'x'.repeat(maxStorageValueLength);
    const store = { a: `${token} ${long}` } as Record<string, string>;
    const { watched, leftOut, pass } = watch({ one: { s: store }, two: { s: { b: `${token} ${long}` } } });
    watched.look();
    await pass(1_000);
    expect(leftOut).toEqual([1, 2]);
    delete store['a'];
    watched.lookAtOnce();
    await pass(1_000);
    expect(leftOut).toEqual([1, 2, 1]);
  });

  it('leaves alone for a while a database that took long', async () => {
    const { watched, opened, blocked, unblock, pass } = watch({
      slow: { s: { token } },
      db: { s: { token } },
    });
    blocked.add('slow');
    watched.look();
    await pass(1_000);
    blocked.clear();
    unblock();
    for (let passed = 0; passed < 60_000; passed += 1_000) {
      watched.look();
      await pass(1_000);
    }
    expect(opened().filter((what) => what === 'open slow').length).toBe(1);
    expect(opened().filter((what) => what === 'open db').length).toBeGreaterThan(4);
    await pass(120_000);
    watched.look();
    await pass(1_000);
    expect(opened().filter((what) => what === 'open slow').length).toBe(2);
  });

  it('takes no harm where a frame has no databases', async () => {
    const frame = { document: { visibilityState: 'visible' } } as unknown as Window & typeof globalThis;
    const watched = watchDatabases(frame, () => true);
    watched.look();
    await vi.advanceTimersByTimeAsync(1_000);
    watched.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
