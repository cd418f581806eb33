import { secp256k1 } from '@noble/curves/secp256k1.js';

/** ES256K (RFC 8812 §3.2), which no browser's WebCrypto supports. JOSE doesn't require the smaller S. */
export function createSecp256k1Checker(point: Uint8Array) {
  return (signature: Uint8Array, signed: Uint8Array) =>
    secp256k1.verify(signature, signed, point, { lowS: false });
}
