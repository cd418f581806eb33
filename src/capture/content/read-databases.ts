import {
  maxDatabaseRecords,
  maxDatabaseStores,
  maxStorageEntries,
  maxStorageTotalLength,
} from '../protocol/limits';
import { recordText } from './record-text';
import type { StorageEntry } from '../../traffic';
import { isWorthReporting, type StorageEntries } from '../protocol/storage-entries';

/** Databases of known auth libraries, which are read first. */
const knownNames: readonly string[] = ['firebaseLocalStorageDb'];

/** The names of an origin's databases, those of known auth libraries first. Rejects if the frame may not list them. */
export async function listDatabases(factory: IDBFactory): Promise<readonly string[]> {
  const listed = (await factory.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]));
  return [...new Set([...knownNames.filter((name) => listed.includes(name)), ...listed])];
}

interface ReadOptions {
  readonly timeoutMs: number;
  /** Ends the read at once. */
  readonly signal: AbortSignal;
}

/**
 * Reads the records of a database that may contain a token. Changes nothing, doesn't create the database, and doesn't
 * block others: it closes the database when another connection wants to change or delete it. A timeout counts as one
 * entry left out. Never rejects.
 */
export async function readDatabase(
  factory: IDBFactory,
  name: string,
  { timeoutMs, signal }: ReadOptions,
): Promise<StorageEntries> {
  const entries: StorageEntry[] = [];
  let leftOut = 0;
  let lengthLeft = maxStorageTotalLength;
  const ended = new AbortController();
  const end = () => ended.abort();
  const deadline = setTimeout(() => {
    leftOut += 1;
    end();
  }, timeoutMs);
  if (signal.aborted) end();
  signal.addEventListener('abort', end);

  let transaction: IDBTransaction | undefined;
  ended.signal.addEventListener('abort', () => abort(transaction));

  const database = await openExisting(factory, name, ended);
  const stores = [...(database?.objectStoreNames ?? [])];
  leftOut += Math.max(0, stores.length - maxDatabaseStores);
  for (const store of stores.slice(0, maxDatabaseStores)) {
    if (database !== undefined && !ended.signal.aborted) await readStore(database, store);
  }

  end();
  clearTimeout(deadline);
  signal.removeEventListener('abort', end);
  return { entries, leftOut };

  function readStore(from: IDBDatabase, store: string): Promise<void> {
    return new Promise((resolve) => {
      try {
        transaction = from.transaction(store, 'readonly');
        for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => resolve());
        readRecords(transaction.objectStore(store).openCursor(), store);
      } catch {
        // The database was closed meanwhile.
        resolve();
      }
    });
  }

  function readRecords(request: IDBRequest<IDBCursorWithValue | null>, store: string): void {
    let count = 0;
    request.addEventListener('success', () => {
      const cursor = request.result;
      if (cursor === null || ended.signal.aborted) return;
      count += 1;
      if (count > maxDatabaseRecords || lengthLeft <= 0 || entries.length === maxStorageEntries) {
        leftOut += 1;
        return;
      }
      read(`${name}/${store}/${keyText(cursor.key)}`, cursor.value);
      cursor.continue();
    });
  }

  function read(key: string, record: unknown): void {
    const { text, isCut } = recordText(record);
    lengthLeft -= text.length;
    if (isCut) leftOut += 1;
    if (isWorthReporting(key, text)) entries.push({ key, value: text });
  }
}

/** Opens it without a version, so that nothing is upgraded; undefined if it's missing, may not be opened, or on timeout. */
function openExisting(
  factory: IDBFactory,
  name: string,
  ended: AbortController,
): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    const request = factory.open(name);
    // The database was deleted meanwhile. Aborting its creation leaves nothing behind.
    request.addEventListener('upgradeneeded', () => abort(request.transaction));
    request.addEventListener('error', (event) => {
      event.preventDefault();
      resolve(undefined);
    });
    request.addEventListener('success', () => {
      const database = request.result;
      const close = () => database.close();
      if (ended.signal.aborted) return close();
      ended.signal.addEventListener('abort', close);
      database.addEventListener('versionchange', () => ended.abort());
      resolve(database);
    });
    ended.signal.addEventListener('abort', () => resolve(undefined));
  });
}

function abort(transaction: IDBTransaction | null | undefined): void {
  try {
    transaction?.abort();
  } catch {
    // The transaction has already ended.
  }
}

function keyText(key: IDBValidKey): string {
  if (typeof key === 'string') return key;
  return recordText(key).text;
}
