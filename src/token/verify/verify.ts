import { MAX_KEY_LENGTH } from '../limits';
import type { Token } from '../token';
import type { Verdict } from '../verdict';
import { quoteForSentence } from '../wording';
import { findAlgorithm, isSameAlgorithm } from './algorithms';
import { findUnmetDemand } from './crit';
import type { SecretEncoding } from './secret';
import { createVerdict } from './verdicts';

/** What the caller knows beyond the token and the key. */
export interface VerifyOptions {
  /** The algorithms that are expected (RFC 8725 §3.1); any other leaves the token unchecked. */
  readonly algorithms?: readonly string[];
  /** The one way to read a secret; without it every way is tried. */
  readonly secretEncoding?: SecretEncoding;
  /** The payload that was sent apart from the token (RFC 7515 appendix F); counts only where the token's own is empty. */
  readonly detachedPayload?: Uint8Array;
}

/**
 * Checks the signature of a compact JWS with a pasted key: an HMAC secret, a PEM public or private key, an X.509
 * certificate, a JWK or a JWKS. HS, RS, PS and ES 256-512, EdDSA with Ed25519 (RFC 7518 §3.1, RFC 8037 §3.1).
 *
 * Judges nothing but the signature: no claim, no lifetime, no certificate chain. Uses no key that stands in the token
 * (`jwk`, `x5c`, `jku`) and fetches none. Never takes a public key for a secret. Of a private key it uses the public
 * half and says so. A weak key is used, and named in `warnings`. Never throws; loads cryptography when first needed.
 */
export async function verify(token: Token, keyText: string, options: VerifyOptions = {}): Promise<Verdict> {
  if (token.kind !== 'jws') return createVerdict('not_a_jws');
  const { alg } = token.header;
  if (alg === 'none') return createVerdict('alg_none');
  const algorithm = findAlgorithm(alg);
  if (algorithm === undefined) return createVerdict('alg_unsupported', [quoteForSentence(String(alg))]);
  const { algorithms } = options;
  if (algorithms !== undefined && !algorithms.some((expected) => isSameAlgorithm(expected, alg))) {
    return createVerdict('alg_unexpected', [String(alg), quoteForSentence(algorithms.join(', '))]);
  }
  const demand = findUnmetDemand(token.header);
  if (demand !== undefined) return createVerdict('crit_not_understood', [demand]);
  if (keyText.trim() === '') return createVerdict('no_key');
  if (keyText.length > MAX_KEY_LENGTH) {
    return createVerdict('key_too_long', [String(keyText.length), String(MAX_KEY_LENGTH)]);
  }
  try {
    const { checkSignature } = await import('./check-signature');
    return await checkSignature(token, algorithm, keyText, options);
  } catch (error) {
    return createVerdict('runtime_refused', [error instanceof Error ? error.name : 'Error']);
  }
}
