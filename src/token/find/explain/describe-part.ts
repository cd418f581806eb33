import { decode } from '../../decode/decode';
import { type Missing, createMissing } from './missing';
import type { JsonObject, Malformed } from '../../token';
import { quoteForSentence } from '../../wording';
import { isFlaskSession } from './look-alikes';

/** How many member names a message lists. */
const NAMES_SHOWN = 3;
const TRUNCATION = /\.{3,}|…|\[(?:\.{2,}|…)\]?/;
/** More parts than prose or a host name has. */
const MANY_PARTS = 6;

/** Explains what is wrong with a broken token. Undefined for text that isn't similar to one. `stripped` is the pasted text without its wrapping. */
export function describePart(candidate: string, stripped: string): Missing | undefined {
  const truncated = describeTruncation(candidate);
  if (truncated !== undefined) return truncated;
  const token = decode(candidate);
  if (token.kind !== 'malformed' || !isAlmostToken(token, candidate === stripped)) return undefined;
  if (token.reason === 'alg_missing' && isFlaskSession(candidate)) return createMissing('flask');
  if (token.reason === 'part_count' && token.params[0] === 1) return describeOnePart(token);
  if (
    token.reason === 'part_count' &&
    token.params[0] === 2 &&
    token.header !== undefined &&
    isSignedHeader(token.header)
  ) {
    return { ...createMissing('two_parts'), token };
  }
  return { ...createMissing('malformed'), token };
}

/** The text before the truncation may be a valid token whose signature is too short, but the whole text isn't one. */
function describeTruncation(candidate: string): Missing | undefined {
  const truncation = TRUNCATION.exec(candidate);
  if (truncation === null) return undefined;
  const { 0: mark, index } = truncation;
  const rest = decode(candidate.slice(0, index));
  const token = rest.kind === 'malformed' ? rest : decode(candidate);
  if (token.kind !== 'malformed' || !isAlmostToken(token, false)) return undefined;
  const isAtEnd = index + mark.length === candidate.length;
  return {
    ...(isAtEnd ? createMissing('cut', mark) : createMissing('cut_inside', mark, index + 1)),
    token,
  };
}

function describeOnePart(token: Malformed): Missing {
  const { header, ...rest } = token;
  if (header === undefined) return { ...createMissing('malformed'), token };
  if (typeof header.alg === 'string') return { ...createMissing('header_only'), token };
  const names = Object.keys(header).slice(0, NAMES_SHOWN).map(quoteForSentence);
  if (isClientPrincipal(header)) return createMissing('client_principal', names);
  return { ...createMissing('payload_only', names), token: { ...rest, claims: header } };
}

/** Whether an object is what Azure App Service and Static Web Apps send as `x-ms-client-principal`. */
function isClientPrincipal(object: JsonObject): boolean {
  return ['auth_typ', 'identityProvider'].some((name) => typeof object[name] === 'string');
}

function isAlmostToken(token: Malformed, isAll: boolean): boolean {
  if (token.header !== undefined || token.claims !== undefined) return true;
  if (!isAll) return false;
  return /^e[yw]/.test(token.raw) || (token.reason === 'part_count' && Number(token.params[0]) >= MANY_PARTS);
}

function isSignedHeader(header: JsonObject): boolean {
  return typeof header.alg === 'string' && !Object.hasOwn(header, 'enc');
}
