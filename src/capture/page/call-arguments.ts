import { maxHeadersRead } from '../protocol/limits';
import { carry, nothingReported, type ReportedTexts } from './call-text';
import { argumentAt, createUrlReader, dataMember, getterOf, isKind, readBy } from './page-objects';
import { apply, inCapitals, isArray, isMatch, ownData, ownKeys, ownWeakMap } from './primordials';

/** What is known of a call in which a token may stand, or in which something was past a bound. */
export interface CallFacts {
  readonly method: string;
  readonly url: string;
  readonly carried: ReportedTexts;
}

/**
 * Reads what a page hands to `fetch` and XMLHttpRequest without changing it: no getter of the page's is called and no
 * iterator is used up, so headers in such a shape are not seen. Built at the start, with the functions of that time.
 * Answers undefined for what carries nothing in which a token may stand.
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
  readonly carried: ReportedTexts;
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
      const request = isKind(input, requestKind) ? input : undefined;
      const other = isKind(init, requestKind) ? init : undefined;
      const headers =
        dataMember(init, 'headers') ?? readBy(requestHeaders, other) ?? readBy(requestHeaders, request);
      const url = request === undefined ? urls.textOf(input) : readBy(requestUrl, request);
      const carried = carryUrl(carryHeaders(headers), url);
      if (carried === nothingReported) return undefined;
      const method =
        dataMember(init, 'method') ?? readBy(requestMethod, other) ?? readBy(requestMethod, request) ?? 'GET';
      return { method: normalized(method), url: urls.resolve(url), carried };
    },
    noteOpen(request, args) {
      const url = urls.textOf(argumentAt(args, 1));
      opened.set(request, { method: argumentAt(args, 0), url, carried: carryUrl(nothingReported, url) });
    },
    noteHeader(request, args) {
      const call = opened.get(request);
      if (call === undefined) return;
      const carried = carryHeader(call.carried, argumentAt(args, 0), argumentAt(args, 1));
      if (carried !== call.carried) opened.set(request, { method: call.method, url: call.url, carried });
    },
    readSend(request) {
      const call = opened.get(request);
      if (call === undefined || call.carried === nothingReported) return undefined;
      return { method: normalized(call.method), url: urls.resolve(call.url), carried: call.carried };
    },
  };

  function carryHeaders(headers: unknown): ReportedTexts {
    if (typeof headers !== 'object' || headers === null) return nothingReported;
    if (isArray(headers)) return carryPairs(headers);
    return isKind(headers, headersKind) ? carryEach(headers) : carryKeyed(headers);
  }

  function carryEach(headers: object): ReportedTexts {
    let carried = nothingReported;
    let count = 0;
    const add = (value: unknown, name: unknown) => {
      count += 1;
      if (count <= maxHeadersRead) carried = carryHeader(carried, name, value);
    };
    apply(eachHeader, headers, [add]);
    return countBeyond(carried, count);
  }
}

function carryPairs(pairs: readonly unknown[]): ReportedTexts {
  let carried = nothingReported;
  const { length } = pairs;
  for (let index = 0; index < length && index < maxHeadersRead; index += 1) {
    const pair = ownData(pairs, index);
    if (isArray(pair)) carried = carryHeader(carried, ownData(pair, 0), ownData(pair, 1));
  }
  return countBeyond(carried, length);
}

function carryKeyed(headers: object): ReportedTexts {
  let carried = nothingReported;
  const names = ownKeys(headers);
  const { length } = names;
  for (let index = 0; index < length && index < maxHeadersRead; index += 1) {
    const name = names[index];
    if (typeof name === 'string') carried = carryHeader(carried, name, ownData(headers, name));
  }
  return countBeyond(carried, length);
}

function countBeyond(carried: ReportedTexts, count: number): ReportedTexts {
  if (count <= maxHeadersRead) return carried;
  return { ...carried, leftOut: carried.leftOut + count - maxHeadersRead };
}

function carryHeader(carried: ReportedTexts, name: unknown, value: unknown): ReportedTexts {
  if (typeof name !== 'string' || typeof value !== 'string') return carried;
  return carry(carried, 'request header', name, value);
}

/** A `data:` URL goes nowhere, and can be as long as a picture. */
function carryUrl(carried: ReportedTexts, url: unknown): ReportedTexts {
  if (typeof url !== 'string' || isMatch(/^\s*data:/i, url)) return carried;
  return carry(carried, 'request url', '', url);
}

/** Only the methods of the Fetch Standard's "normalize a method" are sent in capitals whatever their case. */
function normalized(method: unknown): string {
  if (typeof method !== 'string') return '';
  return isMatch(/^(?:delete|get|head|options|post|put)$/i, method) ? inCapitals(method) : method;
}
