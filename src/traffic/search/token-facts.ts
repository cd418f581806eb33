import {
  describeTokenType,
  receivedText,
  type Found,
  type JsonObject,
  type TokenTypeResult,
} from '../../token';
import type { TokenLocation } from '../exchange/sighting';
import { maxStoredValues } from './limits';

/**
 * A token's header and claims, which are decoded once and stored. Beyond the limit, only the values that aren't
 * objects.
 */
export interface TokenFacts {
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
}

/** A token whose text was decoded before. */
export interface KnownToken {
  /** The text as it was sent. The decoded token may have been repaired. */
  readonly raw: string;
  readonly facts: TokenFacts;
  /** The token type, regardless of where the token was found. */
  readonly typeByContent: TokenTypeResult;
}

/** One token in one location of an exchange. */
export interface FoundToken extends KnownToken {
  readonly location: TokenLocation;
}

/** The facts about a found token that the log stores once, wherever the token occurs. Long values are cut. */
export function readKnownToken({ token }: Found): KnownToken {
  const { header } = token;
  const claims = token.kind === 'jwe' || token.kind === 'malformed' ? undefined : token.claims;
  return {
    raw: receivedText(token),
    facts: { ...(header && { header: boundValues(header) }), ...(claims && { claims: boundValues(claims) }) },
    typeByContent: describeTokenType(token),
  };
}

function boundValues(object: JsonObject): JsonObject {
  if (countValues(object, maxStoredValues) <= maxStoredValues) return object;
  const simple = Object.entries(object).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(simple.slice(0, maxStoredValues));
}

/** Stops soon after `max`, so that the cost is limited. */
function countValues(value: unknown, max: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const inner of Object.values(value)) {
    count += countValues(inner, max - count);
    if (count > max) break;
  }
  return count;
}
