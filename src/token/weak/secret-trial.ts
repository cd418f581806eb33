import type { Jws } from '../token';
import { findAlgorithm } from '../verify/algorithms';
import { createHmacSha256Check } from './hmac-sha256';

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
export function createSecretTrial({ signatures, payloadText }: Jws): SecretTrial | undefined {
  const [first] = signatures;
  const algorithm = findAlgorithm(first?.header['alg']);
  if (first === undefined || algorithm?.kty !== 'oct' || first.signature.length === 0) return undefined;
  const signed = encoder.encode(`${first.protectedText}.${payloadText}`);
  return algorithm.hash === 'SHA-256'
    ? tryByOurselves(signed, first.signature)
    : tryByWebCrypto(algorithm.hash, signed, first.signature);
}

function tryByOurselves(signed: Uint8Array, signature: Uint8Array): SecretTrial {
  const isSignature = createHmacSha256Check(signed, signature);
  const isSecret = (word: string) => word !== '' && isSignature(encoder.encode(word));
  return { findSecret: async (words) => words.findIndex(isSecret) };
}

function tryByWebCrypto(hash: string, signed: Uint8Array<ArrayBuffer>, signature: Uint8Array): SecretTrial {
  const hmac = { name: 'HMAC', hash };
  const expected = new Uint8Array(signature);
  const isSecret = async (word: string) => {
    // WebCrypto takes no empty key.
    if (word === '') return false;
    const key = await crypto.subtle.importKey('raw', encoder.encode(word), hmac, false, ['verify']);
    return crypto.subtle.verify('HMAC', key, expected, signed);
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
