import { isJsonObject } from '../../json/read-json';
import type { JsonObject } from '../../token';
import { quoteForSentence } from '../../wording';
import { maxReadEntries } from '../limits';

/** Every member that only private and shared keys have (RFC 7518 §6, RFC 8037 §2, RFC 9964). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const;

/** The header's `typ` in lower case and without `application/` (RFC 7515 §4.1.9); '' if there is none. */
export function readTyp(header: JsonObject): string {
  return typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
}

/** Those of `names` that are missing, null or an empty string. */
export function findMissing(members: JsonObject, ...names: readonly string[]): readonly string[] {
  return names.filter(
    (name) => members[name] === undefined || members[name] === null || members[name] === '',
  );
}

/** A member, quoted for a message; '' if it isn't a string. */
export function quoteText(value: unknown): string {
  return typeof value === 'string' ? quoteForSentence(value) : '';
}

/** A string, or the strings of a list, such as `aud` (RFC 7519 §4.1.3). */
export function readTexts(value: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value.slice(0, maxReadEntries) : [value];
  return entries.filter((entry) => typeof entry === 'string');
}

/** The members of a JWK that must not be published. */
export function findPrivateMembers(jwk: JsonObject): readonly string[] {
  return PRIVATE_MEMBERS.filter((name) => Object.hasOwn(jwk, name));
}

/** The confirmation claim (RFC 7800 §3.1), empty if there is none. */
export function readConfirmation(claims: JsonObject): JsonObject {
  return isJsonObject(claims.cnf) ? claims.cnf : {};
}
