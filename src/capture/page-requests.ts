import { maxIdentityUrlLength, maxPageRequests } from './bounds';
import { guarded, membersOf } from './guard';
import { evaluate } from './page-answer';

/** A browser tells of a request some time after the page has its answer; on a busy machine that is a second or two. */
const toldWithinMs = 5_000;

export interface PageRequests {
  /** When the navigation to the document began, in milliseconds since 1970. */
  readonly startedAtMs: number;
  /** Of the document itself and of each `fetch` and `XMLHttpRequest`, cut at a bound. */
  readonly urls: readonly string[];
}

/**
 * Reads the top frame's own list of its requests (Resource Timing §4), those that were answered five seconds ago or
 * earlier. Undefined where the page may not be read or meddled with the list, which is the page's to clear and change.
 * Does not see other frames, workers, what a service worker answered, and what was not read with CORS.
 */
export async function readPageRequests(): Promise<PageRequests | undefined> {
  const answer = await evaluate(expression);
  if (answer.kind !== 'value') return undefined;
  return guarded(() => {
    const { startedAtMs, urls } = membersOf<PageRequests>(answer.value);
    if (typeof startedAtMs !== 'number' || !Array.isArray(urls)) return undefined;
    const texts = urls.slice(0, maxPageRequests).filter((url) => typeof url === 'string');
    return { startedAtMs, urls: texts };
  });
}

const expression = `(() => {
  const nowMs = performance.now();
  const kinds = ['navigation', 'fetch', 'xmlhttprequest'];
  const urls = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(({ name, initiatorType, responseStatus, responseEnd, workerStart }) =>
      /^https?:/.test(name) && kinds.includes(initiatorType) && responseStatus > 0 && workerStart === 0 &&
      responseEnd > 0 && responseEnd <= nowMs - ${toldWithinMs})
    .slice(0, ${maxPageRequests})
    .map(({ name }) => name.slice(0, ${maxIdentityUrlLength}));
  return { startedAtMs: Date.now() - nowMs, urls };
})()`;
