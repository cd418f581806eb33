/** The smallest RSA key that JOSE allows (RFC 7518 §3.3). */
export const MIN_RSA_BITS = 2048;

/** What a signature algorithm of RFC 7518 §3.1 or RFC 8037 §3.1 needs of a key and makes of it. */
export interface Algorithm {
  readonly kty: 'oct' | 'RSA' | 'EC' | 'OKP';
  readonly crv?: string;
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Bytes of a signature; undefined where the key says it (RSA). */
  readonly signatureLength?: number;
  /** RSASSA-PSS (RFC 7518 §3.5): the salt is as long as the hash. */
  readonly saltLength?: number;
  /** What must be pasted, in words. */
  readonly needs: string;
}

const ed25519: Algorithm = {
  kty: 'OKP',
  crv: 'Ed25519',
  hash: 'SHA-512',
  signatureLength: 64,
  needs: 'an Ed25519 key',
};

/** A map, so that an `alg` of `constructor` finds nothing. */
const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  // RFC 7518 §3.2.
  ['HS256', hmac('SHA-256', 32)],
  ['HS384', hmac('SHA-384', 48)],
  ['HS512', hmac('SHA-512', 64)],
  // RFC 7518 §3.3.
  ['RS256', rsa('SHA-256')],
  ['RS384', rsa('SHA-384')],
  ['RS512', rsa('SHA-512')],
  // RFC 7518 §3.5.
  ['PS256', rsa('SHA-256', 32)],
  ['PS384', rsa('SHA-384', 48)],
  ['PS512', rsa('SHA-512', 64)],
  // RFC 7518 §3.4: R and S side by side, each as long as the curve's order.
  ['ES256', ecdsa('P-256', 'SHA-256', 64)],
  ['ES384', ecdsa('P-384', 'SHA-384', 96)],
  ['ES512', ecdsa('P-521', 'SHA-512', 132)],
  // RFC 8037 §3.1, and its fully specified name of RFC 9864 §2.2.
  ['EdDSA', ed25519],
  ['Ed25519', ed25519],
]);

/** Undefined for an algorithm that is not checked here. */
export function findAlgorithm(alg: unknown): Algorithm | undefined {
  return typeof alg === 'string' ? algorithms.get(alg) : undefined;
}

/** RFC 9864 §4.1: `EdDSA` with an Ed25519 key is what `Ed25519` says. */
export function isSameAlgorithm(one: unknown, other: unknown): boolean {
  return one === other || (findAlgorithm(one) === ed25519 && findAlgorithm(other) === ed25519);
}

function hmac(hash: Algorithm['hash'], length: number): Algorithm {
  return { kty: 'oct', hash, signatureLength: length, needs: 'a shared secret' };
}

function rsa(hash: Algorithm['hash'], saltLength?: number): Algorithm {
  return { kty: 'RSA', hash, ...(saltLength !== undefined && { saltLength }), needs: 'an RSA key' };
}

function ecdsa(crv: string, hash: Algorithm['hash'], signatureLength: number): Algorithm {
  return { kty: 'EC', crv, hash, signatureLength, needs: `a ${crv} key` };
}
