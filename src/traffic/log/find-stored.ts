import type { Steps } from '../../token';
import { deliveryOf } from '../exchange/delivery';
import type { HttpExchange } from '../exchange/exchange';
import { searchExchange } from '../search/find-sightings';
import { isOutgoing } from '../exchange/sent';
import type { Sighting } from '../exchange/sighting';

/** What an exchange was seen to carry of one token. */
export interface Seen {
  readonly spots: ReadonlySet<string>;
  /** Whether it's part of the request, be that sent or not. */
  readonly isOutgoing: boolean;
  /** Whether the exchange is counted as a request that carried it. */
  readonly wasSent: boolean;
}

/**
 * What was found in an exchange when it was recorded, by raw token, found again: what holds tokens is kept of it, but
 * for long request bodies and for some messages, whose tokens are handed in.
 */
export function* findSeen(held: HttpExchange, unheld: readonly string[]): Steps<ReadonlyMap<string, Seen>> {
  const isRequestSent = deliveryOf(held).state === 'sent';
  const seen = new Map<string, { readonly spots: Set<string>; isOutgoing: boolean; wasSent: boolean }>();
  function note(raw: string, spot: string, isOutgoingThere: boolean): void {
    const known = seen.get(raw) ?? { spots: new Set(), isOutgoing: false, wasSent: false };
    known.spots.add(spot);
    known.isOutgoing ||= isOutgoingThere;
    known.wasSent ||= isOutgoingThere && isRequestSent;
    seen.set(raw, known);
  }

  for (const { raw, sighting } of (yield* searchExchange(held)).found) {
    note(raw, spotOf(sighting), isOutgoing(sighting));
  }
  for (const raw of unheld) {
    note(raw, 'request body ', true);
  }
  return seen;
}

/** Where in an exchange a token stood: one place of one name, or one message. */
export function spotOf({ place, name, atMs }: Sighting): string {
  return place === 'message sent' || place === 'message received' ? `${place} ${atMs}` : `${place} ${name}`;
}
