import type { JsonObject } from '../token';
import type { Verdict } from '../verdict';
import { quoteForSentence } from '../wording';
import type { Algorithm } from './algorithms';
import { isSecret, kindOf, type Key } from './key';
import { describeSize } from './key-words';
import { createVerdict } from './verdicts';
import { findDeclaredConflicts } from './warnings';

/** How many keys a sentence names. */
const KEYS_NAMED = 3;

/**
 * The keys worth trying, the likeliest first, or why there are none. By `kid`, when the token has one and the key stands
 * in a set, then by type and curve. Keys that say they are for something else come last.
 */
export function chooseKeys(
  keys: readonly Key[],
  { kid, alg }: JsonObject,
  algorithm: Algorithm,
): readonly Key[] | Verdict {
  const missing = findMissingKid(keys, kid);
  const named = isSetNamedFrom(keys, kid) ? findByKid(keys, kid) : keys;
  if (missing !== undefined && named.length === 0) return missing;
  const fitting = named.filter((key) => isOfKind(key, algorithm));
  if (fitting.length === 0) {
    return createVerdict('key_wrong_kind', [describeKinds(named), String(alg), algorithm.needs]);
  }
  const conflicts = (key: Key) => findDeclaredConflicts(key, String(alg)).length;
  return fitting.toSorted((one, other) => conflicts(one) - conflicts(other));
}

/** A verdict for a token whose `kid` no key of a set that has some has; undefined for any other. */
export function findMissingKid(keys: readonly Key[], kid: unknown): Verdict | undefined {
  if (!isSetNamedFrom(keys, kid) || keys.some((key) => key.kid === kid)) return undefined;
  return createVerdict('kid_not_in_set', [`"${quoteForSentence(kid)}"`, String(keys.length)]);
}

function isSetNamedFrom(keys: readonly Key[], kid: unknown): kid is string {
  return typeof kid === 'string' && keys.some((key) => key.form === 'jwks' && key.kid !== undefined);
}

/** Keys without a `kid` may be the one: `kid` is a hint (RFC 7515 §4.1.4). */
function findByKid(keys: readonly Key[], kid: string): readonly Key[] {
  const named = keys.filter((key) => key.kid === kid);
  return named.length > 0 ? named : keys.filter((key) => key.kid === undefined);
}

function isOfKind(key: Key, { kty, crv }: Algorithm): boolean {
  return kindOf(key) === kty && (crv === undefined || (!isSecret(key.material) && key.material.crv === crv));
}

function describeKinds(keys: readonly Key[]): string {
  const kinds = new Set(keys.map((key) => (isSecret(key.material) ? 'a shared secret' : describeSize(key))));
  return [...kinds].slice(0, KEYS_NAMED).join(', ');
}
