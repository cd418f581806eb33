import { maxIdentityUrlLength, maxPageRequests } from '../../protocol/limits';
import { guarded, membersOf } from '../../protocol/guard';
import { evaluate } from './page-answer';
import { nativePrelude } from './page-natives';

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
 * earlier. Undefined where the page may not be read or redefined what the list is read by. Does not see other frames,
 * workers, what a service worker answered, and what was not read with CORS.
 */
export async function readPageRequests(): Promise<PageRequests | undefined> {
  const answer = await evaluate(expression);
  if (answer.kind !== 'value') return undefined;
  return guarded(() => {
    const { startedAtMs, urls } = membersOf<PageRequests>(answer.value);
    if (typeof startedAtMs !== 'number' || !Array.isArray(urls)) return undefined;
    const texts = urls.slice(0, maxPageRequests).filter((url) => typeof url === 'string');
    return {
      startedAtMs,
      urls: texts.filter((url) => /^https?:/.test(url)).map((url) => url.slice(0, maxIdentityUrlLength)),
    };
  });
}

const expression = `(() => {${nativePrelude}
  const performance = get(window, 'performance', window);
  const nowMs = call(Performance.prototype, 'now', performance, []);
  const startedAtMs = call(Date, 'now', Date, []) - nowMs;
  const urls = [];
  let count = 0;
  const add = (type) => {
    const entries = call(Performance.prototype, 'getEntriesByType', performance, [type]);
    for (let index = 0; count < ${maxPageRequests}; index += 1) {
      const entry = entries && own(entries, index);
      if (entry === undefined) return;
      const read = (name) => get(PerformanceResourceTiming.prototype, name, entry);
      const kind = read('initiatorType'), endMs = read('responseEnd');
      if (kind !== 'navigation' && kind !== 'fetch' && kind !== 'xmlhttprequest') continue;
      if (read('responseStatus') > 0 && read('workerStart') === 0 && endMs > 0 && endMs <= nowMs - ${toldWithinMs})
        urls[count++] = get(PerformanceEntry.prototype, 'name', entry);
    }
  };
  add('navigation');
  add('resource');
  return { startedAtMs, urls };
})()`;
