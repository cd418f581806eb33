import { deliveryOf, isSameDelivery } from '../exchange/delivery';
import type { HttpExchange } from '../exchange/exchange';
import { isOutgoing } from '../exchange/sent';
import type { Sighting } from '../exchange/sighting';
import { createExchangeInfo, type SearchMemory } from '../search/search';
import type { FoundToken } from '../search/token-facts';
import type { ExchangeStore, SharedExchangeInfo, StoredExchange } from './exchange-store';
import type { ExchangeToken } from './exchange-tokens';
import type { LogCounter } from './log-counter';
import type { RejectionKind } from './rejections';
import { toSighting } from './sighting-list';
import type { StoredToken } from './stored-token';
import type { TokenStore } from './token-store';

/** The parts of a log that sightings are recorded in. */
export interface SightingStores {
  readonly tokens: TokenStore;
  readonly exchanges: ExchangeStore;
  readonly counter: LogCounter;
}

/**
 * Records where tokens were found in an exchange, and returns the new sightings by token ID. `isStoredAgain`: the
 * exchange was counted and evicted before.
 */
export function recordSightings(
  { tokens, exchanges, counter }: SightingStores,
  found: readonly FoundToken[],
  stored: StoredExchange,
  isStoredAgain = false,
): Map<number, Sighting[]> {
  const added = new Map<number, Sighting[]>();
  for (const { raw, facts, typeByContent, location } of found) {
    const known = tokens.get(raw);
    // The token was evicted after this sighting: a second observation of the exchange doesn't bring it back.
    if (known === undefined && stored.tokens.get(raw)?.has(location) === true) continue;
    const token = known ?? tokens.add({ raw, facts, typeByContent });
    const inExchange = exchanges.addToken(stored, token.raw, location);
    if (inExchange === undefined) continue;
    const sighting = { info: stored.info, location };
    // Whether the token counted this exchange isn't recorded in these cases; its sightings still show it.
    const isCountUnknown =
      inExchange.locations.length === 0 || (isStoredAgain && inExchange.countedBy === undefined);
    if (isCountUnknown && token.hasSent(stored.exchange.id)) inExchange.countedBy = token.id;
    const evicted = tokens.addSighting(token, sighting);
    if (evicted === undefined) continue;
    counter.add('droppedSightings', evicted);
    const sightings = added.get(token.id);
    if (sightings === undefined) added.set(token.id, [toSighting(sighting)]);
    else sightings.push(toSighting(sighting));
    countRequest(token, inExchange, stored.info);
  }
  for (const id of added.keys()) {
    const token = tokens.getById(id);
    if (token !== undefined) tokens.markActive(token);
  }
  return added;
}

/** Counts a request that sent the token; only once if it has the token in several locations. */
export function countRequest(token: StoredToken, inExchange: ExchangeToken, info: SharedExchangeInfo): void {
  const wasSent = info.current.delivery === undefined;
  if (!inExchange.isOutgoing || !wasSent || inExchange.countedBy === token.id) return;
  inExchange.countedBy = token.id;
  token.countRequest(info.rejection !== undefined);
}

/** Sets whether a stored request was rejected, and corrects the counts of its tokens. Returns their IDs, or undefined if that isn't new. */
export function setRejection(
  tokens: TokenStore,
  { info, tokens: inside }: StoredExchange,
  rejection: RejectionKind | undefined,
): readonly number[] | undefined {
  if (rejection === info.rejection) return undefined;
  const wasRejected = info.rejection !== undefined;
  info.rejection = rejection;
  if (wasRejected === (rejection !== undefined)) return [];
  const counted = inside.all.flatMap(({ raw, countedBy }) => {
    const token = tokens.get(raw);
    return token !== undefined && countedBy === token.id ? [token] : [];
  });
  for (const token of counted) token.countRejected(wasRejected ? -1 : 1);
  return counted.map(({ id }) => id);
}

/**
 * Corrects sightings and counts if the exchange's status or delivery isn't what it was `before`. Returns whether it
 * had to.
 */
export function updateOutcome(
  tokens: TokenStore,
  stored: StoredExchange,
  before: HttpExchange,
  memory: SearchMemory,
): boolean {
  const { exchange, info } = stored;
  if (exchange.kind !== 'http' || isSameOutcome(before, exchange)) return false;
  const { current } = info;
  const wasSent = current.delivery === undefined;
  const { exchangeId, atMs, method, url } = current;
  const { status, isPending, source, sender } = exchange;
  const outcome = { status, isPending, source, sender, delivery: deliveryOf(exchange) };
  info.current = createExchangeInfo({ exchangeId, atMs, method, url, ...outcome }, memory);
  const isSentNow = info.current.delivery === undefined;
  for (const inExchange of stored.tokens.all) {
    const token = tokens.get(inExchange.raw);
    if (token === undefined || !inExchange.isOutgoing) continue;
    if (inExchange.countedBy === token.id) token.countRequest(info.rejection !== undefined, -1);
    inExchange.countedBy = undefined;
    countRequest(token, inExchange, info);
    if (wasSent && !isSentNow) token.findLastSent();
    if (wasSent || !isSentNow) continue;
    for (const location of inExchange.locations) {
      if (isOutgoing(location)) token.noteSent(location.atMs ?? current.atMs);
    }
  }
  return true;
}

function isSameOutcome(before: HttpExchange, after: HttpExchange): boolean {
  return (
    (before.isPending === true) === (after.isPending === true) &&
    before.status === after.status &&
    before.source === after.source &&
    before.sender === after.sender &&
    isSameDelivery(deliveryOf(before), deliveryOf(after))
  );
}
