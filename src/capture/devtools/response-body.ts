import browser from 'webextension-polyfill';
import type { Body } from '../../traffic';
import { parseSizedBody } from '../protocol/cut-body';
import { createDeadlines } from './deadlines';
import { describeContent, type ContentFacts } from '../files/har';
import { inflateBody } from '../files/inflate';
import { limitText, leftOutBody } from '../protocol/text-body';
import { maxReadBytes } from './limits';

/** A browser that forgot the request or is stuck must not keep its headers from being reported. */
const contentDeadlineMs = 10_000;
/** DevTools' list of the document's resources can be long, and DevTools responds late while it's busy. */
const listingDeadlineMs = 5_000;

/**
 * Reads the body of a finished request's response, within the limits. A body that isn't read has no text and a reason;
 * undefined if there is none.
 */
export type ResponseBodyReader = (entry: unknown) => Promise<Body | undefined>;

/** Creates the reader for one network log, whose reads share a timer. */
export function createResponseBodyReader(): ResponseBodyReader {
  const startDeadline = createDeadlines(contentDeadlineMs);
  return (entry) => readResponseBody(entry, startDeadline);
}

async function readResponseBody(
  entry: unknown,
  startDeadline: ReturnType<typeof createDeadlines>,
): Promise<Body | undefined> {
  const facts = describeContent(entry);
  if (facts === undefined) return undefined;
  const { mimeType, sizeBytes } = facts;
  if (facts.isShownMedia) return sizeBytes === 0 ? undefined : leftOutBody(mimeType, 'media');
  if (sizeBytes > maxReadBytes) return leftOutBody(mimeType, 'too large');
  const result = await requestContent(entry, startDeadline);
  if (result === 'timed out') return leftOutBody(mimeType, 'unavailable');
  const [text, second] = result ?? [];
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
  if (forgotten === undefined) return leftOutBody(mimeType, 'unavailable');
  return { ...limitText(forgotten, mimeType), isFoundByUrl: true };
}

/** Chrome returns the encoding with the text, Firefox the MIME type; Firefox's entry contains the encoding. */
function isBase64(facts: ContentFacts, second: unknown): boolean {
  return __BROWSER__ === 'firefox' ? facts.isBase64 : second === 'base64';
}

interface WithContent {
  getContent(callback?: (text: unknown, second: unknown) => void): unknown;
}

/**
 * Reads right away: Chrome forgets its requests when the top frame navigates (`inspectedURLChanged` in DevTools'
 * ExtensionAPI). The callback form works the same in both browsers and all their versions.
 */
function requestContent(
  entry: unknown,
  startDeadline: ReturnType<typeof createDeadlines>,
): Promise<readonly unknown[] | 'timed out' | undefined> {
  return new Promise((resolve) => {
    const endDeadline = startDeadline(() => resolve('timed out'));
    const finish = (...result: readonly unknown[]) => {
      endDeadline();
      resolve(result);
    };
    const request = entry as WithContent;
    try {
      request.getContent(finish);
    } catch {
      // Chrome before 145 has no `browser` namespace, and that of webextension-polyfill rejects a callback here.
      requestContentPromise(request).then(
        (result) => finish(...(Array.isArray(result) ? result : [])),
        () => finish(),
      );
    }
  });
}

async function requestContentPromise(request: WithContent): Promise<unknown> {
  return request.getContent();
}

interface Resource {
  readonly url: string;
  getContent(callback: (text: unknown, encoding: unknown) => void): void;
}

/** `getResources` exists only in Chrome and isn't in the polyfill's types. */
type InspectedWindow = typeof browser.devtools.inspectedWindow & {
  readonly getResources?: (callback: (resources: readonly Resource[]) => void) => void;
};

let listing: Promise<readonly Resource[]> | undefined;

/**
 * Chrome: `inspectedURLChanged` in DevTools' ExtensionAPI forgets every request reported so far, even when a page only
 * rewrites its URL with `history.replaceState`. Pages often do so right after a sign-in's token response, whose body
 * then can't be read through its request. DevTools still lists it among the document's resources, by URL alone, so it's
 * used only if its size is that of the response. Undefined if there is none, and in Firefox.
 */
async function readForgottenBody({
  url,
  sizeBytes,
}: {
  readonly url: string;
  readonly sizeBytes: number;
}): Promise<string | undefined> {
  // Requests that were forgotten together share one listing.
  listing ??= listResources().finally(() => {
    listing = undefined;
  });
  const resource = (await listing).find((listed) => listed.url === url);
  if (resource === undefined) return undefined;
  const text = await promiseOf<unknown>((callback) => resource.getContent(callback));
  const isSame = typeof text === 'string' && new TextEncoder().encode(text).length === sizeBytes;
  return isSame ? text : undefined;
}

async function listResources(): Promise<readonly Resource[]> {
  const { getResources }: InspectedWindow = browser.devtools.inspectedWindow;
  return getResources === undefined ? [] : ((await promiseOf<readonly Resource[]>(getResources)) ?? []);
}

function promiseOf<T>(ask: (callback: (value: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(undefined), listingDeadlineMs);
    ask((value) => {
      clearTimeout(deadline);
      resolve(value);
    });
  });
}
