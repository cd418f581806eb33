import type { Token } from '../token';
import { isSignatureLength, isTagLength } from './signature-length';

/**
 * Whether a text is worth showing as a token: one, or text with a JOSE header and the right number of parts that a
 * broken end keeps from being one. Such text is what a server refused, so it must not be passed over.
 */
export function isFindable(token: Token): boolean {
  if (token.kind !== 'malformed') return true;
  if (token.reason === 'sd_jwt_tilde') return true;
  return (token.reason === 'bad_length' || token.reason === 'non_canonical') && token.segment !== 'header';
}

/** Whether the signature is as long as its algorithm makes one, so that text behind the token is no part of it. */
export function isSignatureComplete(token: Token): boolean {
  const letters = token.raw.length - token.raw.lastIndexOf('.') - 1;
  if (token.kind === 'jwe') return isTagLength(letters);
  return token.kind === 'jws' && isSignatureLength(token.header.alg, letters);
}
