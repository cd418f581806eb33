import { base64url, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { decode as decodeToken, verify as verifyToken } from '../src/token';
import { compareAsync } from './paired-async';

interface TokenModule {
  readonly decode: typeof decodeToken;
  readonly verify: typeof verifyToken;
}

const secret = new Uint8Array(32).fill(7);

/** The parameters of bare WebCrypto for each algorithm. */
const algorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  Ed25519: { name: 'Ed25519' },
  HS256: { name: 'HMAC', hash: 'SHA-256' },
};

/** A token of about 1 kB and the key that verifies it. */
async function makeToken(alg: string): Promise<{ readonly text: string; readonly jwk: JWK }> {
  const pair = alg === 'HS256' ? undefined : await generateKeyPair(alg, { extractable: true });
  const text = await new SignJWT({
    iss: 'https://id.example',
    sub: 'alice',
    roles: Array.from({ length: 40 }, (_, index) => `role-${index}`),
  })
    .setProtectedHeader({ alg, typ: 'at+jwt', kid: 'one' })
    .setIssuedAt(1_790_000_000)
    .sign(pair?.privateKey ?? secret);
  const jwk =
    pair === undefined ? { kty: 'oct', k: base64url.encode(secret) } : await exportJWK(pair.publicKey);
  return { text, jwk };
}

/** `verify` with a known key, compared with WebCrypto with everything prepared. In Node and in a page. */
export async function compareVerify({ decode, verify }: TokenModule): Promise<void> {
  for (const [alg, kind] of Object.entries(algorithms)) {
    const { text, jwk } = await makeToken(alg);
    const keyText = JSON.stringify(jwk);
    const token = decode(text);
    const verdict = await verify(token, keyText);
    if (verdict.status !== 'valid') throw new Error(`${alg} is ${verdict.status}: ${verdict.reason}`);

    const key = await crypto.subtle.importKey('jwk', jwk, kind, false, ['verify']);
    const [first = '', second = '', third = ''] = text.split('.');
    const signed = new TextEncoder().encode(`${first}.${second}`);
    const signature = new Uint8Array(base64url.decode(third));
    await compareAsync(
      `verify, ${alg}, ${text.length} characters (goal: 1.1×)`,
      { name: 'verify', run: () => verify(token, keyText) },
      { name: 'bare WebCrypto', run: () => crypto.subtle.verify(kind, key, signature, signed) },
    );
  }
}
