import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxDatabaseRecords, maxDatabaseStores } from '../protocol/limits';
import { readDatabase } from './read-databases';
import { createDatabases } from './databases.fixture';
import type { StorageEntries } from '../protocol/storage-entries';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const user = {
  fbase_key: 'firebase:authUser:k:[DEFAULT]',
  value: { stsTokenManager: { accessToken: token } },
};
const firebase = {
  firebaseLocalStorageDb: { firebaseLocalStorage: { [user.fbase_key]: user, theme: { value: 'dark' } } },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const read = (factory: IDBFactory, name: string, signal = new AbortController().signal) =>
  readDatabase(factory, name, { timeoutMs: 300, signal });

async function finish(reading: Promise<StorageEntries>): Promise<StorageEntries> {
  await vi.advanceTimersByTimeAsync(10_000);
  expect(vi.getTimerCount()).toBe(0);
  return reading;
}

describe('readDatabase', () => {
  it("doesn't create a missing database", async () => {
    const { factory, done } = createDatabases({});
    expect(await finish(read(factory, 'gone'))).toEqual({ entries: [], leftOut: 0 });
    expect(done).toEqual(['abort upgrade gone']);
  });

  it('returns the records that may contain a token, and closes the database', async () => {
    const { factory, done } = createDatabases(firebase);
    expect(await finish(read(factory, 'firebaseLocalStorageDb'))).toEqual({
      entries: [
        {
          key: 'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:k:[DEFAULT]',
          value: JSON.stringify(user),
        },
      ],
      leftOut: 0,
    });
    expect(done).toEqual(['open firebaseLocalStorageDb', 'close firebaseLocalStorageDb']);
  });

  it('closes the database at once when another connection wants to change or delete it', async () => {
    const { factory, done, requestChange } = createDatabases({
      db: { store: Object.fromEntries(Array(500).entries()) },
    });
    const reading = read(factory, 'db');
    await vi.advanceTimersByTimeAsync(5);
    requestChange('db');
    expect(done).toEqual(['open db', 'close db']);
    expect(await finish(reading)).toEqual({ entries: [], leftOut: 0 });
  });

  it('closes the database on timeout, which is counted, and on abort', async () => {
    const records = Object.fromEntries(Array(900).entries());
    const { factory, done } = createDatabases({ slow: { store: records } });
    const ended = new AbortController();
    const reads = [read(factory, 'slow'), read(factory, 'slow', ended.signal)];
    await vi.advanceTimersByTimeAsync(20);
    ended.abort();
    expect(done.filter((what) => what === 'close slow').length).toBe(1);
    await vi.advanceTimersByTimeAsync(300);
    expect(done.filter((what) => what === 'close slow').length).toBe(2);
    expect(await Promise.all(reads.map(finish))).toMatchObject([{ leftOut: 1 }, { leftOut: 0 }]);
  });

  it("doesn't wait for a blocked database, and closes it when it's opened late", async () => {
    const { factory, done, blocked, unblock } = createDatabases(firebase);
    blocked.add('firebaseLocalStorageDb');
    expect(await finish(read(factory, 'firebaseLocalStorageDb'))).toEqual({ entries: [], leftOut: 1 });
    unblock();
    expect(done).toEqual(['open firebaseLocalStorageDb', 'close firebaseLocalStorageDb']);
  });

  it('limits stores and records, and counts what is left out', async () => {
    const records = Object.fromEntries(Array(maxDatabaseRecords + 50).entries());
    const stores = Object.fromEntries(
      Array.from({ length: maxDatabaseStores + 3 }, (_, index) => [`s${index}`, {}]),
    );
    const { factory } = createDatabases({ many: stores, long: { store: records } });
    expect(await finish(read(factory, 'many'))).toMatchObject({ leftOut: 3 });
    const reading = readDatabase(factory, 'long', {
      timeoutMs: 60_000,
      signal: new AbortController().signal,
    });
    expect(await finish(reading)).toMatchObject({ leftOut: 1 });
  });
});
