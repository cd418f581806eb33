import { maxHeadersRead } from '../protocol/limits';
import { addText, noTexts, type ReportedTexts } from './call-text';
import { argumentAt, createUrlReader, dataMember, getterOf, isInstance, readBy } from './page-objects';
import { apply, toUpper, isArray, isMatch, ownData, ownKeys, ownWeakMap } from './primordials';

/** A call that contains token-shaped text or exceeds a limit. */
export interface CallFacts {
  readonly method: string;
  readonly url: string;
  readonly texts: ReportedTexts;
}

/**
 * Reads the arguments of `fetch` and XMLHttpRequest without side effects: calls none of the page's getters and consumes
 * no iterators, so headers passed that way aren't captured. Stores the functions it needs when it's created. Returns
 * undefined for a call without token-shaped text.
 */
export interface CallReader {
  readFetch(args: ArrayLike<unknown>): CallFacts | undefined;
  noteOpen(request: object, args: ArrayLike<unknown>): void;
  noteHeader(request: object, args: ArrayLike<unknown>): void;
  readSend(request: object): CallFacts | undefined;
}

interface OpenedRequest {
  readonly method: unknown;
  readonly url: unknown;
  readonly texts: ReportedTexts;
}

/** `world` is the window whose `fetch` and XMLHttpRequest are watched. */
export function createCallReader(world: Window & typeof globalThis): CallReader {
  const headersKind = world.Headers.prototype;
  const eachHeader = headersKind.forEach;
  const requestKind = world.Request.prototype;
  const requestUrl = getterOf(requestKind, 'url');
  const requestMethod = getterOf(requestKind, 'method');
  const requestHeaders = getterOf(requestKind, 'headers');
  const urls = createUrlReader(world);
  const opened = ownWeakMap<object, OpenedRequest>();

  return {
    readFetch(args) {
      const input = argumentAt(args, 0);
      const init = argumentAt(args, 1);
      const request = isInstance(input, requestKind) ? input : undefined;
      const other = isInstance(init, requestKind) ? init : undefined;
      const headers =
        dataMember(init, 'headers') ?? readBy(requestHeaders, other) ?? readBy(requestHeaders, request);
      const url = request === undefined ? urls.textOf(input) : readBy(requestUrl, request);
      const texts = addUrl(readHeaders(headers), url);
      if (texts === noTexts) return undefined;
      const method =
        dataMember(init, 'method') ?? readBy(requestMethod, other) ?? readBy(requestMethod, request) ?? 'GET';
      return { method: normalizeMethod(method), url: urls.resolve(url), texts };
    },
    noteOpen(request, args) {
      const url = urls.textOf(argumentAt(args, 1));
      opened.set(request, { method: argumentAt(args, 0), url, texts: addUrl(noTexts, url) });
    },
    noteHeader(request, args) {
      const call = opened.get(request);
      if (call === undefined) return;
      const texts = addHeader(call.texts, argumentAt(args, 0), argumentAt(args, 1));
      if (texts !== call.texts) opened.set(request, { method: call.method, url: call.url, texts });
    },
    readSend(request) {
      const call = opened.get(request);
      if (call === undefined || call.texts === noTexts) return undefined;
      return { method: normalizeMethod(call.method), url: urls.resolve(call.url), texts: call.texts };
    },
  };

  function readHeaders(headers: unknown): ReportedTexts {
    if (typeof headers !== 'object' || headers === null) return noTexts;
    if (isArray(headers)) return readPairs(headers);
    return isInstance(headers, headersKind) ? readHeadersObject(headers) : readRecord(headers);
  }

  function readHeadersObject(headers: object): ReportedTexts {
    let texts = noTexts;
    let count = 0;
    const add = (value: unknown, name: unknown) => {
      count += 1;
      if (count <= maxHeadersRead) texts = addHeader(texts, name, value);
    };
    apply(eachHeader, headers, [add]);
    return countExcess(texts, count);
  }
}

function readPairs(pairs: readonly unknown[]): ReportedTexts {
  let texts = noTexts;
  const { length } = pairs;
  for (let index = 0; index < length && index < maxHeadersRead; index += 1) {
    const pair = ownData(pairs, index);
    if (isArray(pair)) texts = addHeader(texts, ownData(pair, 0), ownData(pair, 1));
  }
  return countExcess(texts, length);
}

function readRecord(headers: object): ReportedTexts {
  let texts = noTexts;
  const names = ownKeys(headers);
  const { length } = names;
  for (let index = 0; index < length && index < maxHeadersRead; index += 1) {
    const name = names[index];
    if (typeof name === 'string') texts = addHeader(texts, name, ownData(headers, name));
  }
  return countExcess(texts, length);
}

function countExcess(texts: ReportedTexts, count: number): ReportedTexts {
  if (count <= maxHeadersRead) return texts;
  return { ...texts, leftOut: texts.leftOut + count - maxHeadersRead };
}

function addHeader(texts: ReportedTexts, name: unknown, value: unknown): ReportedTexts {
  if (typeof name !== 'string' || typeof value !== 'string') return texts;
  return addText(texts, 'request header', name, value);
}

/** A `data:` URL isn't sent anywhere, and can be as long as an image. */
function addUrl(texts: ReportedTexts, url: unknown): ReportedTexts {
  if (typeof url !== 'string' || isMatch(/^\s*data:/i, url)) return texts;
  return addText(texts, 'request url', '', url);
}

/** Only these methods are converted to upper case ("normalize a method" in the Fetch Standard). */
function normalizeMethod(method: unknown): string {
  if (typeof method !== 'string') return '';
  return isMatch(/^(?:delete|get|head|options|post|put)$/i, method) ? toUpper(method) : method;
}
