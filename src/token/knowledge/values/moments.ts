import { hasAny } from '../../decode/has-members';
import type { JsonObject } from '../../token';
import { createText } from '../description';
import type { ValueFact } from './value-fact';

/** Claims with a NumericDate (RFC 7519 §2; RFC 8417 §2.2; OpenID Connect Core 1.0 §2 and §5.1), and Clerk's `oiat`. */
const dateClaims: ReadonlySet<string> = new Set([
  'exp',
  'nbf',
  'iat',
  'auth_time',
  'updated_at',
  'toe',
  'oiat',
]);
/** Claims with a duration (RFC 9200 §5.10.3, draft-ietf-oauth-status-list §5.1, RFC 9711 §4.2.11, RFC 9246 §2.1.12). */
const durationClaims: ReadonlySet<string> = new Set(['exi', 'ttl', 'uptime', 'cdniets']);

/** Numbers from here on are read as milliseconds: as seconds this is in the year 5138, as milliseconds in 1973. */
const FIRST_MILLISECONDS = 1e11;
/** The limit of `Date` (ECMA-262 §21.4.1.1). */
const LAST_SECONDS = 8.64e12;

/** The date or duration in a claim, and the time between it and `iat`. */
export function describeMoment(name: string, value: unknown, claims: JsonObject): readonly ValueFact[] {
  if (durationClaims.has(name))
    return typeof value === 'number' && Number.isFinite(value)
      ? [describeDuration('values.time.span', value)]
      : [];
  if (!dateClaims.has(name)) return [];
  const moment = readDate(value);
  return moment ? [moment, ...compareWithIssuedAt(name, moment.seconds, claims)] : [];
}

function readDate(value: unknown): Extract<ValueFact, { kind: 'time' }> | undefined {
  if (typeof value === 'number' && Math.abs(value) <= LAST_SECONDS * 1000) {
    const isMilliseconds = Math.abs(value) >= FIRST_MILLISECONDS;
    return {
      kind: 'time',
      seconds: isMilliseconds ? value / 1000 : value,
      ...createText(isMilliseconds ? 'values.time.milliseconds' : 'values.time.seconds'),
    };
  }
  if (typeof value !== 'string' || value.length > 40) return undefined;
  if (/^\d{9,11}$/.test(value)) {
    return { kind: 'time', seconds: Number(value), ...createText('values.time.digits') };
  }
  // Only ISO 8601: other formats that `Date.parse` accepts differ between browsers.
  const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(value)
    ? Date.parse(value) / 1000
    : NaN;
  return Number.isNaN(seconds) ? undefined : { kind: 'time', seconds, ...createText('values.time.text') };
}

function compareWithIssuedAt(name: string, seconds: number, claims: JsonObject): readonly ValueFact[] {
  const issuedAt = readDate(claims.iat)?.seconds;
  if (issuedAt === undefined || !hasAny(claims, name)) return [];
  if (name === 'exp') return [describeDuration('values.time.lifetime', seconds - issuedAt)];
  if (name === 'nbf' && seconds !== issuedAt)
    return [describeDuration('values.time.wait', seconds - issuedAt)];
  if (name === 'auth_time') return [describeDuration('values.time.since_sign_in', issuedAt - seconds)];
  return [];
}

function describeDuration(
  code: 'values.time.lifetime' | 'values.time.wait' | 'values.time.since_sign_in' | 'values.time.span',
  seconds: number,
): ValueFact {
  return { kind: 'duration', seconds, ...createText(code, { seconds }) };
}
