import type { HttpExchange } from '../../exchange/exchange';
import { maxNameLength, maxUrlLength } from '../../exchange/limits';
import { isOutgoing, isSent } from '../../exchange/sent';
import type { LocationKind, Sighting } from '../../exchange/sighting';
import type { TokenLog } from '../../log/log';
import { maxCompanionRequests, maxCompanions, maxUsesAfter } from '../limits';
import { isRefreshOf } from '../refresh';
import type { Companion, Lineage, LineageNeighbor, LineageRequest } from './lineage';
import { findOtherOrigins } from './unintended-origins';

/** One token with what the log knows about its requests. */
interface Traced {
  readonly tokenId: number;
  readonly issuedBy: HttpExchange | undefined;
  /** Sightings in requests that sent it, one for each request, oldest first. */
  readonly uses: readonly Sighting[];
}

const received: ReadonlySet<LocationKind> = new Set([
  'response header',
  'response cookie',
  'response location',
  'response body',
  'message received',
]);

/** Finds where a token comes from and what happened to it. Undefined if it isn't stored. */
export function readLineage(log: TokenLog, tokenId: number): Lineage | undefined {
  const row = log.row(tokenId);
  if (row === undefined) return undefined;
  const line = log.lineOf(tokenId);
  const index = line.indexOf(tokenId);
  const token = trace(log, tokenId);
  const [before, after] = [line[index - 1], index === -1 ? undefined : line[index + 1]].map((id) =>
    id === undefined ? undefined : trace(log, id),
  );
  const { issuedBy, uses } = token;
  const [first, last] = [uses[0], uses.at(-1)];
  const deliveredAtMs = after?.issuedBy?.answeredAtMs ?? Infinity;
  const usesAfter = uses.filter(({ atMs }) => atMs > deliveredAtMs);
  return {
    ...(issuedBy && { issuedBy: describeExchange(issuedBy) }),
    ...(first && { firstUse: describeUse(first) }),
    ...(last && { lastUse: describeUse(last) }),
    ...(before && { before: describeNeighbor(before.tokenId, before, token) }),
    ...(after && { after: describeNeighbor(after.tokenId, token, after) }),
    usesAfter: {
      count: usesAfter.length,
      newest: usesAfter.slice(-maxUsesAfter).toReversed().map(describeUse),
    },
    companions: findCompanions(log, token),
    otherOrigins: findOtherOrigins(log.factsOf(tokenId)?.claims ?? {}, uses, describeUse),
    compared: {
      requests: uses.length,
      forCompanions: Math.min(uses.length, maxCompanionRequests),
      isAll: log.sightings(tokenId).length === row.sightings,
    },
  };
}

function trace(log: TokenLog, tokenId: number): Traced {
  const sightings = log.sightings(tokenId);
  const uses = new Map<string, Sighting>();
  for (const sighting of sightings) {
    if (sighting.status !== undefined && isSent(sighting) && !uses.has(sighting.exchangeId))
      uses.set(sighting.exchangeId, sighting);
  }
  const inTimeOrder = [...uses.values()].sort((a, b) => a.atMs - b.atMs);
  return { tokenId, issuedBy: findIssuing(log, sightings), uses: inTimeOrder };
}

/** The first response with the token, unless it was sent or stored before. */
function findIssuing(log: TokenLog, sightings: readonly Sighting[]): HttpExchange | undefined {
  const delivery = sightings.find(({ kind }) => received.has(kind));
  const exchange = delivery && log.exchange(delivery.exchangeId);
  if (exchange?.kind !== 'http') return undefined;
  const isKnownBefore = sightings.some(
    (sighting) =>
      (sighting.exchangeId === exchange.id && isOutgoing(sighting)) ||
      (sighting.exchangeId !== exchange.id && sighting.atMs < exchange.sentAtMs),
  );
  return isKnownBefore ? undefined : exchange;
}

function describeNeighbor(tokenId: number, before: Traced, after: Traced): LineageNeighbor {
  const { issuedBy } = after;
  return {
    tokenId,
    isRefresh: issuedBy !== undefined && isRefreshOf(issuedBy, before.issuedBy),
    ...(issuedBy && { request: describeExchange(issuedBy) }),
  };
}

/** Other tokens that the newest requests with this one sent. */
function findCompanions(log: TokenLog, { tokenId, uses }: Traced): readonly Companion[] {
  const counts = new Map<number, number>();
  for (const { exchangeId } of uses.slice(-maxCompanionRequests)) {
    const sent = log.tokensIn(exchangeId).filter(({ isOutgoing: isInRequest }) => isInRequest);
    for (const id of new Set(sent.map((token) => token.tokenId))) {
      if (id === undefined || id === tokenId || log.factsOf(id)?.header?.['typ'] === 'dpop+jwt') continue;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([id, requests]) => ({ tokenId: id, requests }))
    .sort((a, b) => b.requests - a.requests)
    .slice(0, maxCompanions);
}

function describeUse({ exchangeId, method, url, status = 0, atMs }: Sighting): LineageRequest {
  return clipRequest({ exchangeId, method, url, status, sentAtMs: atMs });
}

function describeExchange({ id, method, url, status, sentAtMs }: HttpExchange): LineageRequest {
  return clipRequest({ exchangeId: id, method, url, status, sentAtMs });
}

function clipRequest(request: LineageRequest): LineageRequest {
  const { method, url } = request;
  return { ...request, method: method.slice(0, maxNameLength), url: url.slice(0, maxUrlLength) };
}
