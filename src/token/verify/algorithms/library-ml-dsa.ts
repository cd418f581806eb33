import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import type { PublicJwk } from '../../keys/key';
import { readMember, type Checker } from './checker';

const parameterSets = new Map([
  ['ML-DSA-44', ml_dsa44],
  ['ML-DSA-65', ml_dsa65],
  ['ML-DSA-87', ml_dsa87],
]);

/** ML-DSA (RFC 9964), for a runtime whose WebCrypto lacks it: Firefox 153, Node 20. The library has not been audited. */
export function createMlDsaChecker(jwk: PublicJwk): Checker {
  const point = readMember(jwk, 'pub');
  const set = parameterSets.get(jwk.alg ?? '');
  return (signature, signed) => set?.verify(signature, signed, point) ?? false;
}
