import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import { receivedText } from '../../decode/repair';
import type { CheckContext, RequestFacts, RequestLocation, Subject } from '../rule';
import {
  maxAddressLength,
  maxCompanions,
  maxHeaders,
  maxReadBodyLength,
  maxRequests,
  maxSearchedLength,
} from '../limits';

/** Characters of a token that are searched for before the rest is compared. */
const NEEDLE_LENGTH = 200;
/** Maximum matches of the beginning that are compared with the full token. */
const maxCompared = 16;

type Headers = RequestFacts['headers'];

/** The requests to check: the latest ones, or the only one that is known. */
export function listRequests(context: CheckContext): readonly RequestFacts[] {
  const requests = context.requests?.slice(-maxRequests) ?? [];
  if (requests.length > 0) return requests;
  return context.request === undefined ? [] : [context.request];
}

/** Parses a URL, even one with a long token; undefined if it isn't one. */
export function parseAddress(text: string | undefined): URL | undefined {
  if (text === undefined || text.length > maxAddressLength || !URL.canParse(text)) return undefined;
  return new URL(text);
}

/** The host and port of a request, quoted for a message. */
export function nameHost(request: RequestFacts): string {
  return quoteForSentence(parseAddress(request.url)?.host ?? '');
}

/** Whether a token at this location was sent to a server: a fragment stays in the browser (RFC 3986 §3.5). */
export function isSent(location: RequestLocation): boolean {
  return location.startsWith('request') || location === 'url query' || location === 'url path';
}

/** The values of all header lines with this name, which must be in lower case. */
export function findHeaders(headers: Headers, name: string): readonly string[] {
  return (headers ?? [])
    .slice(0, maxHeaders)
    .filter((header) => header.name === name)
    .map((header) => header.value);
}

/** The value of the first header line with this name, which must be in lower case. */
export function findHeader(headers: Headers, name: string): string | undefined {
  return findHeaders(headers, name)[0];
}

/** The scheme of an `Authorization` header in lower case (RFC 9110 §11.1) and what follows it. */
export function readAuthorization(
  request: RequestFacts,
): { scheme: string; credentials: string } | undefined {
  const value = findHeader(request.headers, 'authorization')?.trimStart();
  const space = value?.indexOf(' ') ?? -1;
  if (value === undefined || space === -1) return undefined;
  return { scheme: value.slice(0, space).toLowerCase(), credentials: value.slice(space + 1).trim() };
}

/** 2xx: the server accepted the request. */
export function isAccepted(request: RequestFacts): boolean {
  return request.status !== undefined && request.status >= 200 && request.status < 300;
}

/** Parameters of the query, overridden by those of the body, which is a form or JSON. */
export function readParameters(request: RequestFacts): ReadonlyMap<string, string> {
  return new Map([...readQuery(request), ...readBody(request)]);
}

/** The parameters of the URL's query; the last one of each name. Empty if the URL is invalid. */
export function readQuery(request: RequestFacts): ReadonlyMap<string, string> {
  return new Map(parseAddress(request.url)?.searchParams ?? []);
}

function readBody({ bodyText }: RequestFacts): ReadonlyMap<string, string> {
  if (bodyText === undefined || bodyText.length > maxReadBodyLength) return new Map();
  const members = readJsonBody(bodyText);
  if (members === undefined) return new Map(bodyText.includes('=') ? new URLSearchParams(bodyText) : []);
  return new Map(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The members of a body that is a JSON object. */
export function readJsonBody(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text.length > maxReadBodyLength || !text.trimStart().startsWith('{'))
    return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A call of the token endpoint (RFC 6749 §3.2), recognized by its parameters or by the discovery document. */
export function isTokenRequest(request: RequestFacts, discovery?: JsonObject): boolean {
  return (
    request.grant !== undefined ||
    readParameters(request).has('grant_type') ||
    isEndpoint(request, discovery?.token_endpoint)
  );
}

/** The grant type of a token request (RFC 6749 §4), also of one whose body isn't stored. */
export function readGrantType(request: RequestFacts): string | undefined {
  return request.grant?.type ?? readParameters(request).get('grant_type');
}

/** Whether a token request has a parameter with a value, also if its body isn't stored. */
export function hasParameter(request: RequestFacts, name: string): boolean {
  return request.grant?.parameters.includes(name) === true || Boolean(readParameters(request).get(name));
}

/**
 * The responses that contain this token before any other. What is wrong with a response is reported once, for its first
 * token.
 */
export function listResponses({ token, context }: Subject): readonly RequestFacts[] {
  const others = context.companions?.slice(0, maxCompanions).map(receivedText) ?? [];
  return listRequests(context).filter(({ location, responseBodyText = '' }) => {
    if (location !== 'response body') return false;
    const at = findToken(responseBodyText, receivedText(token));
    return !others.some((other) => {
      const found = findToken(responseBodyText, other);
      return found !== -1 && found < at;
    });
  });
}

/** Whether a request went to an endpoint of the discovery document. */
export function isEndpoint(request: RequestFacts, endpoint: unknown): boolean {
  const expected = typeof endpoint === 'string' ? parseAddress(endpoint) : undefined;
  const actual = parseAddress(request.url);
  return (
    expected !== undefined && expected.origin === actual?.origin && expected.pathname === actual.pathname
  );
}

/** The parameters of the authorization request: those that are known, or those of the request itself. */
export function readAuthorizationRequest(context: CheckContext): ReadonlyMap<string, string> | undefined {
  if (context.authorizationRequest !== undefined)
    return new Map(Object.entries(context.authorizationRequest));
  const query = context.request === undefined ? undefined : readQuery(context.request);
  return query?.has('response_type') && query.has('client_id') ? query : undefined;
}

/** Whether a text contains the token. */
export function containsToken(text: string | undefined, raw: string): boolean {
  return findToken(text ?? '', raw) !== -1;
}

/**
 * Where a text contains the token; -1 if it doesn't. Searches for its beginning and compares the rest there: searching
 * for the full token would take quadratic time with a hostile text and a hostile token.
 */
function findToken(text: string, raw: string): number {
  if (raw === '') return -1;
  const searched = text.slice(0, maxSearchedLength);
  const needle = raw.slice(0, NEEDLE_LENGTH);
  let at = searched.indexOf(needle);
  for (let compared = 0; at !== -1 && compared < maxCompared; compared += 1) {
    if (searched.startsWith(raw, at)) return at;
    at = searched.indexOf(needle, at + 1);
  }
  return -1;
}
