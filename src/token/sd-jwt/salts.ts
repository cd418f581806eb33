import type { Disclosure } from '../token';

/** 128 bits in base64url, the encoding and the minimum that RFC 9901 §9.3 recommends. */
const MIN_SALT_LENGTH = 22;

/** A salt that is short or used twice lets a hidden value be guessed from its digest (RFC 9901 §9.3). */
export function findSaltWarnings(disclosures: readonly Disclosure[]): readonly string[] {
  // A duplicate of the same disclosure is another problem.
  const bySalt = new Map<string, string>();
  for (const { salt, text } of disclosures) {
    if (salt === undefined) continue;
    const other = bySalt.get(salt);
    if (salt.length < MIN_SALT_LENGTH || (other !== undefined && other !== text)) return ['SDJ-SALT'];
    bySalt.set(salt, text);
  }
  return [];
}
