import { findOtherCharacter } from '../../decode/base64url';

/** Bytes of a coordinate or a public key on each supported curve (RFC 7518 §6.2.1, RFC 8037 §2, RFC 8812 §3.1). */
const sizes: ReadonlyMap<string, { readonly kty: 'EC' | 'OKP'; readonly bytes: number }> = new Map([
  ['P-256', { kty: 'EC', bytes: 32 }],
  ['P-384', { kty: 'EC', bytes: 48 }],
  ['P-521', { kty: 'EC', bytes: 66 }],
  ['secp256k1', { kty: 'EC', bytes: 32 }],
  ['Ed25519', { kty: 'OKP', bytes: 32 }],
  ['X25519', { kty: 'OKP', bytes: 32 }],
  ['Ed448', { kty: 'OKP', bytes: 57 }],
  ['X448', { kty: 'OKP', bytes: 56 }],
]);

/** Bytes of a public key of each ML-DSA parameter set (FIPS 204 §4, RFC 9964). */
export const mlDsaBytes: ReadonlyMap<string, number> = new Map([
  ['ML-DSA-44', 1312],
  ['ML-DSA-65', 1952],
  ['ML-DSA-87', 2592],
]);

/** Undefined for an unsupported curve, and for one of the other key type. */
export function findCurveBytes(kty: 'EC' | 'OKP', crv: string | undefined): number | undefined {
  const size = sizes.get(crv ?? '');
  return size?.kty === kty ? size.bytes : undefined;
}

/** Whether text is base64url, as every number in a JWK must be (RFC 7518 §2). */
export function isBase64url(text: unknown): text is string {
  return typeof text === 'string' && text.length % 4 !== 1 && findOtherCharacter(text) === -1;
}
