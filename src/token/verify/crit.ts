import type { JwsSignature } from '../token';
import { quoteForSentence } from '../wording';

const NO_LIST = 'a "crit" that is no list of names';

/**
 * What `crit` demands that is not done here (RFC 7515 §4.1.11), or undefined. Only `b64` (RFC 7797) is understood; a
 * `crit` of a forbidden form demands something that cannot be told.
 */
export function findUnmetDemand({ header, unprotectedHeader = {} }: JwsSignature): string | undefined {
  if (!Object.hasOwn(header, 'crit')) return undefined;
  // RFC 7515 §4.1.11: it must be protected; RFC 7797 §6: so must `b64`.
  if (Object.hasOwn(unprotectedHeader, 'crit')) return 'a "crit" that no signature protects';
  const { crit } = header;
  // A list with a name twice is forbidden too.
  if (!Array.isArray(crit) || crit.length === 0 || new Set(crit).size < crit.length) return NO_LIST;
  const unmet = crit.find(
    (name) => name !== 'b64' || typeof header.b64 !== 'boolean' || Object.hasOwn(unprotectedHeader, 'b64'),
  );
  if (unmet === undefined) return undefined;
  return typeof unmet === 'string' ? `"${quoteForSentence(unmet)}"` : NO_LIST;
}
