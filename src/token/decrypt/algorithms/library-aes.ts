import { aeskw, cbc, gcm } from '@noble/ciphers/aes.js';
import { concatBytes } from '@noble/ciphers/utils.js';
import type { Aes, Bytes } from './aes';

const TAG_LENGTH = 16;

/** AES of @noble/ciphers, for keys that the runtime doesn't support. */
export const libraryAes: Aes = {
  async encryptGcm(key, iv, plaintext, aad) {
    const encrypted = new Uint8Array(gcm(key, iv, aad).encrypt(plaintext));
    return { ciphertext: encrypted.slice(0, -TAG_LENGTH), tag: encrypted.slice(-TAG_LENGTH) };
  },
  decryptGcm: (key, iv, { ciphertext, tag }, aad) =>
    tryDecrypt(() => gcm(key, iv, aad).decrypt(concatBytes(ciphertext, tag))),
  encryptCbc: async (key, iv, plaintext) => new Uint8Array(cbc(key, iv).encrypt(plaintext)),
  decryptCbc: (key, iv, ciphertext) => tryDecrypt(() => cbc(key, iv).decrypt(ciphertext)),
  wrapKey: async (key, inner) => new Uint8Array(aeskw(key).encrypt(inner)),
  unwrapKey: (key, wrapped) => tryDecrypt(() => aeskw(key).decrypt(wrapped)),
};

async function tryDecrypt(decrypt: () => Uint8Array): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(decrypt());
  } catch {
    return undefined;
  }
}
