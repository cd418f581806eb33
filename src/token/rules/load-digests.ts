import type * as digests from './oauth/digest';

/**
 * The digests of tokens and keys in base64url: of a text, `at_hash` and `c_hash` with the hash of a signature algorithm, and
 * thumbprints. They are synchronous.
 */
export type Digests = Pick<
  typeof digests,
  'digestText' | 'digestTokenHash' | 'findSignatureHash' | 'thumbprintOf'
>;

/** Loads the hash functions, which few pages need. */
export async function loadDigests(): Promise<Digests> {
  const { digestText, digestTokenHash, findSignatureHash, thumbprintOf } = await import('./oauth/digest');
  return { digestText, digestTokenHash, findSignatureHash, thumbprintOf };
}
