export type Bytes = Uint8Array<ArrayBuffer>;

export interface EncryptedEntry {
  readonly ciphertext: Bytes;
  readonly tag: Bytes;
}

/** AES in the three modes of JOSE. Undefined is what does not open. Keys have a length that AES has. */
export interface Aes {
  readonly sealGcm: (key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes) => Promise<EncryptedEntry>;
  readonly openGcm: (key: Bytes, iv: Bytes, sealed: EncryptedEntry, aad: Bytes) => Promise<Bytes | undefined>;
  readonly encryptCbc: (key: Bytes, iv: Bytes, plaintext: Bytes) => Promise<Bytes>;
  readonly decryptCbc: (key: Bytes, iv: Bytes, ciphertext: Bytes) => Promise<Bytes | undefined>;
  readonly wrapKey: (key: Bytes, inner: Bytes) => Promise<Bytes>;
  readonly unwrapKey: (key: Bytes, wrapped: Bytes) => Promise<Bytes | undefined>;
}
