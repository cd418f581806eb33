import { x25519 } from '@noble/curves/ed25519.js';
import { x448 } from '@noble/curves/ed448.js';
import { decodeLeniently } from '../../decode/base64url';
import type { PrivateJwk, PublicJwk } from '../../keys/key';
import type { Bytes } from './aes';

/** Which of the two keys isn't a key of its curve. */
export type AgreementFailure = 'private key' | 'public key';

/** X25519 and X448 of @noble/curves (RFC 7748), for runtimes that lack them. */
export function agreeByLibrary(own: PrivateJwk, other: PublicJwk): Bytes | AgreementFailure {
  const curve = own.crv === 'X448' ? x448 : x25519;
  const length = own.crv === 'X448' ? 56 : 32;
  const secretKey = decodeLeniently(own.d ?? '');
  if (secretKey.length !== length) return 'private key';
  const point = decodeLeniently(other.x ?? '');
  if (point.length !== length) return 'public key';
  try {
    return new Uint8Array(curve.getSharedSecret(secretKey, point));
  } catch {
    return 'public key';
  }
}
