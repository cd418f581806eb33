import { createHash, randomBytes } from 'node:crypto';
import { CompactEncrypt, SignJWT, base64url, exportJWK, type CryptoKey } from 'jose';

/** An encrypted token with exactly this plaintext (RFC 7516 §7.1). */
export function makeEncrypted(
  header: { readonly alg: string; readonly enc: string; readonly [name: string]: unknown },
  plaintext: string,
  key: CryptoKey | Uint8Array,
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(plaintext)).setProtectedHeader(header).encrypt(key);
}

export interface SdJwtParts {
  /** Claims that are always visible. */
  readonly claims: Record<string, unknown>;
  /** Claims that are disclosed, in order. */
  readonly disclosed: Record<string, unknown>;
  /** Claims whose digests are included without a disclosure. */
  readonly undisclosed?: Record<string, unknown>;
  readonly issuerKey: CryptoKey;
  readonly holder: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
}

/** An SD-JWT with a key binding JWT (RFC 9901 §4), both signed with ES256. */
export async function makeSdJwt(parts: SdJwtParts): Promise<string> {
  const { claims, disclosed, undisclosed = {}, issuerKey, holder } = parts;
  const disclose = ([name, value]: [string, unknown]) =>
    base64url.encode(JSON.stringify([randomBytes(16).toString('base64url'), name, value]));
  const shown = Object.entries(disclosed).map(disclose);
  const hidden = Object.entries(undisclosed).map(disclose);
  const jwt = await new SignJWT({
    ...claims,
    _sd_alg: 'sha-256',
    _sd: [...shown, ...hidden].map(digest).sort(),
    cnf: { jwk: await exportJWK(holder.publicKey) },
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dc+sd-jwt' })
    .sign(issuerKey);
  const presented = [jwt, ...shown, ''].join('~');
  const binding = await new SignJWT({ nonce: 'n-1', sd_hash: digest(presented) })
    .setProtectedHeader({ alg: 'ES256', typ: 'kb+jwt' })
    .setAudience('https://shop.example')
    .setIssuedAt()
    .sign(holder.privateKey);
  return presented + binding;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
