import type { Token } from '../token';
import { isSignatureLength, isTagLength } from './signature-length';

/**
 * Whether a text is shown as a token: if it's one, or if it has a JOSE header and the right number of parts but a broken
 * end. A server rejects the latter, so people need to see it.
 */
export function isFindable(token: Token): boolean {
  if (token.kind !== 'malformed') return true;
  if (token.reason === 'sd_jwt_tilde') return true;
  return (token.reason === 'bad_length' || token.reason === 'non_canonical') && token.segment !== 'header';
}

/** Whether the signature has a length that its algorithm produces: then text after the token isn't part of it. */
export function isSignatureComplete(token: Token): boolean {
  const letters = token.raw.length - token.raw.lastIndexOf('.') - 1;
  if (token.kind === 'jwe') return isTagLength(letters);
  return token.kind === 'jws' && isSignatureLength(token.header.alg, letters);
}
