import { secp256k1 } from '@noble/curves/secp256k1.js';
import { joinPoint } from '../../keys/formats/point';
import type { PublicJwk } from '../../keys/key';
import { readMember, type Checker } from './checker';

/** ES256K (RFC 8812 §3.2), which WebCrypto has in no browser. JOSE does not ask for the smaller S. */
export function createSecp256k1Checker(jwk: PublicJwk): Checker {
  const point = joinPoint([readMember(jwk, 'x'), readMember(jwk, 'y')]);
  return (signature, signed) => secp256k1.verify(signature, signed, point, { lowS: false });
}
