import { concatBytes } from '@noble/ciphers/utils.js';
import type { PrivateJwk, PublicJwk } from '../../keys/key';
import type { Bytes } from './aes';
import type { AgreementFailure } from './library-agreement';

/** Bits of the secret that two keys of a curve agree on: a coordinate (RFC 7518 §4.6, RFC 7748 §6). */
const secretBits: Readonly<Record<string, number>> = {
  'P-256': 256,
  'P-384': 384,
  'P-521': 528,
  X25519: 256,
  X448: 448,
};

/** Whether ECDH-ES is done on this curve (RFC 7518 §4.6.1.1, RFC 8037 §3.2). */
export function isAgreementCurve(crv: unknown): crv is string {
  return typeof crv === 'string' && Object.hasOwn(secretBits, crv);
}

/**
 * The secret that a private key and another's public key agree on. Both are of the same curve. A point of low order, whose
 * secret anyone knows (RFC 7748 §6), is refused by Web Cryptography and by the library alike.
 */
export async function agree(own: PrivateJwk, other: PublicJwk): Promise<Bytes | AgreementFailure> {
  const secret = await agreeNatively(own, other);
  const isLibraryNeeded = secret === 'private key' && own.kty === 'OKP';
  return isLibraryNeeded ? (await import('./library-agreement')).agreeByLibrary(own, other) : secret;
}

/** Web Cryptography nowhere has X448, and X25519 not everywhere: then it takes no private key of the curve. */
async function agreeNatively(own: PrivateJwk, other: PublicJwk): Promise<Bytes | AgreementFailure> {
  const { kty, crv = '', d = '', x = '', y = '' } = own;
  const algorithm = kty === 'EC' ? { name: 'ECDH', namedCurve: crv } : { name: crv };
  const point = kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
  let privateKey: CryptoKey;
  try {
    privateKey = await crypto.subtle.importKey('jwk', { ...point, d }, algorithm, false, ['deriveBits']);
  } catch {
    return 'private key';
  }
  try {
    const publicKey = await crypto.subtle.importKey('jwk', pickPoint(other), algorithm, false, []);
    const agreement = { name: algorithm.name, public: publicKey };
    return new Uint8Array(await crypto.subtle.deriveBits(agreement, privateKey, secretBits[crv] ?? 0));
  } catch {
    return 'public key';
  }
}

function pickPoint({ kty, crv = '', x = '', y = '' }: PublicJwk): JsonWebKey {
  return kty === 'EC' ? { kty, crv, x, y } : { kty, crv, x };
}

/**
 * The Concat KDF of RFC 7518 §4.6.2 over SHA-256. `algorithm` is `enc` for ECDH-ES itself and `alg` where the result
 * wraps a key; `apu` and `apv` are decoded.
 */
export async function deriveAgreedKey(
  secret: Bytes,
  length: number,
  algorithm: string,
  apu: Bytes,
  apv: Bytes,
): Promise<Bytes> {
  const about = concatBytes(
    prefixLength(new TextEncoder().encode(algorithm)),
    prefixLength(apu),
    prefixLength(apv),
    toUint32(length * 8),
  );
  const rounds: Bytes[] = [];
  for (let made = 0; made < length; made += 32) {
    const round = concatBytes(toUint32(rounds.length + 1), secret, about);
    rounds.push(new Uint8Array(await crypto.subtle.digest('SHA-256', round)));
  }
  return new Uint8Array(concatBytes(...rounds)).slice(0, length);
}

function prefixLength(bytes: Bytes): Bytes {
  return new Uint8Array(concatBytes(toUint32(bytes.length), bytes));
}

function toUint32(value: number): Bytes {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}
