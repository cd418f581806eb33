import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';

const parameterSets = new Map([
  ['ML-DSA-44', ml_dsa44],
  ['ML-DSA-65', ml_dsa65],
  ['ML-DSA-87', ml_dsa87],
]);

/** ML-DSA (RFC 9964), for a runtime whose WebCrypto lacks it: Firefox 153, Node 20. The library isn't audited. */
export function createMlDsaChecker(alg: string, publicKey: Uint8Array) {
  const set = parameterSets.get(alg);
  return (signature: Uint8Array, signed: Uint8Array) => set?.verify(signature, signed, publicKey) ?? false;
}
