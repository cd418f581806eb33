export type Bytes = Uint8Array<ArrayBuffer>;

export interface Sealed {
  readonly ciphertext: Bytes;
  readonly tag: Bytes;
}

/** AES in the three modes of JOSE. Undefined is what does not open. Keys have a length that AES has. */
export interface Aes {
  readonly sealGcm: (key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes) => Promise<Sealed>;
  readonly openGcm: (key: Bytes, iv: Bytes, sealed: Sealed, aad: Bytes) => Promise<Bytes | undefined>;
  readonly encryptCbc: (key: Bytes, iv: Bytes, plaintext: Bytes) => Promise<Bytes>;
  readonly decryptCbc: (key: Bytes, iv: Bytes, ciphertext: Bytes) => Promise<Bytes | undefined>;
  readonly wrapKey: (key: Bytes, inner: Bytes) => Promise<Bytes>;
  readonly unwrapKey: (key: Bytes, wrapped: Bytes) => Promise<Bytes | undefined>;
}

/**
 * The runtime's AES where it takes a key of this length, else a library's. Chromium has no AES of 192 bits: importing
 * such a key fails with "192-bit AES keys are not supported" (crbug.com/533699). May go when it does.
 */
export async function loadAes(key: Bytes): Promise<Aes> {
  try {
    await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  } catch {
    return (await import('./library-aes')).libraryAes;
  }
  return (await import('./native-aes')).nativeAes;
}
