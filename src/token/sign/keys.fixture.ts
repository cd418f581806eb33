import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';

type Jwk = Readonly<Record<string, unknown>>;

/** A private key as JWK text, and its public key. */
export interface TestKey {
  readonly jwk: Jwk;
  readonly text: string;
  readonly publicText: string;
}

export const rsa = createTestKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
export const otherRsa = createTestKey(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
export const smallRsa = createTestKey(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey);

/** One key of each curve. */
export const curves = {
  'P-256': createTestKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  'P-384': createTestKey(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey),
  'P-521': createTestKey(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey),
  secp256k1: createTestKey(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey),
  X25519: createTestKey(generateKeyPairSync('x25519').privateKey),
  X448: createTestKey(generateKeyPairSync('x448').privateKey),
  Ed25519: createTestKey(generateKeyPairSync('ed25519').privateKey),
  Ed448: createTestKey(generateKeyPairSync('ed448').privateKey),
} as const;

const mlDsas = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 };

export function createMlDsaKey(alg: keyof typeof mlDsas): TestKey {
  const seed = new Uint8Array(32).fill(7);
  const jwk = {
    kty: 'AKP',
    alg,
    pub: Buffer.from(mlDsas[alg].keygen(seed).publicKey).toString('base64url'),
    priv: Buffer.from(seed).toString('base64url'),
  };
  return describeJwk(jwk);
}

/** A shared key of this many bytes, always the same. */
export function createSecret(length: number, fill = 7): TestKey {
  const k = Buffer.alloc(length, fill).toString('base64url');
  return describeJwk({ kty: 'oct', k });
}

export function createTestKey(key: KeyObject): TestKey {
  return describeJwk({ ...key.export({ format: 'jwk' }) });
}

function describeJwk(jwk: Jwk): TestKey {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, priv: _priv, ...publicJwk } = jwk;
  return { jwk, text: JSON.stringify(jwk), publicText: JSON.stringify(publicJwk) };
}
