import type { Subscribe } from '../traffic';
import { readNavigationStart } from './inspected';
import { subscribeNavigated } from './network';

/** Two readings of one start differ by what browsers round their clocks to. */
const sameStartMs = 20;

/**
 * Hands over when the navigation to the top frame's document began, in milliseconds since 1970, for each new document.
 * Chrome tells of `history.pushState` as of a navigation; the document is the same then, and nothing is handed over.
 */
export const subscribeDocuments: Subscribe<number> = (listener) => {
  let isEnded = false;
  let last = readNavigationStart();
  const end = subscribeNavigated(async () => {
    const before = last;
    last = readNavigationStart();
    const [startedBeforeMs, startedAtMs] = await Promise.all([before, last]);
    if (!isEnded && Math.abs(startedAtMs - startedBeforeMs) > sameStartMs) listener(startedAtMs);
  });
  return () => {
    isEnded = true;
    end();
  };
};
