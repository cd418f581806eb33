import {
  isBodyGap,
  maxAddedTextLength,
  maxFileNameLength,
  type AddedText,
  type Body,
  type ReportedText,
  type Exchange,
  type HeaderField,
  type HttpExchange,
  type PageApi,
  type PageReport,
  type StorageArea,
  type StorageReading,
  type StreamMessage,
  type TokenGrant,
} from '../../traffic';
import { maxCallSiteLength, maxMethodLength, maxStatusTextLength } from '../protocol/limits';
import { parseDelivery } from '../protocol/delivery';
import { membersOf } from '../protocol/guard';
import { withoutMsalKey } from '../protocol/msal-cookie';
import { isSender, isTime } from './har-additions';
import { readTimings } from './har-timings';
import { limitMessages } from './message-limits';
import { parseStorageEntry } from '../protocol/storage-entries';
import { limitText } from '../protocol/text-body';
import { maxGrantParameters, maxGrantTextLength } from './limits';

/**
 * Our own file format: `{ format, version, savedAt, exchanges }`, with the exchanges as in the log. A change that older
 * readers would misread needs a new version. In version 1, `isRedacted` was `withheld`, and a page report's `texts` and
 * their `kind` were `carried` and `place`.
 */
export const ownFormat = 'jwt-devtools';
/** The version that is written. */
export const ownVersion = 2;
/** The member of the file, or of a HAR's log, that a sanitized file has. */
export const sanitizedMember = { har: '_jwtDevtoolsSanitized', json: 'sanitized' } as const;
/** The versions that can be read. A file of another one is from a newer release. */
export const readableVersions: ReadonlySet<unknown> = new Set([1, ownVersion]);

/**
 * Parses one exchange of our own file with the given ID. Undefined if any known member is invalid; unknown members are
 * dropped. The source is always the file.
 */
export function parseOwnExchange(value: unknown, id: string): Exchange | undefined {
  switch (membersOf(value)['kind']) {
    case 'http':
      return parseHttp(value, id);
    case 'storage':
      return parseReading(value, id);
    case 'page-report':
      return parseReport(value, id);
    case 'text':
      return parseAddedText(value, id);
    default:
      return undefined;
  }
}

function parseHttp(value: unknown, id: string): HttpExchange | undefined {
  const members = membersOf<HttpExchange>(value);
  const { sentAtMs, answeredAtMs, method, url, status, statusText, sender, pageUrl, callSite } = members;
  const timings = readTimings(members.timings);
  const isRedacted = members.isRedacted ?? membersOf(value)['withheld'];
  const requestHeaders = listOf(members.requestHeaders, parseHeader);
  const responseHeaders = listOf(members.responseHeaders, parseHeader);
  const requestBody = optional(members.requestBody, parseBody);
  const responseBody = optional(members.responseBody, parseBody);
  const delivery = optional(members.delivery, parseDelivery);
  const grant = optional(members.grant, parseGrant);
  const messages = optional(members.messages, (list) => listOf(list, parseMessage));
  if (
    !isTime(sentAtMs) ||
    !isTime(answeredAtMs) ||
    !isText(method) ||
    !isText(url) ||
    !isCount(status) ||
    !isText(statusText) ||
    !(sender === undefined || isSender(sender)) ||
    !(pageUrl === undefined || isText(pageUrl)) ||
    !(callSite === undefined || isText(callSite)) ||
    !(isRedacted === undefined || typeof isRedacted === 'boolean') ||
    requestHeaders === undefined ||
    responseHeaders === undefined ||
    requestBody === undefined ||
    responseBody === undefined ||
    messages === undefined ||
    grant === undefined ||
    delivery === undefined
  ) {
    return undefined;
  }
  return {
    kind: 'http',
    id,
    sentAtMs,
    answeredAtMs,
    method: method.slice(0, maxMethodLength),
    url,
    requestHeaders: withoutMsalKey(requestHeaders),
    responseHeaders: withoutMsalKey(responseHeaders),
    ...(requestBody !== 'absent' && { requestBody }),
    ...(grant !== 'absent' && { grant }),
    ...(responseBody !== 'absent' && { responseBody }),
    status,
    statusText: statusText.slice(0, maxStatusTextLength),
    ...(delivery !== 'absent' && { delivery }),
    source: 'file',
    ...(sender !== undefined && { sender }),
    ...(pageUrl !== undefined && { pageUrl }),
    ...(callSite !== undefined && { callSite: callSite.slice(0, maxCallSiteLength) }),
    ...(timings && { timings }),
    ...(messages !== 'absent' && { messages: limitMessages(messages) }),
    ...(isRedacted !== undefined && { isRedacted }),
  };
}

