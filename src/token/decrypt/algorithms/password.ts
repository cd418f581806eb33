import { concatBytes } from '@noble/ciphers/utils.js';
import type { Bytes } from './aes';
import type { Hash } from './encryption-algorithms';

/** Derives the PBES2 key from a password (RFC 7518 §4.8.1): `salt` is the decoded `p2s`, `rounds` is `p2c`. */
export async function derivePasswordKey(
  password: Bytes,
  alg: string,
  hash: Hash,
  length: number,
  salt: Bytes,
  rounds: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const name = new TextEncoder().encode(alg);
  const algorithm = {
    name: 'PBKDF2',
    hash,
    // RFC 7518 §4.8.1.1: the name of the algorithm, a zero byte, and the salt.
    salt: concatBytes(name, new Uint8Array(1), salt),
    iterations: rounds,
  };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}
