import { ed448 } from '@noble/curves/ed448.js';

/** EdDSA with Ed448 (RFC 8037 §3.1), which no browser's WebCrypto supports. */
export function createEd448Checker(point: Uint8Array) {
  return (signature: Uint8Array, signed: Uint8Array) =>
    ed448.verify(signature, signed, point, { zip215: false });
}
