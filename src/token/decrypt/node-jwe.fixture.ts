import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  pbkdf2Sync,
  privateDecrypt,
  publicEncrypt,
  timingSafeEqual,
} from 'node:crypto';

type Jwk = Readonly<Record<string, unknown>>;
type Header = Readonly<Record<string, unknown>>;

const WRAP_IV = Buffer.alloc(8, 0xa6);
const RSA = { 'RSA-OAEP': 'sha1', 'RSA-OAEP-256': 'sha256' } as const;

/** Lengths in bytes for the supported content encryptions (RFC 7518 §5). */
const lengths: Readonly<Record<string, { readonly cek: number; readonly iv: number }>> = {
  A128GCM: { cek: 16, iv: 12 },
  A256GCM: { cek: 32, iv: 12 },
  'A128CBC-HS256': { cek: 32, iv: 16 },
};

/** Encrypts according to RFC 7516 §5.1, with node:crypto alone. Authenticates `headerText` as given. */
export function encryptByNode(
  alg: string,
  enc: string,
  header: Header,
  headerText: string,
  jwk: Jwk,
  ephemeral: Jwk,
  plaintext: Buffer,
): string {
  const { cek: cekLength, iv: ivLength } = lengths[enc] ?? { cek: 16, iv: 12 };
  const agreed = /^(?:dir|ECDH-ES)$/.test(alg) ? deriveKey(alg, enc, header, jwk, ephemeral, jwk) : undefined;
  const cek = agreed ?? Buffer.alloc(cekLength, 3);
  const encryptedKey =
    agreed === undefined ? wrapKey(alg, enc, header, jwk, ephemeral, cek) : Buffer.alloc(0);
  const protectedText = Buffer.from(headerText).toString('base64url');
  const iv = Buffer.alloc(ivLength, 9);
  const { ciphertext, tag } = encryptContent(enc, cek, iv, plaintext, Buffer.from(protectedText));
  return [
    protectedText,
    ...[encryptedKey, iv, ciphertext, tag].map((part) => part.toString('base64url')),
  ].join('.');
}

/** Decrypts a compact token according to RFC 7516 §5.2, with node:crypto alone. Doesn't support `crit` or `zip`. */
export function decryptByNode(token: string, header: Header, jwk: Jwk): Buffer | undefined {
  const parts = token.split('.');
  if (parts.length !== 5 || !parts.every((part) => /^[\w-]*$/.test(part))) return undefined;
  const { alg, enc } = header;
  try {
    if (typeof alg !== 'string' || typeof enc !== 'string' || lengths[enc] === undefined) return undefined;
    const [, encryptedKey, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url')) as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    const isDirect = alg === 'dir' || alg === 'ECDH-ES';
    if (isDirect && encryptedKey.length > 0) return undefined;
    const cek = isDirect
      ? deriveKey(alg, enc, header, jwk, header['epk'] as Jwk, undefined)
      : unwrapKey(alg, header, jwk, encryptedKey);
    if (cek.length !== lengths[enc].cek || iv.length !== lengths[enc].iv || tag.length !== 16)
      return undefined;
    return openContent(enc, cek, iv, ciphertext, tag, Buffer.from(parts[0] ?? ''));
  } catch {
    return undefined;
  }
}

/** The secret of the JWK for `dir`, otherwise the Concat KDF of RFC 7518 §4.6.2. `own` and `other` are the two keys. */
function deriveKey(
  alg: string,
  enc: string,
  header: Header,
  own: Jwk,
  other: Jwk,
  encryptTo: Jwk | undefined,
): Buffer {
  if (alg === 'dir') return Buffer.from(String(own['k']), 'base64url');
  const isDirect = alg === 'ECDH-ES';
  const length = isDirect ? (lengths[enc]?.cek ?? 16) : 16;
  // For encryption the ephemeral key is the private one, for decryption the recipient's.
  const [mine, theirs] = encryptTo === undefined ? [own, other] : [other, encryptTo];
  const { d: _, ...theirPublicKey } = theirs;
  const secret = diffieHellman({
    privateKey: createPrivateKey({ key: mine, format: 'jwk' }),
    publicKey: createPublicKey({ key: theirPublicKey, format: 'jwk' }),
  });
  const party = (name: string) => withLength(Buffer.from(String(header[name] ?? ''), 'base64url'));
  const about = Buffer.concat([
    withLength(Buffer.from(isDirect ? enc : alg)),
    party('apu'),
    party('apv'),
    toUint32(length * 8),
  ]);
  const round = createHash('sha256')
    .update(Buffer.concat([toUint32(1), secret, about]))
    .digest();
  return round.subarray(0, length);
}

function wrapKey(alg: string, enc: string, header: Header, jwk: Jwk, ephemeral: Jwk, cek: Buffer): Buffer {
  if (alg in RSA) {
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicJwk } = jwk;
    const key = createPublicKey({ key: publicJwk, format: 'jwk' });
    return publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: RSA[alg as keyof typeof RSA] },
      cek,
    );
  }
  if (alg === 'A128GCMKW') {
    const cipher = createCipheriv('aes-128-gcm', deriveWrapKey(alg, header, jwk), decodeMember(header, 'iv'));
    // The tag goes into the header, which is why it is the same for the same key: see `tagOfWrappedKey`.
    return Buffer.concat([cipher.update(cek), cipher.final()]);
  }
  const key = alg.startsWith('ECDH-ES')
    ? deriveKey(alg, enc, header, jwk, ephemeral, jwk)
    : deriveWrapKey(alg, header, jwk);
  const cipher = createCipheriv('id-aes128-wrap', key, WRAP_IV);
  return Buffer.concat([cipher.update(cek), cipher.final()]);
}

