import type { CheckContext, RequestFacts } from '../../token';
import {
  maxChunkSetters,
  maxComparedReadings,
  maxCompanionExchanges,
  maxCompanions,
  maxContextBody,
  maxContextLength,
  maxContextSightings,
  maxSites,
  maxStorages,
} from './limits';
import { readCookieFacts } from './cookie-facts';
import { readRequestFacts } from './request-facts';
import { deliveryOf } from '../exchange/delivery';
import type { HttpExchange } from '../exchange/exchange';
import type { TokenLog } from '../log/log';
import type { SeenContext } from './context';
import { isOutgoing, isSent } from '../exchange/sent';
import { isSignedElsewhere } from './signed-elsewhere';
import { readTokenType } from './token-use';
import type { Sighting } from '../exchange/sighting';
import type { TokenFacts } from '../search/token-facts';

type StorageFacts = NonNullable<CheckContext['storage']>;

/** A sighting in a request or response. */
interface RequestSighting {
  readonly sighting: Sighting;
  readonly exchange: HttpExchange;
  readonly facts: RequestFacts;
}

/**
 * Collects what the log knows about a token, as input for the checks. Empty if the token isn't stored. Uses only the
 * newest sightings and the exchanges that are stored. Doesn't check anything itself.
 */
export function readContext(log: TokenLog, id: number): SeenContext {
  const row = log.row(id);
  const token = log.factsOf(id);
  return row === undefined || token === undefined ? {} : readSeen(log, row, token);
}

/** The return type is inferred, so that `producers.test.ts` can check which members are set. */
export function readSeen(log: TokenLog, row: NonNullable<ReturnType<TokenLog['row']>>, token: TokenFacts) {
  const sightings = log.sightings(row.id);
  const requests = findRequests(log, sightings);
  const newest = requests.at(-1);
  const storages = findStorages(log, sightings);
  const sites = findSites(sightings);
  const timesSeen = isProof(token) ? row.requests : 0;
  const use = findTokenType(requests);
  return {
    ...(newest && { request: newest.facts, requests: requests.map(({ facts }) => facts) }),
    ...readCookie(log, sightings, requests),
    ...(storages.length > 0 && { storages }),
    ...(sites.length > 0 && { sites }),
    ...(timesSeen > 0 && { timesSeen }),
    ...(use && { use }),
    ...(token.header?.['enc'] !== undefined &&
      isSignedElsewhere(log, sightings) && { signedElsewhere: true }),
    ...readCompanions(log, row.raw, requests),
    ...log.documents().findFor(token),
  } satisfies SeenContext;
}

/** The token type, from the newest location that specifies it. */
function findTokenType(requests: readonly RequestSighting[]) {
  for (const { sighting, facts } of requests.toReversed()) {
    const type = readTokenType(sighting, () => memberOf(facts.responseBodyText, 'access_token'));
    if (type !== undefined) return type;
  }
  return undefined;
}

/** The newest requests within the limits, oldest first. */
function findRequests(log: TokenLog, sightings: readonly Sighting[]): readonly RequestSighting[] {
  const requests: RequestSighting[] = [];
  let left = maxContextLength;
  for (const sighting of sightings.slice(-maxContextSightings).toReversed()) {
    // The rules check where a token was sent, so a request that may not have been sent isn't evidence.
    if (isOutgoing(sighting) && !isSent(sighting)) continue;
    const exchange = log.exchange(sighting.exchangeId);
    const facts = exchange?.kind === 'http' ? readRequestFacts(sighting, exchange) : undefined;
    if (exchange?.kind !== 'http' || facts === undefined) continue;
    left -= lengthOf(facts);
    if (left < 0 && requests.length > 0) break;
    requests.push({ sighting, exchange, facts });
  }
  return requests.toReversed();
}

function lengthOf({
  url,
  headers = [],
  responseHeaders = [],
  bodyText = '',
  responseBodyText = '',
}: RequestFacts) {
  const lines = [...headers, ...responseHeaders];
  return (
    lines.reduce((sum, { name, value }) => sum + name.length + value.length, url.length) +
    bodyText.length +
    responseBodyText.length
  );
}

/** Where the token is stored. An entry that was read again with another value doesn't have it any more. */
function findStorages(log: TokenLog, sightings: readonly Sighting[]): readonly StorageFacts[] {
  const found = new Map<string, { readonly facts: StorageFacts; readonly readingId: string }>();
  for (const { kind, name, url, exchangeId } of sightings) {
    if (kind !== 'localStorage' && kind !== 'sessionStorage' && kind !== 'cookie' && kind !== 'IndexedDB')
      continue;
    const key = entryKey(kind, url, name);
    if (found.size < maxStorages || found.has(key))
      found.set(key, { facts: { area: kind, key: name, origin: url }, readingId: exchangeId });
  }
  if (found.size === 0) return [];
  const newest = readNewestValues(log);
  return [...found].flatMap(([key, { facts, readingId }]) => {
    const reading = log.exchange(readingId);
    const entries = reading?.kind === 'storage' ? reading.entries : [];
    const before = entries.find((entry) => entry.key === facts.key)?.value;
    const isReplaced = before !== undefined && (newest.get(key) ?? before) !== before;
    return isReplaced ? [] : [facts];
  });
}