function parseReading(value: unknown, id: string): StorageReading | undefined {
  const { readAtMs, origin, area, entries: list, leftOut } = membersOf<StorageReading>(value);
  const entries = listOf(list, parseStorageEntry);
  if (!isTime(readAtMs) || !isText(origin) || !isOneOf(areas, area) || entries === undefined)
    return undefined;
  if (!(leftOut === undefined || isCount(leftOut))) return undefined;
  return { kind: 'storage', id, readAtMs, origin, area, entries, ...(leftOut !== undefined && { leftOut }) };
}

function parseReport(value: unknown, id: string): PageReport | undefined {
  const members = membersOf<PageReport>(value);
  const { reportedAtMs, origin, api, method, url, callSite } = members;
  const texts = listOf(members.texts ?? membersOf(value)['carried'], parseReportedText);
  if (
    !isTime(reportedAtMs) ||
    !isText(origin) ||
    !isOneOf(apis, api) ||
    !isText(method) ||
    !isText(url) ||
    !(callSite === undefined || isText(callSite)) ||
    texts === undefined
  ) {
    return undefined;
  }
  return {
    kind: 'page-report',
    id,
    reportedAtMs,
    origin,
    api,
    method: method.slice(0, maxMethodLength),
    url,
    texts,
    ...(callSite !== undefined && { callSite }),
  };
}

function parseAddedText(value: unknown, id: string): AddedText | undefined {
  const { addedAtMs, name, text } = membersOf<AddedText>(value);
  if (!isTime(addedAtMs) || !isText(name) || !isText(text)) return undefined;
  return {
    kind: 'text',
    id,
    addedAtMs,
    name: name.slice(0, maxFileNameLength),
    text: text.slice(0, maxAddedTextLength),
  };
}

const areas: ReadonlySet<StorageArea> = new Set([
  'localStorage',
  'sessionStorage',
  'window.name',
  'cookie',
  'IndexedDB',
]);
const apis: ReadonlySet<PageApi> = new Set([
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'sendBeacon',
]);
const locations: ReadonlySet<ReportedText['kind']> = new Set([
  'request header',
  'request url',
  'request body',
  'message sent',
  'message received',
]);
const directions: ReadonlySet<StreamMessage['direction']> = new Set(['sent', 'received']);

function parseHeader(value: unknown): HeaderField | undefined {
  const { name, value: text } = membersOf<HeaderField>(value);
  return isText(name) && isText(text) ? { name, value: text } : undefined;
}

function parseBody(value: unknown): Body | undefined {
  const { text, mimeType, truncated, gap } = membersOf<Body>(value);
  if (!isText(text) || !isText(mimeType) || typeof truncated !== 'boolean') return undefined;
  if (gap !== undefined && !isBodyGap(gap)) return undefined;
  const body = limitText(text, mimeType);
  return truncated ? { ...body, truncated, ...(gap !== undefined && { gap }) } : body;
}

function parseGrant(value: unknown): TokenGrant | undefined {
  const { type, parameters } = membersOf<TokenGrant>(value);
  const names = listOf(parameters, (name) =>
    isText(name) && name.length <= maxGrantTextLength ? name : undefined,
  );
  if (!isText(type) || type.length > maxGrantTextLength || names === undefined) return undefined;
  return names.length > maxGrantParameters ? undefined : { type, parameters: names };
}

function parseMessage(value: unknown): StreamMessage | undefined {
  const { direction, atMs, text, truncated } = membersOf<StreamMessage>(value);
  if (!isOneOf(directions, direction) || !isTime(atMs) || !isText(text)) return undefined;
  if (typeof truncated !== 'boolean') return undefined;
  return { direction, atMs, text, truncated };
}

function parseReportedText(value: unknown): ReportedText | undefined {
  const { kind = membersOf(value)['place'], name, text } = membersOf<ReportedText>(value);
  return isOneOf(locations, kind) && isText(name) && isText(text) ? { kind, name, text } : undefined;
}

/** All items, or undefined if one of them is invalid. */
function listOf<T>(value: unknown, parse: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list: T[] = [];
  for (const item of value) {
    const parsed = parse(item);
    if (parsed === undefined) return undefined;
    list.push(parsed);
  }
  return list;
}

function optional<T>(value: unknown, parse: (value: unknown) => T | undefined): T | 'absent' | undefined {
  return value === undefined ? 'absent' : parse(value);
}

function isOneOf<T>(values: ReadonlySet<T>, value: unknown): value is T {
  return (values as ReadonlySet<unknown>).has(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
