import type { Key } from '../keys/key';
import type { Algorithm } from './algorithms/algorithms';
import { createImported, findImported } from './algorithms/checker';

/** What became of a key: the outcome of the check, or why there was none. */
export type Outcome =
  | 'matches'
  | 'mismatch'
  /** The signature is empty, or of a length that this key's have not: but for that no check is needed (RFC 7518 §3). */
  | 'empty'
  | 'length'
  /** The numbers make no key. */
  | 'unreadable'
  /** The runtime does not do it. */
  | 'refused';

/** Checks one signature with one key of the right kind. The algorithm is the caller's, who has held key against it. */
export async function checkWithKey(
  key: Key,
  algorithm: Algorithm,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<Outcome> {
  // RFC 8725 §3.4: what is no point of its curve, or one of small order, is never calculated with.
  if (key.faults.includes('KEY-POINT')) return 'unreadable';
  if (signature.length === 0) return 'empty';
  try {
    const imported = findImported(key, algorithm) ?? (await createImported(key, algorithm));
    if (signature.length !== imported.signatureLength) return 'length';
    return (await imported.check(signature, signed)) ? 'matches' : 'mismatch';
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return name === 'DataError' || name === 'TypeError' || name === 'SyntaxError' ? 'unreadable' : 'refused';
  }
}
