import type { Jws } from '../token';
import { findAlgorithm } from '../verify/algorithms/signature-algorithms';
import { listSigningInputs } from '../verify/signing-input';

/** Tries secrets on one token; made once for each token, since what is signed is the same for all of them. */
export interface SecretTrial {
  /** Zero-based index of the first word that signs the token, or -1. Empty words are passed over. */
  findSecret(words: readonly string[]): Promise<number>;
}

/** How many are under way at once: WebCrypto answers from another thread, which must not wait for the next question. */
const SIDE_BY_SIDE = 64;
const encoder = new TextEncoder();

/**
 * Prepares a token for trying secrets on it, each as the bytes of its text. Undefined for a token that no secret has
 * signed: another algorithm than HS256, HS384 and HS512, or an empty signature. Tries no other reading of a secret.
 */
export function createSecretTrial(token: Jws): SecretTrial | undefined {
  const [first] = token.signatures;
  const algorithm = findAlgorithm(first?.header['alg']);
  if (first === undefined || algorithm?.kty !== 'oct' || first.signature.length === 0) return undefined;
  const inputs = listSigningInputs(token, first, undefined).map(({ bytes }) => new Uint8Array(bytes));
  const signature = new Uint8Array(first.signature);
  const hmac = { name: 'HMAC', hash: algorithm.hash };

  const isSecret = async (word: string) => {
    // WebCrypto takes no empty key.
    if (word === '') return false;
    const key = await crypto.subtle.importKey('raw', encoder.encode(word), hmac, false, ['verify']);
    for (const signed of inputs) {
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true;
    }
    return false;
  };

  return {
    async findSecret(words) {
      for (let start = 0; start < words.length; start += SIDE_BY_SIDE) {
        const answers = await Promise.all(words.slice(start, start + SIDE_BY_SIDE).map(isSecret));
        const at = answers.indexOf(true);
        if (at !== -1) return start + at;
      }
      return -1;
    },
  };
}
