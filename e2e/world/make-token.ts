import { CompactSign, base64url, type CryptoKey, type JWK, type KeyObject } from 'jose';

export interface TokenParts {
  /** The JOSE header; `alg` defaults to `none` without a key and to HS256 with one. */
  header?: Record<string, unknown>;
  /** The claims, or the exact text of the payload (for duplicate names or `__proto__`). */
  claims: Record<string, unknown> | string;
  /** A secret as text (its UTF-8 bytes are the key), as bytes, or a private key. Without a key, the JWT is unsigned. */
  key?: string | Uint8Array | CryptoKey | KeyObject | JWK;
}

/**
 * Makes one compact JWT (RFC 7519) from exactly the given parts; adds no claim and reads no clock.
 *
 * Doesn't encrypt. Checks only that the key fits the algorithm, as jose does.
 */
export async function makeToken({ header = {}, claims, key }: TokenParts): Promise<string> {
  const payload = new TextEncoder().encode(typeof claims === 'string' ? claims : JSON.stringify(claims));
  if (key === undefined) {
    // RFC 7519 §6: an unsecured JWT ends in an empty signature.
    const unsecured = JSON.stringify({ alg: 'none', ...header });
    return `${base64url.encode(unsecured)}.${base64url.encode(payload)}.`;
  }
  const signer = new CompactSign(payload).setProtectedHeader({ alg: 'HS256', ...header });
  return signer.sign(typeof key === 'string' ? new TextEncoder().encode(key) : key);
}
