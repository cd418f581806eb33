import type { Key } from '../keys/key';
import { findModulusBits } from '../keys/formats/modulus';
import type { Algorithm } from './algorithms/algorithms';

/** Whether a key is of the type, the curve and the parameter set that an algorithm needs. */
export function isFitting({ kty, publicJwk }: Key, algorithm: Algorithm): boolean {
  const { curves, parameterSet } = algorithm;
  return (
    kty === algorithm.kty &&
    (curves === undefined || curves.includes(publicJwk?.crv ?? '')) &&
    (parameterSet === undefined || publicJwk?.alg === parameterSet)
  );
}

/** Bytes of a signature by this key. */
export function findSignatureLength({ publicJwk }: Key, { signatureLength }: Algorithm): number {
  if (signatureLength !== undefined) return signatureLength;
  // RFC 8032 §5.1.6 and §5.2.6.
  if (publicJwk?.crv === 'Ed25519') return 64;
  if (publicJwk?.crv === 'Ed448') return 114;
  return Math.ceil((findModulusBits(publicJwk) ?? 0) / 8);
}
