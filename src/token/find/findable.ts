import { findAlgorithm } from '../verify/algorithms';
import type { Token } from '../token';

/** RSA keys that are in use have 1024, 1536, 2048, 3072, 4096 or 8192 bits. */
const RSA_SIGNATURE_LENGTHS = [128, 192, 256, 384, 512, 1024];

/**
 * Whether a text is worth showing as a token: one, or text with a JOSE header and the right number of parts that a
 * broken end keeps from being one. Such text is what a server refused, so it must not be passed over.
 */
export function isFindable(token: Token): boolean {
  if (token.kind !== 'malformed') return true;
  if (token.reason === 'sd_jwt') return true;
  return (token.reason === 'bad_length' || token.reason === 'non_canonical') && token.segment !== 'header';
}

/** Whether the signature is as long as its algorithm makes one, so that text behind the token is no part of it. */
export function isSignatureWhole(token: Token): boolean {
  if (token.kind === 'jwe') return [16, 24, 32].includes(token.tag.length);
  if (token.kind !== 'jws') return false;
  if (token.header.alg === 'none') return token.signature.length === 0;
  const algorithm = findAlgorithm(token.header.alg);
  if (algorithm === undefined) return false;
  const { signatureLength } = algorithm;
  return signatureLength === undefined
    ? RSA_SIGNATURE_LENGTHS.includes(token.signature.length)
    : token.signature.length === signatureLength;
}
