import { ed25519 } from '@noble/curves/ed25519.js';
import type { PublicJwk } from '../../keys/key';
import { readMember, type Checker } from './checker';

/** EdDSA with Ed25519, for a runtime whose WebCrypto lacks it. */
export function createEd25519Checker(jwk: PublicJwk): Checker {
  const point = readMember(jwk, 'x');
  return (signature, signed) => ed25519.verify(signature, signed, point, { zip215: false });
}
