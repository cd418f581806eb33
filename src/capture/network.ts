import browser from 'webextension-polyfill';
import type { HttpExchange, Subscribe } from '../traffic';
import { parseHarEntry } from './har';
import { readResponseBody } from './response-body';

/**
 * Hands over each request of the inspected page when it is finished, once, with the text of its answer.
 * Does not see what finished before; does not keep the order in which requests were sent.
 * `unreadable` is called for an entry that is no request.
 */
export function subscribeNetwork(
  listener: (exchange: HttpExchange) => void,
  unreadable: () => void = () => {},
): () => void {
  let isEnded = false;
  let count = 0;
  const finished = async (entry: unknown) => {
    count += 1;
    const id = `http-${count}`;
    const readAtMs = Date.now();
    const responseBody = await readResponseBody(entry);
    if (isEnded) return;
    const exchange = parseHarEntry(entry, id, { readAtMs, responseBody });
    if (exchange === undefined) unreadable();
    else listener(exchange);
  };
  const { onRequestFinished } = browser.devtools.network;
  onRequestFinished.addListener(finished);
  return () => {
    isEnded = true;
    onRequestFinished.removeListener(finished);
  };
}

/** Hands over the URL whenever the inspected tab's top frame goes to another document. */
export const subscribeNavigated: Subscribe<string> = (listener) => {
  const { onNavigated } = browser.devtools.network;
  onNavigated.addListener(listener);
  return () => onNavigated.removeListener(listener);
};
