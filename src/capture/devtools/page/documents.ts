import { followNewDocument } from './evaluate';
import { readNavigationStart, type NavigationStart } from './inspected';
import { subscribeNavigated } from '../network';

/** Two readings of one start can differ by this much, since browsers round their clocks. */
const sameStartMs = 20;

interface DocumentListeners {
  /** A navigation was reported. `began` or `stayed` follows, unless a newer navigation comes first. */
  readonly navigated?: (url: string) => void;
  /** The page hasn't responded for some seconds, so it isn't known which document it shows. */
  readonly slow?: () => void;
  /** It's a new document. The navigation to it began at this time, in milliseconds since 1970. */
  readonly began: (startedAtMs: number) => void;
  /** It's the same document with another URL. */
  readonly stayed?: () => void;
}

/**
 * Follows the documents of the top frame. Chrome reports `history.pushState` as a navigation too, so documents are
 * distinguished by their time origin, which the page is asked for until it responds. A page that never does counts as a
 * new document that began when the navigation was reported.
 */
export function followDocuments({ navigated, slow, began, stayed }: DocumentListeners): () => void {
  let reading = new AbortController();
  let current: NavigationStart | undefined;
  // Dropped if a navigation comes first: the result would be that of the new document.
  void readNavigationStart({ signal: reading.signal }).then((start) => {
    current ??= start;
  });
  const unsubscribe = subscribeNavigated(async (url) => {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    const reportedAtMs = Date.now();
    followNewDocument();
    navigated?.(url);
    const start = await readNavigationStart({ signal, ...(slow && { slow }) });
    if (signal.aborted) return;
    const isSame = start !== undefined && current !== undefined && isSameDocument(start, current);
    if (isSame) {
      stayed?.();
      return;
    }
    current = start ?? { startedAtMs: reportedAtMs, timeOrigin: reportedAtMs };
    began(current.startedAtMs);
  });
  return () => {
    reading.abort();
    unsubscribe();
  };
}

/** If a page hides its time origin, the start is used instead, which differs a little in each reading. */
function isSameDocument(one: NavigationStart, other: NavigationStart): boolean {
  return Math.abs(one.timeOrigin - other.timeOrigin) <= sameStartMs;
}
