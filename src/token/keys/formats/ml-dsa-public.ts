import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';

const parameterSets = new Map([
  ['ML-DSA-44', ml_dsa44],
  ['ML-DSA-65', ml_dsa65],
  ['ML-DSA-87', ml_dsa87],
]);

/** Derives the public key from a seed of 32 bytes (FIPS 204 §6.1); empty for an unknown parameter set. */
export function deriveMlDsaPublic(alg: string, seed: Uint8Array): Uint8Array {
  return parameterSets.get(alg)?.keygen(seed).publicKey ?? new Uint8Array();
}
