import { hasAny } from '../../decode/has-members';
import type { JsonObject } from '../../token';
import { createText } from '../description';
import type { ValueFact } from './value-fact';

/** Claims that hold a NumericDate (RFC 7519 §2; RFC 8417 §2.2; OpenID Connect Core 1.0 §2 and §5.1), and Clerk's `oiat`. */
const moments: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at', 'toe', 'oiat']);
/** RFC 9200 §5.10.3, draft-ietf-oauth-status-list §5.1, RFC 9711 §4.2.11, RFC 9246 §2.1.12. */
const spans: ReadonlySet<string> = new Set(['exi', 'ttl', 'uptime', 'cdniets']);

/** No date in seconds is as large: this is the year 5138, and 1973 in milliseconds. */
const FIRST_MILLISECONDS = 1e11;
/** Beyond this no `Date` reaches (ECMA-262 §21.4.1.1). */
const LAST_SECONDS = 8.64e12;

/** What a claim says of time, alone and against the claims around it. */
export function describeMoment(name: string, value: unknown, claims: JsonObject): readonly ValueFact[] {
  if (spans.has(name))
    return typeof value === 'number' && Number.isFinite(value)
      ? [describeSpan('values.time.span', value)]
      : [];
  if (!moments.has(name)) return [];
  const moment = readMoment(value);
  return moment ? [moment, ...compare(name, moment.seconds, claims)] : [];
}

function readMoment(value: unknown): Extract<ValueFact, { kind: 'time' }> | undefined {
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
  // ISO 8601 alone: what else `Date.parse` takes differs between browsers.
  const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(value)
    ? Date.parse(value) / 1000
    : NaN;
  return Number.isNaN(seconds) ? undefined : { kind: 'time', seconds, ...createText('values.time.text') };
}

function compare(name: string, seconds: number, claims: JsonObject): readonly ValueFact[] {
  const issuedAt = readMoment(claims.iat)?.seconds;
  if (issuedAt === undefined || !hasAny(claims, name)) return [];
  if (name === 'exp') return [describeSpan('values.time.lifetime', seconds - issuedAt)];
  if (name === 'nbf' && seconds !== issuedAt) return [describeSpan('values.time.wait', seconds - issuedAt)];
  if (name === 'auth_time') return [describeSpan('values.time.since_sign_in', issuedAt - seconds)];
  return [];
}

function describeSpan(
  code: 'values.time.lifetime' | 'values.time.wait' | 'values.time.since_sign_in' | 'values.time.span',
  seconds: number,
): ValueFact {
  return { kind: 'duration', seconds, ...createText(code, { seconds }) };
}
