/** base64url of a text, or of a value as JSON. */
export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A token with any header, payload and signature. The default signature has 32 bytes and matches nothing. */
export function makeToken(
  header: unknown = { alg: 'HS256', typ: 'JWT' },
  payload: unknown = { sub: 'alice', exp: 1_790_000_000 },
  signature = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
): string {
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

/** An encrypted token with a valid structure that no key decrypts. */
export function makeEncryptedToken(header: unknown = { alg: 'RSA-OAEP', enc: 'A256GCM' }): string {
  return `${encode(header)}.${encode('encrypted key')}.${encode('iv of 12 byt')}.${encode('ciphertext')}.${encode('sixteen bytes ok')}`;
}
