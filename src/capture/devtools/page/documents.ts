import { readNavigationStart, type NavigationStart } from './inspected';
import { subscribeNavigated } from '../network';

/** Two readings of one start differ by what browsers round their clocks to. */
const sameStartMs = 20;

export interface DocumentListeners {
  /** A navigation was reported. One of the other two follows, unless a newer navigation comes before. */
  readonly navigated?: (url: string) => void;
  /** The page hasn't answered for some seconds which document it is. */
  readonly slow?: () => void;
  /** It's a new document; the navigation to it began at this time, in milliseconds since 1970. */
  readonly began: (startedAtMs: number) => void;
  /** It's the document of before, with another URL. */
  readonly stayed?: () => void;
}

/**
 * Follows the documents of the top frame. Chrome reports `history.pushState` as a navigation too; documents are told
 * apart by their time origin, which the page is asked for until it answers. A page that never does counts as a new
 * document that began when the navigation was reported.
 */
export function followDocuments({ navigated, slow, began, stayed }: DocumentListeners): () => void {
  let asking = new AbortController();
  let current: NavigationStart | undefined;
  // Dropped when a navigation comes first: the new document would answer for the one before.
  void readNavigationStart({ signal: asking.signal }).then((start) => {
    current ??= start;
  });
  const unsubscribe = subscribeNavigated(async (url) => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const reportedAtMs = Date.now();
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
    asking.abort();
    unsubscribe();
  };
}

/** A page may hide its time origin: then the start stands in for it, which differs a little at each reading. */
function isSameDocument(one: NavigationStart, other: NavigationStart): boolean {
  return Math.abs(one.timeOrigin - other.timeOrigin) <= sameStartMs;
}
