import type { Body } from '../traffic';
import { maxBodyLength } from './bounds';
import { readForgottenBody } from './forgotten-body';
import { describeContent, type ContentFacts } from './har';
import { isTextual, leftOutBody, parseTextBody } from './text-body';

/** A browser that forgot the request, or is stuck on it, must not keep its headers from being seen. */
const contentDeadlineMs = 10_000;

/**
 * The body of a finished request's answer: its text within the bound, or one marked as left out where it is longer;
 * 'unreadable' where there is one that cannot be had; undefined where there is none, or none that is text.
 */
export async function readResponseBody(entry: unknown): Promise<Body | 'unreadable' | undefined> {
  const facts = describeContent(entry);
  if (facts === undefined || !isTextual(facts.mimeType)) return undefined;
  const { mimeType, sizeBytes } = facts;
  if (sizeBytes > maxBodyLength) return leftOutBody(mimeType);
  const answer = await askContent(entry);
  if (answer === 'late') return 'unreadable';
  const [text, second] = answer ?? [];
  if (typeof text === 'string' && text !== '') {
    return parseTextBody(text, { mimeType, isBase64: isBase64(facts, second) });
  }
  if (sizeBytes === 0 || text === '') return undefined;
  const forgotten = await readForgottenBody(facts);
  return forgotten === undefined ? 'unreadable' : parseTextBody(forgotten, { mimeType, isBase64: false });
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
