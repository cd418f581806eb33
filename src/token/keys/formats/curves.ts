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

/** Other names of the curves, in lower case without punctuation (SEC 2, X9.62, OpenSSL, Azure Key Vault). */
const names: ReadonlyMap<string, string> = new Map([
  ['p256', 'P-256'],
  ['nistp256', 'P-256'],
  ['secp256r1', 'P-256'],
  ['prime256v1', 'P-256'],
  ['p384', 'P-384'],
  ['nistp384', 'P-384'],
  ['secp384r1', 'P-384'],
  ['p521', 'P-521'],
  ['nistp521', 'P-521'],
  ['secp521r1', 'P-521'],
  ['secp256k1', 'secp256k1'],
  ['p256k', 'secp256k1'],
  ['p256k1', 'secp256k1'],
  ['k256', 'secp256k1'],
  ['ed25519', 'Ed25519'],
  ['x25519', 'X25519'],
  ['curve25519', 'X25519'],
  ['ed448', 'Ed448'],
  ['x448', 'X448'],
]);

/** The registered name of a curve (RFC 7518 §7.6); an unknown name unchanged. */
export function findCurveName(crv: string): string {
  return names.get(crv.toLowerCase().replace(/[-_ ]/g, '')) ?? crv;
}

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
