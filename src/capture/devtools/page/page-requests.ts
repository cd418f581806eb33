import { maxIdentityUrlLength, maxPageRequests } from '../../protocol/limits';
import { guarded, membersOf } from '../../protocol/guard';
import { evaluate } from './evaluate';
import { nativePrelude } from './page-natives';

/** How long a browser may take to report a request after the page got the response: a second or two on a busy machine. */
const reportDelayMs = 5_000;

/** What a page itself lists about its requests (Performance Timeline), to find those that Firefox didn't report. */
export interface PageRequests {
  /** When the navigation to the document began, in milliseconds since 1970. */
  readonly startedAtMs: number;
  /** URLs of the document itself and of each `fetch` and `XMLHttpRequest`, truncated. */
  readonly urls: readonly string[];
}

/**
 * Reads the top frame's own list of its requests (Resource Timing §4), only those whose response ended at least five
 * seconds ago. Undefined if the page may not be read or replaced the functions used here. Doesn't include other frames,
 * workers, responses of a service worker, and responses read without CORS.
 */
export async function readPageRequests(): Promise<PageRequests | undefined> {
  const result = await evaluate(expression);
  if (result.kind !== 'value') return undefined;
  return guarded(() => {
    const { startedAtMs, urls } = membersOf<PageRequests>(result.value);
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
      if (read('responseStatus') > 0 && read('workerStart') === 0 && endMs > 0 && endMs <= nowMs - ${reportDelayMs})
        urls[count++] = get(PerformanceEntry.prototype, 'name', entry);
    }
  };
  add('navigation');
  add('resource');
  return { startedAtMs, urls };
})()`;
