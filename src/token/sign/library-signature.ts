import { ed25519 } from '@noble/curves/ed25519.js';
import { ed448 } from '@noble/curves/ed448.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { decodeLeniently } from '../decode/base64url';
import type { PrivateJwk } from '../keys/key';

type Bytes = Uint8Array<ArrayBuffer>;

const curves = { Ed25519: ed25519, Ed448: ed448, secp256k1 };
const mlDsas = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 };

/**
 * Signs with the noble libraries, for runtimes that lack the algorithm. `variant` is the curve or the ML-DSA parameter
 * set. Undefined for an unsupported variant, and for invalid numbers.
 */
export function signByLibrary(
  { d = '', priv = '' }: PrivateJwk,
  variant: string,
  input: Bytes,
): Bytes | undefined {
  try {
    if (hasMember(mlDsas, variant)) {
      const { secretKey } = mlDsas[variant].keygen(decodeLeniently(priv));
      return new Uint8Array(mlDsas[variant].sign(input, secretKey));
    }
    return hasMember(curves, variant)
      ? new Uint8Array(curves[variant].sign(input, decodeLeniently(d)))
      : undefined;
  } catch {
    return undefined;
  }
}

function hasMember<T extends object>(object: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(object, name);
}
