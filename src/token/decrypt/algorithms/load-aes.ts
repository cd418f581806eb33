import type { Aes, Bytes } from './aes';

/**
 * The runtime's AES if it supports keys of this length, otherwise a library's. Chromium has no 192-bit AES: importing
 * such a key fails with "192-bit AES keys are not supported" (crbug.com/533699). Remove this when it does.
 */
export async function loadAes(key: Bytes): Promise<Aes> {
  try {
    await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  } catch {
    return (await import('./library-aes')).libraryAes;
  }
  return (await import('./native-aes')).nativeAes;
}
