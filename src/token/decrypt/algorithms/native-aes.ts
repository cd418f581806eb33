import { concatBytes } from '@noble/ciphers/utils.js';
import type { Aes, Bytes } from './aes';

const TAG_LENGTH = 16;
/** AES-KW wraps keys, not bytes: the content encryption key goes by as one for HMAC, which may have any length. */
const CARRIER = { name: 'HMAC', hash: 'SHA-256' };

/** AES of Web Cryptography. */
export const nativeAes: Aes = {
  async sealGcm(key, iv, plaintext, additionalData) {
    const sealed = new Uint8Array(
      await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData },
        await importKey(key, 'AES-GCM', 'encrypt'),
        plaintext,
      ),
    );
    return { ciphertext: sealed.slice(0, -TAG_LENGTH), tag: sealed.slice(-TAG_LENGTH) };
  },

  async openGcm(key, iv, { ciphertext, tag }, additionalData) {
    const imported = await importKey(key, 'AES-GCM', 'decrypt');
    return attempt(() =>
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
    return attempt(() => crypto.subtle.decrypt({ name: 'AES-CBC', iv }, imported, ciphertext));
  },

  async wrapKey(key, inner) {
    const carried = await crypto.subtle.importKey('raw', inner, CARRIER, true, ['sign']);
    const imported = await importKey(key, 'AES-KW', 'wrapKey');
    return new Uint8Array(await crypto.subtle.wrapKey('raw', carried, imported, 'AES-KW'));
  },

  async unwrapKey(key, wrapped) {
    const imported = await importKey(key, 'AES-KW', 'unwrapKey');
    return attempt(async () =>
      crypto.subtle.exportKey(
        'raw',
        await crypto.subtle.unwrapKey('raw', wrapped, imported, 'AES-KW', CARRIER, true, ['sign']),
      ),
    );
  },
};

function importKey(key: Bytes, name: string, usage: KeyUsage): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, name, false, [usage]);
}

/** Once the key is imported, all that can fail is the tag, the padding or the integrity check. */
async function attempt(decrypt: () => Promise<ArrayBuffer>): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await decrypt());
  } catch {
    return undefined;
  }
}
