import type { HealthFacts, StorageReading } from '../../../traffic';
import { readStorage, whenLoaded, type StorageReadResult } from './inspected';
import { isOrigin } from '../../protocol/watch-messages';
import { maxUnreadOrigins } from '../limits';

/** What the Capture page shows about reading storage: its health, and the origins that couldn't be read. */
export type StorageFacts = Pick<HealthFacts, 'storage' | 'unreadOrigins'>;

/** Reads the top frame's storage as soon as a document is ready, when it has loaded, and on request. */
export interface StorageReader {
  /** A navigation was reported; it isn't known yet which document it leads to. */
  navigated(url: string): void;
  /** The page hasn't responded for some seconds. */
  slow(): void;
  /** The navigation led to a new document. */
  began(): void;
  /** The navigation kept the same document. */
  stayed(): void;
  /** Reads once more, such as when a panel opens. */
  readAgain(): void;
  /** Reads once more if the document couldn't be read. */
  retry(): void;
  end(): void;
}

/**
 * Starts reading at once. Emits each reading, and the state whenever it changes. A failed read is retried. An origin
 * whose documents were all left before one of them was read is reported. `loaded` is called when the document has
 * loaded, or takes too long to wait for.
 */
export function createStorageReader(
  record: (reading: StorageReading) => void,
  changed: (facts: StorageFacts) => void,
  loaded: () => void = () => {},
): StorageReader {
  let reading = new AbortController();
  let origin = '';
  let storage: HealthFacts['storage'] = 'pending';
  /** Result of the last read of this document; undefined until one has ended. */
  let outcome: HealthFacts['storage'] | undefined;
  /** Readings recorded for this document. */
  let recorded: readonly StorageReading[] = [];
  const unread = new Set<string>();

  const setState = (next: HealthFacts['storage']) => {
    storage = next;
    changed({ storage, unreadOrigins: [...unread].filter((each) => each !== origin) });
  };
  const take = (attempt: StorageReadResult) => {
    outcome = stateOf(attempt);
    if (!('problem' in attempt)) {
      origin = attempt.origin;
      if (outcome === 'read') unread.delete(origin);
      for (const read of attempt.readings) {
        if (!recorded.some((before) => isSame(before, read))) record(read);
      }
      recorded = attempt.readings;
    }
    setState(outcome);
  };
  const read = async (signal: AbortSignal) => {
    const attempt = await readStorage({ signal, slow: () => setState('no answer') });
    if (!signal.aborted) take(attempt);
  };
  const readUntilLoaded = async () => {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    recorded = [];
    // Right away, since the document may be left before it has loaded; later again for what its scripts stored meanwhile.
    await read(signal);
    await whenLoaded(signal);
    if (signal.aborted) return;
    loaded();
    await read(signal);
  };

  void readUntilLoaded();
  return {
    navigated: (url) => {
      const isRead = outcome !== undefined && !isUnread(outcome);
      if (!isRead && origin !== '' && unread.size < maxUnreadOrigins) unread.add(origin);
      const next = URL.canParse(url) ? new URL(url).origin : '';
      const nextOrigin = isOrigin(next) ? next : '';
      // A different origin always means a different document.
      if (nextOrigin !== origin) outcome = undefined;
      origin = nextOrigin;
      setState('pending');
    },
    slow: () => setState('no answer'),
    began: () => {
      outcome = undefined;
      setState('pending');
      void readUntilLoaded();
    },
    stayed: () => {
      if (outcome !== undefined) setState(outcome);
    },
    readAgain: () => void readUntilLoaded(),
    retry: () => {
      if (outcome !== undefined && isUnread(outcome)) void readUntilLoaded();
    },
    end: () => reading.abort(),
  };
}

function isSame(one: StorageReading, other: StorageReading): boolean {
  return (
    one.area === other.area &&
    one.origin === other.origin &&
    one.leftOut === other.leftOut &&
    one.entries.length === other.entries.length &&
    one.entries.every(({ key, value, decryption }, index) => {
      const entry = other.entries[index];
      return entry?.key === key && entry.value === value && entry.decryption === decryption;
    })
  );
}

function isUnread(state: HealthFacts['storage']): boolean {
  return state === 'no answer' || state === 'failed';
}

function stateOf(attempt: StorageReadResult): HealthFacts['storage'] {
  if ('problem' in attempt) {
    if (attempt.problem === 'denied') return 'none';
    return attempt.problem === 'no response' ? 'no answer' : 'failed';
  }
  if (!attempt.isBlocked) return 'read';
  return attempt.origin === '' ? 'none' : 'blocked';
}
