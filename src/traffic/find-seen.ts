import type { Steps } from '../token';
import type { HttpExchange } from './exchange';
import { searchExchange } from './find-sightings';
import { isSent } from './sent';
import type { Sighting } from './sighting';

/** What an exchange was seen to carry of one token. */
export interface Seen {
  readonly spots: ReadonlySet<string>;
  /** Whether the exchange is counted as a request that carried it. */
  readonly wasSent: boolean;
}

/**
 * What was found in an exchange when it was recorded, by raw token, found again: what holds tokens is kept of it, but
 * for long request bodies and for some messages, whose tokens are handed in.
 */
export function* findSeen(held: HttpExchange, unheld: readonly string[]): Steps<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, { readonly spots: Set<string>; wasSent: boolean }>();
  function note(raw: string, spot: string, isSentThere: boolean): void {
    const known = seen.get(raw) ?? { spots: new Set(), wasSent: false };
    known.spots.add(spot);
    known.wasSent ||= isSentThere;
    seen.set(raw, known);
  }

  for (const { raw, sighting } of (yield* searchExchange(held)).found) {
    note(raw, spotOf(sighting), isSent(sighting));
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
