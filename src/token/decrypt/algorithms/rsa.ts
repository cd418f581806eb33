import type { PrivateJwk, PublicJwk } from '../../keys/key';
import type { Bytes } from './aes';
import type { Hash } from './encryption-algorithms';

/** The members that the runtime needs; other members of a JWK are checked elsewhere. */
const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;

/**
 * Decrypts the content encryption key with RSAES-OAEP or, without a hash, RSAES-PKCS1-v1_5 (RFC 7518 §4.2, §4.3).
 * Undefined if another key encrypted it; `unreadable` if the numbers are invalid.
 */
export async function decryptRsa(
  jwk: PrivateJwk,
  hash: Hash | undefined,
  encryptedKey: Bytes,
): Promise<Bytes | 'unreadable' | undefined> {
  const key = hash === undefined ? undefined : await importNatively(jwk, hash, 'decrypt');
  // No runtime supports RSAES-PKCS1-v1_5, and few accept a key without its primes, which RFC 7518 §6.3.2 allows.
  if (key === undefined) return (await import('./library-rsa')).decryptByLibrary(jwk, hash, encryptedKey);
  try {
    return new Uint8Array(await crypto.subtle.decrypt('RSA-OAEP', key, encryptedKey));
  } catch {
    return undefined;
  }
}

/** Encrypts. `unreadable` also if the key is too short for the content. */
export async function encryptRsa(
  jwk: PublicJwk,
  hash: Hash | undefined,
  cek: Bytes,
): Promise<Bytes | 'unreadable'> {
  const key = hash === undefined ? undefined : await importNatively(jwk, hash, 'encrypt');
  if (key === undefined) return (await import('./library-rsa')).encryptByLibrary(jwk, hash, cek);
  try {
    return new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, cek));
  } catch {
    return 'unreadable';
  }
}

async function importNatively(jwk: PublicJwk, hash: Hash, usage: KeyUsage): Promise<CryptoKey | undefined> {
  const members: Record<string, string> = { kty: 'RSA' };
  for (const name of MEMBERS) {
    const value = jwk[name];
    if (value !== undefined) members[name] = value;
  }
  try {
    return await crypto.subtle.importKey('jwk', members, { name: 'RSA-OAEP', hash }, false, [usage]);
  } catch {
    return undefined;
  }
}
