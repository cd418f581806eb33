import { concatBytes } from '@noble/ciphers/utils.js';
import type { PrivateJwk, PublicJwk } from '../../keys/key';
import type { Bytes } from './aes';
import type { AgreementFailure } from './library-agreement';

/** Bits of the shared secret on each curve: those of a coordinate (RFC 7518 §4.6, RFC 7748 §6). */
const secretBits: Readonly<Record<string, number>> = {
  'P-256': 256,
  'P-384': 384,
  'P-521': 528,
  X25519: 256,
  X448: 448,
};

/** Whether ECDH-ES supports this curve (RFC 7518 §4.6.1.1, RFC 8037 §3.2). */
export function isAgreementCurve(crv: unknown): crv is string {
  return typeof crv === 'string' && Object.hasOwn(secretBits, crv);
}

/**
 * The shared secret of a private and a public key on the same curve. Both Web Cryptography and the library reject a
 * point of low order, whose secret anyone knows (RFC 7748 §6).
 */
export async function agree(own: PrivateJwk, other: PublicJwk): Promise<Bytes | AgreementFailure> {
  const secret = await agreeNatively(own, other);
  const isLibraryNeeded = secret === 'private key' && own.kty === 'OKP';
  return isLibraryNeeded ? (await import('./library-agreement')).agreeByLibrary(own, other) : secret;
}

/**
 * Web Cryptography supports X448 nowhere, and X25519 not everywhere: it then rejects every private key of the curve.
 */
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
 * The Concat KDF of RFC 7518 §4.6.2 with SHA-256. `algorithm` is `enc` for ECDH-ES itself, and `alg` if the result
 * wraps a key; `apu` and `apv` are decoded.
 */
export async function deriveAgreedKey(
  secret: Bytes,
  length: number,
  algorithm: string,
  apu: Bytes,
  apv: Bytes,
): Promise<Bytes> {
  const otherInfo = concatBytes(
    prefixLength(new TextEncoder().encode(algorithm)),
    prefixLength(apu),
    prefixLength(apv),
    toUint32(length * 8),
  );
  const rounds: Bytes[] = [];
  for (let derived = 0; derived < length; derived += 32) {
    const round = concatBytes(toUint32(rounds.length + 1), secret, otherInfo);
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
