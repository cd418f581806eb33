import type { CheckContext, RequestFacts } from '../../token';
import {
  maxChunkSetters,
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
import { readUse } from './token-use';
import type { Sighting } from '../exchange/sighting';
import type { TokenFacts } from '../search/token-facts';

type StorageFacts = NonNullable<CheckContext['storage']>;

interface Carried {
  readonly sighting: Sighting;
  readonly exchange: HttpExchange;
  readonly facts: RequestFacts;
}

/**
 * What the log knows of one of its tokens, for the checks: empty when it is not held. Looks at its newest sightings
 * alone, and knows of exchanges only while the log holds them. Judges nothing.
 */
export function readContext(log: TokenLog, id: number): SeenContext {
  const row = log.row(id);
  const token = log.factsOf(id);
  return row === undefined || token === undefined ? {} : readSeen(log, row, token);
}

/** Without a declared return type: the inferred one has the members that are really read, which a test relies on. */
export function readSeen(log: TokenLog, row: NonNullable<ReturnType<TokenLog['row']>>, token: TokenFacts) {
  const sightings = log.sightings(row.id);
  const carried = findCarried(log, sightings);
  const newest = carried.at(-1);
  const storages = findStorages(sightings);
  const sites = findSites(sightings);
  const timesSeen = isProof(token) ? row.requests : 0;
  const use = findUse(carried);
  return {
    ...(newest && { request: newest.facts, requests: carried.map(({ facts }) => facts) }),
    ...readCookie(log, sightings, carried),
    ...(storages.length > 0 && { storages }),
    ...(sites.length > 0 && { sites }),
    ...(timesSeen > 0 && { timesSeen }),
    ...(use && { use }),
    ...(token.header?.['enc'] !== undefined &&
      isSignedElsewhere(log, sightings) && { signedElsewhere: true }),
    ...readBeside(log, row.raw, carried),
    ...log.documents().findFor(token),
  } satisfies SeenContext;
}

/** By the newest place that says it. */
function findUse(carried: readonly Carried[]) {
  for (const { sighting, facts } of carried.toReversed()) {
    const use = readUse(sighting, () => memberOf(facts.responseBodyText, 'access_token'));
    if (use !== undefined) return use;
  }
  return undefined;
}

/** Oldest first; of many, the newest that are not too long together. */
function findCarried(log: TokenLog, sightings: readonly Sighting[]): readonly Carried[] {
  const carried: Carried[] = [];
  let left = maxContextLength;
  for (const sighting of sightings.slice(-maxContextSightings).toReversed()) {
    // The rules judge what was sent, and where: a request that never left, or isn't known to have left, is no evidence.
    if (isOutgoing(sighting) && !isSent(sighting)) continue;
    const exchange = log.exchange(sighting.exchangeId);
    const facts = exchange?.kind === 'http' ? readRequestFacts(sighting, exchange) : undefined;
    if (exchange?.kind !== 'http' || facts === undefined) continue;
    left -= lengthOf(facts);
    if (left < 0 && carried.length > 0) break;
    carried.push({ sighting, exchange, facts });
  }
  return carried.toReversed();
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

function findStorages(sightings: readonly Sighting[]): readonly StorageFacts[] {
  const found = new Map<string, StorageFacts>();
  for (const { place, name, url } of sightings) {
    if (place !== 'localStorage' && place !== 'sessionStorage' && place !== 'cookie' && place !== 'IndexedDB')
      continue;
    if (found.size < maxStorages)
      found.set(JSON.stringify([place, name, url]), { area: place, key: name, origin: url });
  }
  return [...found.values()];
}

/** Origins of servers that were sent the token. */
function findSites(sightings: readonly Sighting[]): readonly string[] {
  const sites = new Set<string>();
  for (const sighting of sightings) {
    const { url } = sighting;
    if (isSent(sighting) && sites.size < maxSites && URL.canParse(url)) sites.add(new URL(url).origin);
  }
  return [...sites];
}

/** The cookie that it was last seen in, sent or set; else one that scripts can read, which is not `HttpOnly`. */
function readCookie(log: TokenLog, sightings: readonly Sighting[], carried: readonly Carried[]) {
  const inCookie = carried.findLast(
    ({ facts: { place } }) => place === 'request cookie' || place === 'response cookie',
  )?.sighting;
  const read = sightings.findLast(({ place }) => place === 'cookie');
  const cookie = inCookie ?? read;
  if (cookie === undefined) return {};
  const setBy = carried.findLast(
    ({ sighting }) => sighting.place === 'response cookie' && isSameCookie(sighting, cookie),
  )?.exchange;
  const isReadable = setBy === undefined && read !== undefined && isSameCookie(read, cookie);
  return {
    cookie: readCookieFacts(cookie, {
      sentBy: inCookie?.place === 'request cookie' ? findExchange(carried, inCookie) : undefined,
      setBy,
      isReadable,
      exchanges: () =>
        [...log.exchanges()].slice(-maxChunkSetters).filter((exchange) => exchange.kind === 'http'),
    }),
  };
}

function findExchange(carried: readonly Carried[], sighting: Sighting): HttpExchange | undefined {
  return carried.findLast((each) => each.sighting === sighting)?.exchange;
}

function isSameCookie(one: Sighting, other: Sighting): boolean {
  return one.name === other.name && one.chunks?.[0] === other.chunks?.[0];
}

/** What travelled with it: other tokens, the access token and the authorization code of the same exchange. */
function readBeside(log: TokenLog, raw: string, carried: readonly Carried[]) {
  const companions = new Set<string>();
  for (const { exchange } of carried.slice(-maxCompanionExchanges)) {
    // What such a request would have carried wasn't sent.
    if (deliveryOf(exchange).state === 'not sent') continue;
    for (const other of log.tokensOf(exchange.id)) {
      if (other !== raw && companions.size < maxCompanions) companions.add(other);
    }
  }
  const facts = carried.at(-1)?.facts;
  const accessToken = facts && findAccessToken(facts);
  const code = facts && findCode(facts);
  return {
    ...(companions.size > 0 && { companions: [...companions] }),
    ...(accessToken !== undefined && accessToken !== raw && { accessToken }),
    ...(code !== undefined && { code }),
  };
}

/** RFC 9449 §7.1 and RFC 6750 §2.1 where it was sent, RFC 6749 §5.1 where it came. */
function findAccessToken({ place, headers = [], responseBodyText }: RequestFacts): string | undefined {
  if (place === 'response body') return memberOf(responseBodyText, 'access_token');
  const authorization = headers.find(({ name }) => name === 'authorization')?.value;
  return /^\s*(?:DPoP|Bearer)\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
}

/** The hybrid flow brings a code beside the ID token (OpenID Connect Core 1.0 §3.3.2.5). */
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

/** One DPoP proof is for one request (RFC 9449 §11.1). */
function isProof({ header }: TokenFacts): boolean {
  return header?.['typ'] === 'dpop+jwt';
}
