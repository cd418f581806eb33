import type { Aes, Bytes } from './aes';

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
