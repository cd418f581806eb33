import type { Body } from '../../traffic';
import { parseSizedBody } from '../protocol/cut-body';
import { readForgottenBody } from './forgotten-body';
import { describeContent, type ContentFacts } from '../files/har';
import { inflateBody } from '../files/inflate';
import { boundText, leftOutBody } from '../protocol/text-body';

/** A larger body isn't asked for: DevTools would copy it twice to hand it over. In bytes. */
export const maxReadBytes = 32 * 1024 * 1024;
/** A browser that forgot the request, or is stuck on it, must not keep its headers from being seen. */
const contentDeadlineMs = 10_000;

/**
 * The body of a finished request's response, within the limits. One that isn't read has no text and says why; undefined
 * where there is none.
 */
export async function readResponseBody(entry: unknown): Promise<Body | undefined> {
  const facts = describeContent(entry);
  if (facts === undefined) return undefined;
  const { mimeType, sizeBytes } = facts;
  if (facts.isShownMedia) return sizeBytes === 0 ? undefined : leftOutBody(mimeType, 'media');
  if (sizeBytes > maxReadBytes) return leftOutBody(mimeType, 'too large');
  const answer = await askContent(entry);
  if (answer === 'late') return leftOutBody(mimeType, 'unavailable');
  const [text, second] = answer ?? [];
  if (typeof text === 'string' && text !== '') {
    const isCompressedSize = __BROWSER__ === 'firefox' && facts.isCompressed;
    const body = parseSizedBody(
      text,
      { mimeType, isBase64: isBase64(facts, second) },
      { sizeBytes, isCompressedSize },
    );
    return inflateBody(body, { left: maxReadBytes });
  }
  if (sizeBytes === 0) return undefined;
  const forgotten = await readForgottenBody(facts);
  return forgotten === undefined ? leftOutBody(mimeType, 'unavailable') : boundText(forgotten, mimeType);
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
