import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxDatabaseRecords, maxDatabaseStores } from '../protocol/limits';
import { lookIntoDatabase } from './read-databases';
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

const look = (factory: IDBFactory, name: string, signal = new AbortController().signal) =>
  lookIntoDatabase(factory, name, { withinMs: 300, signal });

async function finish(looking: Promise<StorageEntries>): Promise<StorageEntries> {
  await vi.advanceTimersByTimeAsync(10_000);
  expect(vi.getTimerCount()).toBe(0);
  return looking;
}

describe('a look into a database', () => {
  it('that is not there makes none', async () => {
    const { factory, done } = createDatabases({});
    expect(await finish(look(factory, 'gone'))).toEqual({ entries: [], leftOut: 0 });
    expect(done).toEqual(['abort making gone']);
  });

  it('finds the records in which a token may stand, and closes it', async () => {
    const { factory, done } = createDatabases(firebase);
    expect(await finish(look(factory, 'firebaseLocalStorageDb'))).toEqual({
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

  it('lets go at once when somebody wants to change or delete it', async () => {
    const { factory, done, want } = createDatabases({
      db: { store: Object.fromEntries(Array(500).entries()) },
    });
    const looking = look(factory, 'db');
    await vi.advanceTimersByTimeAsync(5);
    want('db');
    expect(done).toEqual(['open db', 'close db']);
    expect(await finish(looking)).toEqual({ entries: [], leftOut: 0 });
  });

  it('lets go when it takes too long, which is counted, and when it is told to end', async () => {
    const records = Object.fromEntries(Array(900).entries());
    const { factory, done } = createDatabases({ slow: { store: records } });
    const ended = new AbortController();
    const looks = [look(factory, 'slow'), look(factory, 'slow', ended.signal)];
    await vi.advanceTimersByTimeAsync(20);
    ended.abort();
    expect(done.filter((what) => what === 'close slow').length).toBe(1);
    await vi.advanceTimersByTimeAsync(300);
    expect(done.filter((what) => what === 'close slow').length).toBe(2);
    expect(await Promise.all(looks.map(finish))).toMatchObject([{ leftOut: 1 }, { leftOut: 0 }]);
  });

  it('does not wait for one that cannot be opened, and closes it when it is opened late', async () => {
    const { factory, done, blocked, unblock } = createDatabases(firebase);
    blocked.add('firebaseLocalStorageDb');
    expect(await finish(look(factory, 'firebaseLocalStorageDb'))).toEqual({ entries: [], leftOut: 1 });
    unblock();
    expect(done).toEqual(['open firebaseLocalStorageDb', 'close firebaseLocalStorageDb']);
  });

  it('is bounded in stores and in records, and says that more is there', async () => {
    const records = Object.fromEntries(Array(maxDatabaseRecords + 50).entries());
    const stores = Object.fromEntries(
      Array.from({ length: maxDatabaseStores + 3 }, (_, index) => [`s${index}`, {}]),
    );
    const { factory } = createDatabases({ many: stores, long: { store: records } });
    expect(await finish(look(factory, 'many'))).toMatchObject({ leftOut: 3 });
    const looking = lookIntoDatabase(factory, 'long', {
      withinMs: 60_000,
      signal: new AbortController().signal,
    });
    expect(await finish(looking)).toMatchObject({ leftOut: 1 });
  });
});
