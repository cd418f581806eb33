import { ed448 } from '@noble/curves/ed448.js';
import type { PublicJwk } from '../../keys/key';
import { readMember, type Checker } from './checker';

/** EdDSA with Ed448 (RFC 8037 §3.1), which WebCrypto has in no browser. */
export function createEd448Checker(jwk: PublicJwk): Checker {
  const point = readMember(jwk, 'x');
  return (signature, signed) => ed448.verify(signature, signed, point, { zip215: false });
}
