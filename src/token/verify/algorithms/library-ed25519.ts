import { ed25519 } from '@noble/curves/ed25519.js';

/** EdDSA with Ed25519, for a runtime whose WebCrypto lacks it. */
export function createEd25519Checker(point: Uint8Array) {
  return (signature: Uint8Array, signed: Uint8Array) =>
    ed25519.verify(signature, signed, point, { zip215: false });
}
