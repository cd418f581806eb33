import type { StorageArea } from '../../traffic';
import { maxDatabases } from '../protocol/limits';
import { parseStorageQuery, type StorageMessage, type StoredAreas } from '../protocol/messages';
import { limitEntries, type StorageEntries } from '../protocol/storage-entries';
import type { FrameCookies } from './frame-cookies';
import { readIfAllowed, readStorageArea, type ReadArea } from './frame-storage';
import { listDatabases, readDatabase } from './read-databases';

/** Time limits for one database, and for all of them: the popup waits for the response. */
const databaseMs = 300;
const databasesMs = 2_000;

/** The part of the browsers' `runtime` that responds to queries. */
export interface QueryRuntime {
  readonly onMessage: {
    addListener(
      listener: (message: unknown, sender: unknown, respond: (response: StoredAreas) => void) => boolean,
    ): void;
  };
}

/**
 * Responds to the popup, which lists the tokens of a watched site while DevTools is closed. Only the top frame is
 * queried. Reads nothing until then.
 */
export function serveStorageQueries(
  frame: Window & typeof globalThis,
  runtime: QueryRuntime,
  cookies: FrameCookies,
): void {
  runtime.onMessage.addListener((message, _sender, respond) => {
    if (parseStorageQuery(message) === undefined) return false;
    void readAreas(frame, cookies).then((areas) =>
      respond({ type: 'stored-areas', origin: frame.location.origin, areas }),
    );
    // It responds after this call.
    return true;
  });
}

async function readAreas(
  frame: Window & typeof globalThis,
  cookies: FrameCookies,
): Promise<readonly StorageMessage[]> {
  const read = (area: StorageArea, readArea: ReadArea['read']) =>
    toMessage(area, readIfAllowed({ area, read: readArea }));
  const local = read('localStorage', () => readStorageArea(frame.localStorage));
  return Promise.all([
    new Promise<StorageMessage>((resolve) => {
      if (!cookies.sendDecrypted(local, resolve)) resolve(local);
    }),
    read('sessionStorage', () => readStorageArea(frame.sessionStorage)),
    read('cookie', cookies.read),
    readDatabases(frame).then((entries) => toMessage('IndexedDB', entries)),
  ]);
}

function toMessage(area: StorageArea, { entries, leftOut }: StorageEntries): StorageMessage {
  const limited = limitEntries(entries);
  return { type: 'storage', area, entries: limited.entries, leftOut: leftOut + limited.leftOut };
}

async function readDatabases({ indexedDB }: typeof globalThis): Promise<StorageEntries> {
  const signal = AbortSignal.timeout(databasesMs);
  try {
    const names = await listDatabases(indexedDB);
    const read: StorageEntries[] = [];
    for (const name of names.slice(0, maxDatabases)) {
      if (!signal.aborted) read.push(await readDatabase(indexedDB, name, { timeoutMs: databaseMs, signal }));
    }
    const unread = names.length - read.length;
    return {
      entries: read.flatMap(({ entries }) => entries),
      leftOut: read.reduce((sum, { leftOut }) => sum + leftOut, unread),
    };
  } catch {
    // The frame has no databases, or may not read them.
    return { entries: [], leftOut: 0 };
  }
}
