import { isAwsLoadBalancer } from '../decode/header';
import type { JsonObject } from '../token';

/** Each has a message `lifetime_…`. */
export type LifetimeProblem =
  | 'no_claims'
  | 'time_unknown'
  | 'exp_not_a_number'
  | 'exp_in_milliseconds'
  | 'exp_out_of_range'
  | 'nbf_not_a_number'
  | 'nbf_in_milliseconds'
  | 'nbf_out_of_range';

/** How a token stands at one moment, by its own claims. Times are seconds since 1970-01-01T00:00:00Z. */
export interface Lifetime {
  readonly state: 'expires in' | 'expired' | 'not valid for' | 'never expires' | 'unknown';
  /** How long until it expires or becomes valid, or since it expired. */
  readonly seconds?: number;
  readonly expiresAtSeconds?: number;
  readonly notBeforeSeconds?: number;
  readonly issuedAtSeconds?: number;
  /** Why the state is `unknown`; its message is `lifetime_…`. */
  readonly problem?: LifetimeProblem;
}

/** The last second that a JavaScript date can be (ECMA-262 §21.4.1.1). */
const LAST_SECOND = 8_640_000_000_000;
/**
 * As milliseconds it is September 2001, before every token; as seconds it is the year 33658. A lower bound would be
 * wrong of tokens that are meant to last for ever: the last second of the year 9999, 253402300799, is what .NET's
 * `DateTime.MaxValue` gives.
 */
const FIRST_MILLISECOND = 1_000_000_000_000;

/**
 * How long a token lasts, seen from `atSeconds`, by `exp` and `nbf` (RFC 7519 §4.1.4 and §4.1.5), without leeway.
 *
 * `header` is the token's own: AWS load balancers put the expiration time there and none into the claims.
 *
 * Takes no clock of its own. Never guesses: a claim that is no sensible NumericDate (RFC 7519 §2) gives `unknown` with
 * the problem, never `never expires`; an `iat` that is none is left out.
 */
export function checkLifetime(
  claims: JsonObject | undefined,
  atSeconds: number,
  header?: JsonObject,
): Lifetime {
  if (claims === undefined) return { state: 'unknown', problem: 'no_claims' };
  const isInHeader = header !== undefined && !Object.hasOwn(claims, 'exp') && isAwsLoadBalancer(header);
  const exp = findTime(isInHeader ? header : claims, 'exp');
  const nbf = findTime(claims, 'nbf');
  const iat = findTime(claims, 'iat');
  const times = {
    ...(typeof exp === 'number' && { expiresAtSeconds: exp }),
    ...(typeof nbf === 'number' && { notBeforeSeconds: nbf }),
    ...(typeof iat === 'number' && { issuedAtSeconds: iat }),
  };
  if (!Number.isFinite(atSeconds)) return { state: 'unknown', problem: 'time_unknown', ...times };
  if (typeof exp === 'string') return { state: 'unknown', problem: `exp_${exp}`, ...times };
  // RFC 7519 §4.1.4: "on or after" the expiration time it must not be accepted.
  if (exp !== undefined && atSeconds >= exp) return { state: 'expired', seconds: atSeconds - exp, ...times };
  if (typeof nbf === 'string') return { state: 'unknown', problem: `nbf_${nbf}`, ...times };
  if (nbf !== undefined && atSeconds < nbf)
    return { state: 'not valid for', seconds: nbf - atSeconds, ...times };
  if (exp === undefined) return { state: 'never expires', ...times };
  return { state: 'expires in', seconds: exp - atSeconds, ...times };
}

/** Undefined when the claim is not there; a word when it is there and no time. */
function findTime(
  claims: JsonObject,
  name: string,
): number | 'not_a_number' | 'in_milliseconds' | 'out_of_range' | undefined {
  if (!Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (typeof value !== 'number' || Number.isNaN(value)) return 'not_a_number';
  if (value < 0 || value > LAST_SECOND) return 'out_of_range';
  return value < FIRST_MILLISECOND ? value : 'in_milliseconds';
}
