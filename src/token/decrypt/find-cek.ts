import type { Key } from '../keys/key';
import type { JweRecipient } from '../token';
import type { Bytes } from './algorithms/aes';
import { loadAes } from './algorithms/load-aes';
import type { Scheme } from './algorithms/encryption-algorithms';
import { agreeOnKey } from './algorithms/ephemeral';
import { DecryptionFailure, createHeaderFailure, readHeaderBytes } from './decryption-failure';
import { derivePasswordKey } from './algorithms/password';
import { decryptRsa } from './algorithms/rsa';

/** RFC 7518 §4.7.1.1 and §4.7.1.2. */
const GCM_IV_LENGTH = 12;
const GCM_TAG_LENGTH = 16;

/**
 * Decrypts the content encryption key of one recipient with one key (RFC 7516 §5.2, steps 6 to 13). Returns why that
 * failed, which a server must not reveal (§11.5), because this is the user's own machine.
 */
export async function findCek(
  { header, encryptedKey }: JweRecipient,
  key: Key,
  scheme: Scheme,
): Promise<Bytes | DecryptionFailure> {
  const { alg, management, content } = scheme;
  const wrapped = new Uint8Array(encryptedKey);
  const secret = new Uint8Array(key.secret ?? []);
  switch (management.family) {
    case 'dir':
      return secret;
    case 'RSAES': {
      if (key.privateJwk === undefined) return new DecryptionFailure('key_is_public');
      const cek = await decryptRsa(key.privateJwk, management.hash, wrapped);
      if (cek === 'unreadable')
        return new DecryptionFailure('key_unreadable', [{ code: 'key_problem_numbers' }]);
      // With PKCS#1 v1.5, a wrong key can result in valid padding by chance: a wrong length proves nothing.
      return cek !== undefined && (management.hash !== undefined || cek.length === content.cekLength)
        ? checkCekLength(cek, scheme)
        : new DecryptionFailure('key_mismatch');
    }
    case 'ECDH-ES': {
      if (key.privateJwk === undefined) return new DecryptionFailure('key_is_public');
      const agreed = await agreeOnKey(header, key.privateJwk, scheme);
      return agreed instanceof DecryptionFailure || management.wrapBytes === undefined
        ? agreed
        : unwrap(agreed, wrapped, scheme);
    }
    case 'AESKW':
      return unwrap(secret, wrapped, scheme);
    case 'AESGCMKW': {
      const iv = readHeaderBytes(header, 'iv');
      if (iv instanceof DecryptionFailure) return iv;
      const tag = readHeaderBytes(header, 'tag');
      if (tag instanceof DecryptionFailure) return tag;
      if (iv.length !== GCM_IV_LENGTH) return createLengthFailure('part_header_iv', iv, alg, GCM_IV_LENGTH);
      if (tag.length !== GCM_TAG_LENGTH) {
        return createLengthFailure('part_header_tag', tag, alg, GCM_TAG_LENGTH);
      }
      const aes = await loadAes(secret);
      const cek = await aes.decryptGcm(secret, iv, { ciphertext: wrapped, tag }, new Uint8Array());
      return cek === undefined ? new DecryptionFailure('key_mismatch') : checkCekLength(cek, scheme);
    }
    case 'PBES2': {
      const salt = readHeaderBytes(header, 'p2s');
      if (salt instanceof DecryptionFailure) return salt;
      const rounds = readRounds(header);
      if (rounds === undefined) return createHeaderFailure('p2c');
      const { hash = 'SHA-256', wrapBytes = 0 } = management;
      return unwrap(await derivePasswordKey(secret, alg, hash, wrapBytes, salt, rounds), wrapped, scheme);
    }
  }
}

/** `p2c` if it's a valid iteration count (RFC 7518 §4.8.1.2): a positive integer that runtimes accept. */
export function readRounds({ p2c }: JweRecipient['header']): number | undefined {
  return typeof p2c === 'number' && Number.isInteger(p2c) && p2c > 0 && p2c < 2 ** 32 ? p2c : undefined;
}

async function unwrap(key: Bytes, wrapped: Bytes, scheme: Scheme): Promise<Bytes | DecryptionFailure> {
  const cek = await (await loadAes(key)).unwrapKey(key, wrapped);
  return cek === undefined ? new DecryptionFailure('key_mismatch') : checkCekLength(cek, scheme);
}

/** RFC 7516 §5.2, step 10: if a key was unwrapped but doesn't fit `enc`, the token itself is invalid. */
function checkCekLength(cek: Bytes, { enc, content }: Scheme): Bytes | DecryptionFailure {
  return cek.length === content.cekLength
    ? cek
    : new DecryptionFailure(
        'lengths_wrong',
        [{ code: 'part_cek' }, cek.length, enc, content.cekLength],
        ['JWE-KEY-LENGTH'],
      );
}

/** RFC 7518 §5.2 and §5.3: a truncated tag would be easier to guess. */
export function createLengthFailure(
  code: 'part_iv' | 'part_tag' | 'part_header_iv' | 'part_header_tag',
  bytes: Uint8Array,
  algorithm: string,
  needed: number,
): DecryptionFailure {
  return new DecryptionFailure('lengths_wrong', [{ code }, bytes.length, algorithm, needed], ['JWE-TAG']);
}
