import { hasAny } from '../decode/has-members';
import { findAwsHeader, isAwsLoadBalancer } from '../decode/header';
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

/** A token's state at one time, according to its own claims. Times are seconds since 1970-01-01T00:00:00Z. */
export interface Lifetime {
  readonly state: 'expires in' | 'expired' | 'not valid for' | 'never expires' | 'unknown';
  /** Seconds until it expires or `nbf` is reached, or since it expired. */
  readonly seconds?: number;
  readonly expiresAtSeconds?: number;
  readonly notBeforeSeconds?: number;
  readonly issuedAtSeconds?: number;
  /** Why the state is `unknown`; its message is `lifetime_…`. */
  readonly problem?: LifetimeProblem;
  /** The times are the header's: of an AWS token, or of an encrypted token that isn't decrypted (RFC 7519 §5.3). */
  readonly isFromHeader?: true;
}

/** The last second that a JavaScript date can represent (ECMA-262 §21.4.1.1). */
const LAST_SECOND = 8_640_000_000_000;
/**
 * From this value on, a time is read as milliseconds: it's September 2001, before every token, and the year 33658 in
 * seconds. A lower threshold would misread tokens that never expire: .NET's `DateTime.MaxValue` is the last second of
 * the year 9999, 253402300799.
 */
const MIN_MILLISECONDS = 1_000_000_000_000;

/**
 * Compares `exp` and `nbf` (RFC 7519 §4.1.4, §4.1.5) with `atSeconds`, without leeway.
 *
 * `header` is the token's header; that of AWS claims is known from decoding them. Its times count in two cases only, since recipients ignore them in any other token: AWS
 * load balancers put the expiration time there, and none in the claims; and an encrypted token may repeat claims there
 * (RFC 7519 §5.3), which are used as long as `claims` is undefined.
 *
 * Doesn't read a clock, and never guesses: a claim that isn't a plausible NumericDate (RFC 7519 §2) gives `unknown`
 * with the problem, never `never expires`. An invalid `iat` is left out.
 */
export function checkLifetime(
  claims: JsonObject | undefined,
  atSeconds: number,
  header = claims && findAwsHeader(claims),
): Lifetime {
  const fromHeader = header !== undefined && hasTimesInHeader(claims, header) ? header : undefined;
  const find = (name: string) =>
    findTime((fromHeader !== undefined && !hasAny(claims ?? {}, name) ? fromHeader : claims) ?? {}, name);
  const [exp, nbf, iat] = [find('exp'), find('nbf'), find('iat')];
  const times = {
    ...(fromHeader !== undefined && { isFromHeader: true as const }),
    ...(typeof exp === 'number' && { expiresAtSeconds: exp }),
    ...(typeof nbf === 'number' && { notBeforeSeconds: nbf }),
    ...(typeof iat === 'number' && { issuedAtSeconds: iat }),
  };
  // Without `exp` in the header, nothing is known about the one in claims that can't be read.
  if (claims === undefined && exp === undefined) return { state: 'unknown', problem: 'no_claims', ...times };
  if (!Number.isFinite(atSeconds)) return { state: 'unknown', problem: 'time_unknown', ...times };
  if (typeof exp === 'string') return { state: 'unknown', problem: `exp_${exp}`, ...times };
  // RFC 7519 §4.1.4: a token must not be accepted "on or after" its expiration time.
  if (exp !== undefined && atSeconds >= exp) return { state: 'expired', seconds: atSeconds - exp, ...times };
  if (typeof nbf === 'string') return { state: 'unknown', problem: `nbf_${nbf}`, ...times };
  if (nbf !== undefined && atSeconds < nbf)
    return { state: 'not valid for', seconds: nbf - atSeconds, ...times };
  if (exp === undefined) return { state: 'never expires', ...times };
  return { state: 'expires in', seconds: exp - atSeconds, ...times };
}

function hasTimesInHeader(claims: JsonObject | undefined, header: JsonObject): boolean {
  if (claims !== undefined)
    return hasAny(header, 'exp') && !hasAny(claims, 'exp') && isAwsLoadBalancer(header);
  return typeof header.enc === 'string' && hasAny(header, 'exp', 'nbf', 'iat');
}

/** Undefined when the claim is missing; a problem code when it isn't a time. */
function findTime(
  claims: JsonObject,
  name: string,
): number | 'not_a_number' | 'in_milliseconds' | 'out_of_range' | undefined {
  if (!Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  if (typeof value !== 'number' || Number.isNaN(value)) return 'not_a_number';
  if (value < 0 || value > LAST_SECOND) return 'out_of_range';
  return value < MIN_MILLISECONDS ? value : 'in_milliseconds';
}