/** The `tag` of a header for A128GCMKW (RFC 7518 §4.7.1.2). */
export function tagOfWrappedKey(enc: string, iv: string, jwk: Jwk): string {
  const key = Buffer.from(String(jwk['k']), 'base64url');
  const cipher = createCipheriv('aes-128-gcm', key, Buffer.from(iv, 'base64url'));
  cipher.update(Buffer.alloc(lengths[enc]?.cek ?? 16, 3));
  cipher.final();
  return cipher.getAuthTag().toString('base64url');
}

function unwrapKey(alg: string, header: Header, jwk: Jwk, encryptedKey: Buffer): Buffer {
  if (alg in RSA) {
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    const oaepHash = RSA[alg as keyof typeof RSA];
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, encryptedKey);
  }
  if (alg === 'A128GCMKW') {
    const [iv, tag] = [decodeMember(header, 'iv'), decodeMember(header, 'tag')];
    if (iv.length !== 12 || tag.length !== 16) throw new Error('lengths');
    const decipher = createDecipheriv('aes-128-gcm', deriveWrapKey(alg, header, jwk), iv);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(encryptedKey), decipher.final()]);
  }
  const key =
    alg === 'ECDH-ES+A128KW'
      ? deriveKey(alg, '', header, jwk, header['epk'] as Jwk, undefined)
      : deriveWrapKey(alg, header, jwk);
  const decipher = createDecipheriv('id-aes128-wrap', key, WRAP_IV);
  return Buffer.concat([decipher.update(encryptedKey), decipher.final()]);
}

function deriveWrapKey(alg: string, header: Header, jwk: Jwk): Buffer {
  const secret = Buffer.from(String(jwk['k']), 'base64url');
  if (alg === 'A128KW' || alg === 'A128GCMKW') return secret;
  if (
    alg !== 'PBES2-HS256+A128KW' ||
    typeof header['p2s'] !== 'string' ||
    typeof header['p2c'] !== 'number'
  ) {
    throw new Error('unknown');
  }
  const salt = Buffer.concat([Buffer.from(alg), Buffer.alloc(1), decodeMember(header, 'p2s')]);
  return pbkdf2Sync(secret, salt, header['p2c'], 16, 'sha256');
}

function encryptContent(enc: string, cek: Buffer, iv: Buffer, plaintext: Buffer, aad: Buffer) {
  if (enc.endsWith('GCM')) {
    const cipher = createCipheriv(cek.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', cek, iv);
    cipher.setAAD(aad);
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return { ciphertext, tag: cipher.getAuthTag() };
  }
  const cipher = createCipheriv('aes-128-cbc', cek.subarray(16), iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ciphertext, tag: createTag(cek, iv, ciphertext, aad) };
}

function openContent(
  enc: string,
  cek: Buffer,
  iv: Buffer,
  ciphertext: Buffer,
  tag: Buffer,
  aad: Buffer,
): Buffer {
  if (enc.endsWith('GCM')) {
    const decipher = createDecipheriv(cek.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', cek, iv);
    decipher.setAAD(aad);
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  }
  if (!timingSafeEqual(createTag(cek, iv, ciphertext, aad), tag)) throw new Error('tag');
  const decipher = createDecipheriv('aes-128-cbc', cek.subarray(16), iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** RFC 7518 §5.2.2.1. */
function createTag(cek: Buffer, iv: Buffer, ciphertext: Buffer, aad: Buffer): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(aad.length) * 8n);
  const mac = createHmac('sha256', cek.subarray(0, 16)).update(Buffer.concat([aad, iv, ciphertext, bits]));
  return mac.digest().subarray(0, 16);
}

function decodeMember(header: Header, name: string): Buffer {
  return Buffer.from(String(header[name]), 'base64url');
}

function withLength(bytes: Buffer): Buffer {
  return Buffer.concat([toUint32(bytes.length), bytes]);
}

function toUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
