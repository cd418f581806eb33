import { aeskw, cbc, gcm } from '@noble/ciphers/aes.js';
import { concatBytes } from '@noble/ciphers/utils.js';
import type { Aes, Bytes } from './aes';

const TAG_LENGTH = 16;

/** AES of @noble/ciphers, for keys that the runtime does not take. */
export const libraryAes: Aes = {
  async sealGcm(key, iv, plaintext, aad) {
    const sealed = new Uint8Array(gcm(key, iv, aad).encrypt(plaintext));
    return { ciphertext: sealed.slice(0, -TAG_LENGTH), tag: sealed.slice(-TAG_LENGTH) };
  },
  openGcm: (key, iv, { ciphertext, tag }, aad) =>
    attempt(() => gcm(key, iv, aad).decrypt(concatBytes(ciphertext, tag))),
  encryptCbc: async (key, iv, plaintext) => new Uint8Array(cbc(key, iv).encrypt(plaintext)),
  decryptCbc: (key, iv, ciphertext) => attempt(() => cbc(key, iv).decrypt(ciphertext)),
  wrapKey: async (key, inner) => new Uint8Array(aeskw(key).encrypt(inner)),
  unwrapKey: (key, wrapped) => attempt(() => aeskw(key).decrypt(wrapped)),
};

async function attempt(decrypt: () => Uint8Array): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(decrypt());
  } catch {
    return undefined;
  }
}
