/** Bytes that Web Cryptography accepts: not those of a SharedArrayBuffer. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The ciphertext and the authentication tag of a JWE (RFC 7516 §5.1, step 15). */
export interface EncryptedContent {
  readonly ciphertext: Bytes;
  readonly tag: Bytes;
}

/** AES in the three modes of JOSE. Undefined means that decryption failed. Keys must have a valid length for AES. */
export interface Aes {
  readonly encryptGcm: (key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes) => Promise<EncryptedContent>;
  readonly decryptGcm: (
    key: Bytes,
    iv: Bytes,
    encrypted: EncryptedContent,
    aad: Bytes,
  ) => Promise<Bytes | undefined>;
  readonly encryptCbc: (key: Bytes, iv: Bytes, plaintext: Bytes) => Promise<Bytes>;
  readonly decryptCbc: (key: Bytes, iv: Bytes, ciphertext: Bytes) => Promise<Bytes | undefined>;
  readonly wrapKey: (key: Bytes, inner: Bytes) => Promise<Bytes>;
  readonly unwrapKey: (key: Bytes, wrapped: Bytes) => Promise<Bytes | undefined>;
}
