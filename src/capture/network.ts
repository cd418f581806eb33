import browser from 'webextension-polyfill';
import type { HttpExchange, Subscribe } from '../traffic';
import { describeSending, parseHarEntry } from './har';
import { readPageRequests } from './page-requests';
import { readResponseBody } from './response-body';
import { UntoldRequests } from './untold-requests';

/** Firefox: how often the page's own list is compared with what was told. */
const comparedEveryMs = 5_000;

/** Why a request, or the body of its answer, is missing. */
export type NetworkLoss = 'unreadable' | 'untold';

export interface NetworkLog {
  /** The top frame went to another document, at this time. */
  navigated(startedAtMs: number): void;
  /** Firefox: looks for requests of the page that were not told, until its end. Does nothing in Chrome. */
  watchUntold(): () => void;
  end(): void;
}

/**
 * Hands over each request of the inspected page when it is finished, once, with the text of its answer.
 * Does not see what finished before, nor what Firefox does not tell; does not keep the order in which requests were
 * sent. `lost` is called with 'unreadable' for an entry that is no request, and for one whose answer has a body that
 * cannot be had; with 'untold' for requests that the page lists and Firefox kept silent about.
 */
export function subscribeNetwork(
  listener: (exchange: HttpExchange) => void,
  lost: (loss: NetworkLoss, count: number) => void = () => {},
): NetworkLog {
  const untold = new UntoldRequests();
  let isEnded = false;
  let count = 0;

  const finished = async (entry: unknown) => {
    count += 1;
    const id = `http-${count}`;
    const readAtMs = Date.now();
    if (__BROWSER__ === 'firefox') {
      const { url = '', sentAtMs = readAtMs } = describeSending(entry) ?? {};
      untold.tell(url, sentAtMs);
    }
    // A fault on the way to the body must not lose the headers.
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    const responseBody = body === 'unreadable' ? undefined : body;
    const exchange = parseHarEntry(entry, id, { readAtMs, responseBody });
    if (exchange !== undefined) listener(exchange);
    if (exchange === undefined || body === 'unreadable') lost('unreadable', 1);
  };

  const compare = async () => {
    const requests = await readPageRequests();
    const found = requests === undefined || isEnded ? 0 : untold.count(requests);
    if (found > 0) lost('untold', found);
  };

  const { onRequestFinished } = browser.devtools.network;
  onRequestFinished.addListener(finished);
  return {
    navigated: (startedAtMs) => untold.begin(startedAtMs),
    /**
     * Firefox tells a finished request only if its Network panel displays it, so a filter of that panel silences it
     * (`onPayloadReady` in netmonitor's api.js). `getHAR` lists them all and is not asked: while it gathers, Firefox
     * takes no new request into that panel, for good, and where the panel is sorted otherwise than by time it never
     * takes one again (`enableActions` in netmonitor's har-exporter.js, `getPage` in its har-builder.js, 153).
     */
    watchUntold: () => {
      if (__BROWSER__ !== 'firefox') return () => {};
      void compare();
      const timer = setInterval(() => void compare(), comparedEveryMs);
      return () => clearInterval(timer);
    },
    end: () => {
      isEnded = true;
      onRequestFinished.removeListener(finished);
    },
  };
}

/** Hands over the URL whenever the inspected tab's top frame goes to another document. */
export const subscribeNavigated: Subscribe<string> = (listener) => {
  const { onNavigated } = browser.devtools.network;
  onNavigated.addListener(listener);
  return () => onNavigated.removeListener(listener);
};
