import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import type { CheckContext, RequestFacts, RequestLocation } from '../rule';

/** How many requests of one token are looked at: the latest. */
const MAX_REQUESTS = 100;
/** The longest body that is read as a form or as JSON, in characters: requests and answers of RFC 6749 are small. */
const MAX_READ_LENGTH = 65_536;
/** How much of a text is searched for a token, in characters. */
const MAX_SEARCHED_LENGTH = 1_048_576;
/** How many characters of a token are searched for before the rest is compared. */
const NEEDLE_LENGTH = 200;
/** How many places that begin like the token are compared with the whole of it. */
const MAX_COMPARED = 16;
const MAX_HEADERS = 500;
/** The longest address that is read, in characters: a whole token may stand in one. */
const MAX_ADDRESS_LENGTH = 2_097_152;

type Headers = RequestFacts['headers'];

/** What there is to judge: the latest of all requests, or the one that is known. */
export function listRequests(context: CheckContext): readonly RequestFacts[] {
  const requests = context.requests?.slice(-MAX_REQUESTS) ?? [];
  if (requests.length > 0) return requests;
  return context.request === undefined ? [] : [context.request];
}

/** An address as a URL, even one that holds a long token; undefined for what is none. */
export function parseAddress(text: string | undefined): URL | undefined {
  if (text === undefined || text.length > MAX_ADDRESS_LENGTH || !URL.canParse(text)) return undefined;
  return new URL(text);
}

/** The host and port that a request went to, as a sentence may hold it. */
export function nameHost(request: RequestFacts): string {
  return quoteForSentence(parseAddress(request.url)?.host ?? '');
}

/** Whether the token stood there on its way to a server: a fragment stays in the browser (RFC 3986 §3.5). */
export function isSent(place: RequestLocation): boolean {
  return place.startsWith('request') || place === 'url query' || place === 'url path';
}

export function findHeaders(headers: Headers, name: string): readonly string[] {
  return (headers ?? [])
    .slice(0, MAX_HEADERS)
    .filter((header) => header.name === name)
    .map((header) => header.value);
}

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

/** 2xx: the server took what was sent. */
export function isAccepted(request: RequestFacts): boolean {
  return request.status !== undefined && request.status >= 200 && request.status < 300;
}

/** Parameters of the query, and above them those of the body, be it a form or JSON. */
export function readParameters(request: RequestFacts): ReadonlyMap<string, string> {
  return new Map([...readQuery(request), ...readBody(request)]);
}

export function readQuery(request: RequestFacts): ReadonlyMap<string, string> {
  return new Map(parseAddress(request.url)?.searchParams ?? []);
}

function readBody({ bodyText }: RequestFacts): ReadonlyMap<string, string> {
  if (bodyText === undefined || bodyText.length > MAX_READ_LENGTH) return new Map();
  const members = readJsonBody(bodyText);
  if (members === undefined) return new Map(bodyText.includes('=') ? new URLSearchParams(bodyText) : []);
  return new Map(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The members of a body that is a JSON object. */
export function readJsonBody(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text.length > MAX_READ_LENGTH || !text.trimStart().startsWith('{'))
    return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A call of the token endpoint (RFC 6749 §3.2), by what is asked there or by the discovery document. */
export function isTokenRequest(request: RequestFacts, discovery?: JsonObject): boolean {
  return readParameters(request).has('grant_type') || isEndpoint(request, discovery?.token_endpoint);
}

/** Whether a request went to an endpoint that a discovery document names. */
export function isEndpoint(request: RequestFacts, endpoint: unknown): boolean {
  const expected = typeof endpoint === 'string' ? parseAddress(endpoint) : undefined;
  const actual = parseAddress(request.url);
  return (
    expected !== undefined && expected.origin === actual?.origin && expected.pathname === actual.pathname
  );
}

/** The parameters of the authorization request: those that are known, or those of a request that is one. */
export function readAuthorizationRequest(context: CheckContext): ReadonlyMap<string, string> | undefined {
  if (context.authorizationRequest !== undefined)
    return new Map(Object.entries(context.authorizationRequest));
  const query = context.request === undefined ? undefined : readQuery(context.request);
  return query?.has('response_type') && query.has('client_id') ? query : undefined;
}

/**
 * Whether a text holds the token as it stands. Looks for its beginning and compares the rest there: a search for the
 * whole of it would take a hostile text times a hostile token.
 */
export function holdsToken(text: string | undefined, raw: string): boolean {
  if (text === undefined || raw === '') return false;
  const searched = text.slice(0, MAX_SEARCHED_LENGTH);
  const needle = raw.slice(0, NEEDLE_LENGTH);
  let at = searched.indexOf(needle);
  for (let compared = 0; at !== -1 && compared < MAX_COMPARED; compared += 1) {
    if (searched.startsWith(raw, at)) return true;
    at = searched.indexOf(needle, at + 1);
  }
  return false;
}
