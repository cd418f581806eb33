import browser from 'webextension-polyfill';
import type { Body, HttpExchange, Subscribe } from '../traffic';
import { maxBodyLength } from './bounds';
import { describeContent, parseHarEntry, type ContentFacts } from './har';
import { isTextual, leftOutBody, parseTextBody } from './text-body';

/** A browser that forgot the request, or is stuck on it, must not keep its headers from being seen. */
const contentDeadlineMs = 10_000;

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
    const responseBody = await readBody(entry);
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

/** The body where it is text within the bound, one marked as left out where it is longer, undefined where there is none. */
async function readBody(entry: unknown): Promise<Body | undefined> {
  const facts = describeContent(entry);
  if (facts === undefined || !isTextual(facts.mimeType)) return undefined;
  if (facts.sizeBytes > maxBodyLength) return leftOutBody(facts.mimeType);
  const answer = await askContent(entry);
  if (answer === 'late') return leftOutBody(facts.mimeType);
  const text = answer?.[0];
  if (typeof text !== 'string' || text === '') return undefined;
  return parseTextBody(text, { mimeType: facts.mimeType, isBase64: isBase64(facts, answer?.[1]) });
}

/** Chrome answers with the encoding beside the text, Firefox with the MIME type; its entry names the encoding. */
function isBase64(facts: ContentFacts, second: unknown): boolean {
  return __BROWSER__ === 'firefox' ? facts.isBase64 : second === 'base64';
}

interface WithContent {
  getContent(callback?: (text: unknown, second: unknown) => void): unknown;
}

/**
 * Asks at once: Chrome forgets its requests when the top frame navigates (`inspectedURLChanged` in DevTools'
 * ExtensionAPI). The form with a callback is the one that both browsers and all versions of them answer alike.
 */
function askContent(entry: unknown): Promise<readonly unknown[] | 'late' | undefined> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve('late'), contentDeadlineMs);
    const answered = (...answer: readonly unknown[]) => {
      clearTimeout(deadline);
      resolve(answer);
    };
    const request = entry as WithContent;
    try {
      request.getContent(answered);
    } catch {
      // Chrome before 145 has no `browser` of its own, and webextension-polyfill's refuses a callback here.
      askPromise(request).then(
        (answer) => answered(...(Array.isArray(answer) ? answer : [])),
        () => answered(),
      );
    }
  });
}

async function askPromise(request: WithContent): Promise<unknown> {
  return request.getContent();
}