/** The newest value of each storage entry. */
function readNewestValues(log: TokenLog): ReadonlyMap<string, string> {
  const readings = log.exchanges().filter((exchange) => exchange.kind === 'storage');
  return new Map(
    readings
      .slice(-maxComparedReadings)
      .flatMap(({ area, origin, entries }) =>
        entries.map(({ key, value }) => [entryKey(area, origin, key), value] as const),
      ),
  );
}

function entryKey(area: string, origin: string, key: string): string {
  return JSON.stringify([area, origin, key]);
}

/** Origins that the token was sent to. */
function findSites(sightings: readonly Sighting[]): readonly string[] {
  const sites = new Set<string>();
  for (const sighting of sightings) {
    const { url } = sighting;
    if (isSent(sighting) && sites.size < maxSites && URL.canParse(url)) sites.add(new URL(url).origin);
  }
  return [...sites];
}

/** The cookie that last sent or set the token, otherwise one that a script has read. */
function readCookie(log: TokenLog, sightings: readonly Sighting[], requests: readonly RequestSighting[]) {
  const inRequest = requests.findLast(
    ({ facts: { location } }) => location === 'request cookie' || location === 'response cookie',
  )?.sighting;
  const inScript = sightings.findLast(({ kind }) => kind === 'cookie');
  const cookie = inRequest ?? inScript;
  if (cookie === undefined) return {};
  const setBy = requests.findLast(
    ({ sighting }) => sighting.kind === 'response cookie' && isSameCookie(sighting, cookie),
  )?.exchange;
  const isReadable = setBy === undefined && inScript !== undefined && isSameCookie(inScript, cookie);
  return {
    cookie: readCookieFacts(cookie, {
      sentBy: inRequest?.kind === 'request cookie' ? findExchange(requests, inRequest) : undefined,
      setBy,
      isReadable,
      exchanges: () => log.exchanges(maxChunkSetters).filter((exchange) => exchange.kind === 'http'),
    }),
  };
}

function findExchange(requests: readonly RequestSighting[], sighting: Sighting): HttpExchange | undefined {
  return requests.findLast((each) => each.sighting === sighting)?.exchange;
}

function isSameCookie(one: Sighting, other: Sighting): boolean {
  return one.name === other.name && one.chunks?.[0] === other.chunks?.[0];
}

/** Related data in the same exchanges: other tokens, the access token and the authorization code. */
function readCompanions(log: TokenLog, raw: string, requests: readonly RequestSighting[]) {
  const companions = new Set<string>();
  for (const { exchange } of requests.slice(-maxCompanionExchanges)) {
    // The other tokens in such a request weren't sent either.
    if (deliveryOf(exchange).state === 'not sent') continue;
    for (const other of log.tokensOf(exchange.id)) {
      if (other !== raw && companions.size < maxCompanions) companions.add(other);
    }
  }
  const facts = requests.at(-1)?.facts;
  const accessToken = facts && findAccessToken(facts);
  const code = facts && findCode(facts);
  return {
    ...(companions.size > 0 && { companions: [...companions] }),
    ...(accessToken !== undefined && accessToken !== raw && { accessToken }),
    ...(code !== undefined && { code }),
  };
}

/** From a request (RFC 9449 §7.1, RFC 6750 §2.1) or from a token response (RFC 6749 §5.1). */
function findAccessToken({ location, headers = [], responseBodyText }: RequestFacts): string | undefined {
  if (location === 'response body') return memberOf(responseBodyText, 'access_token');
  const authorization = headers.find(({ name }) => name === 'authorization')?.value;
  return /^\s*(?:DPoP|Bearer)\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
}

/** In the hybrid flow, the authorization code comes with the ID token (OpenID Connect Core 1.0 §3.3.2.5). */
function findCode({ url, responseHeaders = [] }: RequestFacts): string | undefined {
  const location = responseHeaders.find(({ name }) => name === 'location')?.value ?? '';
  for (const address of [location, url]) {
    const fields = address.slice(address.search(/[?#]/) + 1);
    if (fields.length > maxContextBody || !fields.includes('id_token=')) continue;
    const parameters = new URLSearchParams(fields.replaceAll('#', '&'));
    const code = parameters.get('code');
    if (code !== null && parameters.has('id_token')) return code;
  }
  return undefined;
}

function memberOf(text: string | undefined, name: string): string | undefined {
  if (text === undefined || !text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = (JSON.parse(text) as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this is a DPoP proof, which must be used for a single request (RFC 9449 §11.1). */
function isProof({ header }: TokenFacts): boolean {
  return header?.['typ'] === 'dpop+jwt';
}
