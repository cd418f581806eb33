import browser from 'webextension-polyfill';
import type { HttpExchange, Subscribe } from '../traffic';
import { membersOf } from './guard';
import { describeIdentity, isAnswered, parseHarEntry } from './har';
import { RequestTally } from './request-tally';
import { readResponseBody } from './response-body';

/** Firefox: how often what `onRequestFinished` kept silent about is looked for. */
const catchUpEveryMs = 10_000;

export interface NetworkLog {
  /** Looks now for requests that were not told as they finished. Does nothing in Chrome, which tells all. */
  catchUp(): Promise<void>;
  end(): void;
}

/**
 * Hands over each request of the inspected page when it is finished, once, with the text of its answer.
 * Does not see what finished before; does not keep the order in which requests were sent.
 * `unreadable` is called for an entry that is no request, and for one whose answer has a body that cannot be had.
 */
export function subscribeNetwork(
  listener: (exchange: HttpExchange) => void,
  unreadable: () => void = () => {},
): NetworkLog {
  const tally = new RequestTally();
  let isEnded = false;
  let count = 0;

  const read = async (entry: unknown) => {
    count += 1;
    const id = `http-${count}`;
    const readAtMs = Date.now();
    // A fault on the way to the body must not lose the headers.
    const body = await readResponseBody(entry).catch(() => 'unreadable' as const);
    if (isEnded) return;
    const responseBody = body === 'unreadable' ? undefined : body;
    const exchange = parseHarEntry(entry, id, { readAtMs, responseBody });
    if (exchange !== undefined) listener(exchange);
    if (exchange === undefined || body === 'unreadable') unreadable();
  };
  const finished = async (entry: unknown) => {
    // Chrome tells each once and has no second source: nothing needs to be remembered.
    if (__BROWSER__ !== 'firefox' || tally.takeFinished(describeIdentity(entry))) await read(entry);
  };
  /**
   * Firefox: a finished request is told only if its Network panel displays it at that moment (`onPayloadReady` in
   * netmonitor's api.js): not when a filter hides it, nor when it was too quick to be listed yet. Its HAR has them all.
   */
  const catchUp = async () => {
    if (__BROWSER__ !== 'firefox') return;
    const entries = (await listEntries()).filter(isAnswered);
    for (const index of tally.takeMissed(entries.map(describeIdentity))) await read(entries[index]);
  };

  const { onRequestFinished } = browser.devtools.network;
  onRequestFinished.addListener(finished);
  const timer = setInterval(() => void catchUp(), catchUpEveryMs);
  return {
    catchUp,
    end: () => {
      isEnded = true;
      clearInterval(timer);
      onRequestFinished.removeListener(finished);
    },
  };
}

async function listEntries(): Promise<readonly unknown[]> {
  const { entries } = membersOf(await browser.devtools.network.getHAR().catch(() => undefined));
  return Array.isArray(entries) ? entries : [];
}

/** Hands over the URL whenever the inspected tab's top frame goes to another document. */
export const subscribeNavigated: Subscribe<string> = (listener) => {
  const { onNavigated } = browser.devtools.network;
  onNavigated.addListener(listener);
  return () => onNavigated.removeListener(listener);
};
