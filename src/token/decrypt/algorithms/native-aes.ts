import { concatBytes } from '@noble/ciphers/utils.js';
import type { Aes, Bytes } from './aes';

const TAG_LENGTH = 16;
/** AES-KW wraps keys, not bytes, so the content encryption key is imported for HMAC, which accepts any length. */
const CEK_IMPORT = { name: 'HMAC', hash: 'SHA-256' };

/** AES of Web Cryptography. */
export const nativeAes: Aes = {
  async encryptGcm(key, iv, plaintext, additionalData) {
    const encrypted = new Uint8Array(
      await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData },
        await importKey(key, 'AES-GCM', 'encrypt'),
        plaintext,
      ),
    );
    return { ciphertext: encrypted.slice(0, -TAG_LENGTH), tag: encrypted.slice(-TAG_LENGTH) };
  },

  async decryptGcm(key, iv, { ciphertext, tag }, additionalData) {
    const imported = await importKey(key, 'AES-GCM', 'decrypt');
    return tryDecrypt(() =>
      crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData, tagLength: tag.length * 8 },
        imported,
        concatBytes(ciphertext, tag),
      ),
    );
  },

  async encryptCbc(key, iv, plaintext) {
    const imported = await importKey(key, 'AES-CBC', 'encrypt');
    return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, imported, plaintext));
  },

  async decryptCbc(key, iv, ciphertext) {
    const imported = await importKey(key, 'AES-CBC', 'decrypt');
    return tryDecrypt(() => crypto.subtle.decrypt({ name: 'AES-CBC', iv }, imported, ciphertext));
  },

  async wrapKey(key, inner) {
    const cek = await crypto.subtle.importKey('raw', inner, CEK_IMPORT, true, ['sign']);
    const imported = await importKey(key, 'AES-KW', 'wrapKey');
    return new Uint8Array(await crypto.subtle.wrapKey('raw', cek, imported, 'AES-KW'));
  },

  async unwrapKey(key, wrapped) {
    const imported = await importKey(key, 'AES-KW', 'unwrapKey');
    return tryDecrypt(async () =>
      crypto.subtle.exportKey(
        'raw',
        await crypto.subtle.unwrapKey('raw', wrapped, imported, 'AES-KW', CEK_IMPORT, true, ['sign']),
      ),
    );
  },
};

function importKey(key: Bytes, name: string, usage: KeyUsage): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, name, false, [usage]);
}

/** After the import, only the tag, the padding or the integrity check can fail. */
async function tryDecrypt(decrypt: () => Promise<ArrayBuffer>): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await decrypt());
  } catch {
    return undefined;
  }
}
