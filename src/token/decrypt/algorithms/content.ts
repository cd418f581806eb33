import { concatBytes, equalBytes } from '@noble/ciphers/utils.js';
import type { Bytes, EncryptedContent } from './aes';
import { loadAes } from './load-aes';
import type { ContentEncryption, Hash } from './encryption-algorithms';

/** The plaintext; undefined if the key, the IV, the tag or the additional data is wrong. */
export async function openContent(
  { hash }: ContentEncryption,
  cek: Bytes,
  iv: Bytes,
  encrypted: EncryptedContent,
  aad: Bytes,
): Promise<Bytes | undefined> {
  if (hash === undefined) return (await loadAes(cek)).decryptGcm(cek, iv, encrypted, aad);
  const [macKey, encryptionKey] = splitKey(cek);
  // RFC 7518 §5.2.2.2: the tag is checked before the padding, so that the padding reveals nothing.
  const tag = await createTag(hash, macKey, iv, encrypted.ciphertext, aad);
  if (!equalBytes(tag, encrypted.tag)) return undefined;
  return (await loadAes(encryptionKey)).decryptCbc(encryptionKey, iv, encrypted.ciphertext);
}

/** RFC 7518 §5.2.2.1 and §5.3. */
export async function encryptContent(
  { hash }: ContentEncryption,
  cek: Bytes,
  iv: Bytes,
  plaintext: Bytes,
  aad: Bytes,
): Promise<EncryptedContent> {
  if (hash === undefined) return (await loadAes(cek)).encryptGcm(cek, iv, plaintext, aad);
  const [macKey, encryptionKey] = splitKey(cek);
  const ciphertext = await (await loadAes(encryptionKey)).encryptCbc(encryptionKey, iv, plaintext);
  return { ciphertext, tag: await createTag(hash, macKey, iv, ciphertext, aad) };
}

/** RFC 7518 §5.2.2.1: the first part is for HMAC, the second for AES. */
function splitKey(cek: Bytes): readonly [Bytes, Bytes] {
  const size = cek.length / 2;
  return [cek.slice(0, size), cek.slice(size)];
}

/** HMAC over the additional data, the IV, the ciphertext and the bit length of the additional data, truncated. */
async function createTag(
  hash: Hash,
  macKey: Bytes,
  iv: Bytes,
  ciphertext: Bytes,
  aad: Bytes,
): Promise<Bytes> {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setBigUint64(0, BigInt(aad.length) * 8n);
  const key = await crypto.subtle.importKey('raw', macKey, { name: 'HMAC', hash }, false, ['sign']);
  const data = concatBytes(aad, iv, ciphertext, new Uint8Array(bits.buffer));
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
  return mac.slice(0, mac.length / 2);
}
