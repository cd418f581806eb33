import type { Jws } from '../token';
import { findAlgorithm } from '../verify/algorithms/signature-algorithms';
import { listSigningInputs } from '../verify/signing-input';

/** Tries secrets on one token. Create it once per token: the signing input is the same for every secret. */
export interface SecretTrial {
  /** Zero-based index of the first word that is the token's secret, or -1. Skips empty words. */
  findSecret(words: readonly string[]): Promise<number>;
}

/** How many secrets are tried in parallel, so that WebCrypto's threads don't wait for this one. */
const PARALLEL_TRIALS = 64;
const encoder = new TextEncoder();

/**
 * Prepares a token for trying secrets on it; each word is used as its UTF-8 bytes only. Undefined when no secret can
 * have signed the token: its `alg` isn't HS256, HS384 or HS512, or its signature is empty.
 */
export function createSecretTrial(token: Jws): SecretTrial | undefined {
  const [first] = token.signatures;
  const algorithm = findAlgorithm(first?.header['alg']);
  if (first === undefined || algorithm?.kty !== 'oct' || first.signature.length === 0) return undefined;
  const inputs = listSigningInputs(token, first, undefined).map(({ bytes }) => new Uint8Array(bytes));
  const signature = new Uint8Array(first.signature);
  const hmac = { name: 'HMAC', hash: algorithm.hash };

  const isSecret = async (word: string) => {
    // WebCrypto rejects empty keys.
    if (word === '') return false;
    const key = await crypto.subtle.importKey('raw', encoder.encode(word), hmac, false, ['verify']);
    for (const signed of inputs) {
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true;
    }
    return false;
  };

  return {
    async findSecret(words) {
      for (let start = 0; start < words.length; start += PARALLEL_TRIALS) {
        const results = await Promise.all(words.slice(start, start + PARALLEL_TRIALS).map(isSecret));
        const index = results.indexOf(true);
        if (index !== -1) return start + index;
      }
      return -1;
    },
  };
}
