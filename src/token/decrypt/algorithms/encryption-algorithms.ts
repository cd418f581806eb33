import type { JsonObject } from '../../token';
import type { CodeParam } from '../../param';

/** A hash function by its name in Web Cryptography. */
export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** The requirements and parameters of a key management algorithm (RFC 7518 §4.1). */
export interface KeyManagement {
  readonly family: 'RSAES' | 'dir' | 'AESKW' | 'AESGCMKW' | 'ECDH-ES' | 'PBES2';
  readonly kty: 'RSA' | 'oct' | 'EC or OKP';
  /** Bytes of the AES key that wraps the content encryption key; undefined if none does. */
  readonly wrapBytes?: number;
  /** For RSAES-OAEP and PBES2; RSAES-PKCS1-v1_5 has none. */
  readonly hash?: Hash;
  /** The key operations that allow it (RFC 7517 §4.3). */
  readonly operations: readonly string[];
}

/** The parameters of a content encryption algorithm (RFC 7518 §5.1). All lengths in bytes. */
export interface ContentEncryption {
  readonly cekLength: number;
  readonly ivLength: number;
  readonly tagLength: number;
  /** For AES-CBC with HMAC (RFC 7518 §5.2); AES-GCM has none. */
  readonly hash?: Hash;
}

const rsa = (hash?: Hash): KeyManagement => ({
  family: 'RSAES',
  kty: 'RSA',
  ...(hash !== undefined && { hash }),
  operations: ['decrypt', 'unwrapKey'],
});

const wrap = (family: 'AESKW' | 'AESGCMKW', wrapBytes: number): KeyManagement => ({
  family,
  kty: 'oct',
  wrapBytes,
  operations: ['unwrapKey', 'decrypt'],
});

const agreement = (wrapBytes?: number): KeyManagement => ({
  family: 'ECDH-ES',
  kty: 'EC or OKP',
  ...(wrapBytes !== undefined && { wrapBytes }),
  operations: ['deriveKey', 'deriveBits'],
});

const password = (hash: Hash, wrapBytes: number): KeyManagement => ({
  family: 'PBES2',
  kty: 'oct',
  hash,
  wrapBytes,
  operations: ['deriveKey', 'deriveBits'],
});

/** Maps, so that an `alg` of `constructor` finds nothing. */
const managements: ReadonlyMap<string, KeyManagement> = new Map([
  // RFC 7518 §4.2 and §4.3; the last two are registered by the Web Cryptography API.
  ['RSA1_5', rsa()],
  ['RSA-OAEP', rsa('SHA-1')],
  ['RSA-OAEP-256', rsa('SHA-256')],
  ['RSA-OAEP-384', rsa('SHA-384')],
  ['RSA-OAEP-512', rsa('SHA-512')],
  // RFC 7518 §4.5.
  ['dir', { family: 'dir', kty: 'oct', operations: ['decrypt'] }],
  // RFC 7518 §4.4 and §4.7.
  ['A128KW', wrap('AESKW', 16)],
  ['A192KW', wrap('AESKW', 24)],
  ['A256KW', wrap('AESKW', 32)],
  ['A128GCMKW', wrap('AESGCMKW', 16)],
  ['A192GCMKW', wrap('AESGCMKW', 24)],
  ['A256GCMKW', wrap('AESGCMKW', 32)],
  // RFC 7518 §4.6, RFC 8037 §3.2.
  ['ECDH-ES', agreement()],
  ['ECDH-ES+A128KW', agreement(16)],
  ['ECDH-ES+A192KW', agreement(24)],
  ['ECDH-ES+A256KW', agreement(32)],
  // RFC 7518 §4.8.
  ['PBES2-HS256+A128KW', password('SHA-256', 16)],
  ['PBES2-HS384+A192KW', password('SHA-384', 24)],
  ['PBES2-HS512+A256KW', password('SHA-512', 32)],
]);

const contents: ReadonlyMap<string, ContentEncryption> = new Map([
  // RFC 7518 §5.3: an IV of 96 bits and a tag of 128.
  ['A128GCM', { cekLength: 16, ivLength: 12, tagLength: 16 }],
  ['A192GCM', { cekLength: 24, ivLength: 12, tagLength: 16 }],
  ['A256GCM', { cekLength: 32, ivLength: 12, tagLength: 16 }],
  // RFC 7518 §5.2.3 to §5.2.5: one part of the key for HMAC, one for AES.
  ['A128CBC-HS256', { cekLength: 32, ivLength: 16, tagLength: 16, hash: 'SHA-256' }],
  ['A192CBC-HS384', { cekLength: 48, ivLength: 16, tagLength: 24, hash: 'SHA-384' }],
  ['A256CBC-HS512', { cekLength: 64, ivLength: 16, tagLength: 32, hash: 'SHA-512' }],
]);

/** The algorithms of a header, and their names. */
export interface Scheme {
  readonly alg: string;
  readonly enc: string;
  readonly management: KeyManagement;
  readonly content: ContentEncryption;
}

/** The curves of ECDH-ES (RFC 7518 §4.6.1.1, RFC 8037 §3.2). */
const agreementCurves = ['P-256', 'P-384', 'P-521', 'X25519', 'X448'];

/** The key that must be pasted: of an asymmetric pair, the private key to decrypt, the public key to encrypt. */
export function describeNeeds({ management, content }: Scheme, part: 'private' | 'public'): CodeParam {
  switch (management.family) {
    case 'RSAES':
      return { code: `key_need_${part}`, params: ['RSA'] };
    case 'ECDH-ES':
      return { code: `key_need_${part}`, params: [{ anyOf: agreementCurves }] };
    case 'PBES2':
      return { code: 'key_need_password' };
    default:
      return { code: 'key_need_secret_bits', params: [(management.wrapBytes ?? content.cekLength) * 8] };
  }
}

/** The names of the algorithms that `encrypt` and `decrypt` support: values of `alg` and of `enc`. */
export function listEncryptionAlgorithms(): Readonly<Record<'alg' | 'enc', readonly string[]>> {
  return { alg: [...managements.keys()], enc: [...contents.keys()] };
}

/** The two algorithms of a header, or which of the two isn't supported. */
export function findScheme({ alg, enc }: JsonObject): Scheme | 'alg_unsupported' | 'enc_unsupported' {
  const management = typeof alg === 'string' ? managements.get(alg) : undefined;
  if (typeof alg !== 'string' || management === undefined) return 'alg_unsupported';
  const content = typeof enc === 'string' ? contents.get(enc) : undefined;
  if (typeof enc !== 'string' || content === undefined) return 'enc_unsupported';
  return { alg, enc, management, content };
}
