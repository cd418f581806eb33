import type { HealthFacts, StorageReading } from '../../../traffic';
import { readStorage, whenLoaded, type StorageReadResult } from './inspected';
import { isOrigin } from '../../protocol/watch-messages';

/** Origins that are remembered as not read. */
const maxUnreadOrigins = 50;

export type StorageFacts = Pick<HealthFacts, 'storage' | 'unreadOrigins'>;

/** Reads the top frame's storage: as soon as a document can be asked, when it has loaded, and when asked to. */
export interface StorageReader {
  /** A navigation was reported; which document it leads to isn't known yet. */
  navigated(url: string): void;
  /** The page hasn't answered for some seconds. */
  slow(): void;
  /** The navigation led to a new document. */
  began(): void;
  /** It didn't. */
  stayed(): void;
  /** Reads once more, as when a panel opens. */
  readAgain(): void;
  /** Reads once more where the document was not read yet. */
  retry(): void;
  end(): void;
}

/**
 * Creates it, and begins to read. Hands over each reading, and how far reading has come whenever that changes. A read
 * that fails is retried; an origin whose documents were all left before one of them was read is reported. `loaded` is called when the
 * document has loaded, or takes so long that it's no longer waited for.
 */
export function createStorageReader(
  record: (reading: StorageReading) => void,
  changed: (facts: StorageFacts) => void,
  loaded: () => void = () => {},
): StorageReader {
  let reading = new AbortController();
  let origin = '';
  let storage: HealthFacts['storage'] = 'pending';
  /** What came of the last read of this document; undefined until one has ended. */
  let outcome: HealthFacts['storage'] | undefined;
  /** What was recorded of this document. */
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
    // At once, since the document may be left before it has loaded; and again for what its scripts store meanwhile.
    await read(signal);
    await whenLoaded(signal);
    if (signal.aborted) return;
    loaded();
    await read(signal);
  };

  void readUntilLoaded();
  return {
    navigated: (url) => {
      const isRead = outcome !== undefined && outcome !== 'no answer' && outcome !== 'failed';
      if (!isRead && origin !== '' && unread.size < maxUnreadOrigins) unread.add(origin);
      const next = URL.canParse(url) ? new URL(url).origin : '';
      const nextOrigin = isOrigin(next) ? next : '';
      // Only another document has another origin.
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
      if (outcome === 'failed' || outcome === 'no answer') void readUntilLoaded();
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
    one.entries.every(
      ({ key, value }, index) => other.entries[index]?.key === key && other.entries[index].value === value,
    )
  );
}

function stateOf(attempt: StorageReadResult): HealthFacts['storage'] {
  if ('problem' in attempt) {
    if (attempt.problem === 'denied') return 'none';
    return attempt.problem === 'no answer' ? 'no answer' : 'failed';
  }
  if (!attempt.isBlocked) return 'read';
  return attempt.origin === '' ? 'none' : 'blocked';
}
