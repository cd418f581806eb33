import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { JsonObject } from '../../token';

/** The hash functions (RFC 6234) that the rules need, by their IANA names. */
const hashes: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map<
  string,
  (bytes: Uint8Array) => Uint8Array
>([
  ['sha-256', sha256],
  ['sha-384', sha384],
  ['sha-512', sha512],
]);

/** The members that a thumbprint covers, in their order (RFC 7638 §3.2, RFC 8037 §2, RFC 9964). */
const thumbprintMembers: ReadonlyMap<unknown, readonly string[]> = new Map<unknown, readonly string[]>([
  ['RSA', ['e', 'kty', 'n']],
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
  ['AKP', ['alg', 'kty', 'pub']],
]);

const encoder = new TextEncoder();

/**
 * base64url of the digest of a text in UTF-8. `hash` is an IANA name; undefined for an unsupported one. Synchronous
 * like the rules, unlike WebCrypto's digest.
 */
export function digestText(text: string, hash = 'sha-256'): string | undefined {
  const digest = hashes.get(hash)?.(encoder.encode(text));
  return digest && toBase64url(digest);
}

/** base64url of the left-most half of a digest, as in `at_hash` and `c_hash` (OpenID Connect Core 1.0 §3.1.3.6). */
export function digestTokenHash(text: string, hash: string): string | undefined {
  const digest = hashes.get(hash)?.(encoder.encode(text));
  return digest && toBase64url(digest.subarray(0, digest.length / 2));
}

/** The hash of `at_hash` for a signature algorithm; undefined if no standard defines one. */
export function findSignatureHash(alg: unknown): string | undefined {
  if (typeof alg !== 'string') return undefined;
  // RFC 8812 §3.2 and RFC 8032 §5.1.
  if (alg === 'ES256K') return 'sha-256';
  if (alg === 'EdDSA' || alg === 'Ed25519') return 'sha-512';
  const size = /^(?:HS|RS|PS|ES)(256|384|512)$/.exec(alg)?.[1];
  return size && `sha-${size}`;
}

/** RFC 7638 thumbprint of a public key, SHA-256, base64url; undefined for anything else. */
export function thumbprintOf(jwk: JsonObject): string | undefined {
  const names = thumbprintMembers.get(jwk.kty);
  if (names === undefined || names.some((name) => typeof jwk[name] !== 'string')) return undefined;
  return digestText(JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]]))));
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
