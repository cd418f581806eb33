import { receivedText, type Found, type JsonObject } from '../../token';
import type { TokenLocation } from '../exchange/sighting';

/** Values kept of one header or of one token's claims, those inside of others counted: a hostile token has any number. */
const maxValues = 200;

/** What is kept of a token's only decoding; of very many members those that are no objects. Absent where it has none. */
export interface TokenFacts {
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
}

/** A token whose text was decoded before. */
export interface KnownToken {
  /** As it was sent: what was found may have been repaired to be read. */
  readonly raw: string;
  readonly facts: TokenFacts;
}

/** One token in one place of an exchange. */
export interface FoundToken extends KnownToken {
  readonly location: TokenLocation;
}

export function readKnownToken({ token }: Found): KnownToken {
  const { header } = token;
  const claims = token.kind === 'jwe' || token.kind === 'malformed' ? undefined : token.claims;
  return {
    raw: receivedText(token),
    facts: { ...(header && { header: boundValues(header) }), ...(claims && { claims: boundValues(claims) }) },
  };
}

function boundValues(object: JsonObject): JsonObject {
  if (countValues(object, maxValues) <= maxValues) return object;
  const simple = Object.entries(object).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(simple.slice(0, maxValues));
}

/** Stops soon after `max`. */
function countValues(value: unknown, max: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const inner of Object.values(value)) {
    count += countValues(inner, max - count);
    if (count > max) break;
  }
  return count;
}
