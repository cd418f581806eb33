import type { JsonObject } from '../token';
import { quoteForSentence } from '../wording';

/**
 * What `crit` demands that is not done here (RFC 7515 §4.1.11), or undefined. Only `b64` (RFC 7797) is understood; a
 * `crit` of a forbidden form demands something that cannot be told.
 */
export function findUnmetDemand(header: JsonObject): string | undefined {
  if (!Object.hasOwn(header, 'crit')) return undefined;
  const { crit } = header;
  if (!Array.isArray(crit) || crit.length === 0) return 'a "crit" that is no list of names';
  const unmet = crit.find((name) => name !== 'b64' || typeof header.b64 !== 'boolean');
  if (unmet === undefined) return undefined;
  return typeof unmet === 'string' ? `"${quoteForSentence(unmet)}"` : 'a "crit" that is no list of names';
}
