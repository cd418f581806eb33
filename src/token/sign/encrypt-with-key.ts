import type { Scheme } from '../decrypt/algorithms/algorithms';
import { isFitting } from '../decrypt/select-keys';
import { encryptContent } from '../decrypt/algorithms/content';
import { encodeBase64url } from '../keys/formats/encode';
import type { JsonObject } from '../token';
import { selectKey, readMakingKeys } from './select-key';
import { deflate } from './deflate';
import { encodeContent, type EncryptOptions, type TokenContent, type Making } from './created-token';
import { encryptCek } from './encrypt-cek';

/** RFC 7516 §5.1. */
export async function encryptWithKey(
  header: JsonObject,
  scheme: Scheme,
  plaintext: TokenContent,
  keyText: string,
  { secretEncoding }: EncryptOptions,
): Promise<Making> {
  const { content, management } = scheme;
  const keys = await readMakingKeys(keyText, secretEncoding);
  if ('problem' in keys) return keys;
  const needs =
    management.family === 'dir'
      ? `a shared key of ${content.cekLength * 8} bits`
      : management.needs.replace('private key', 'key');
  const key = selectKey(keys, header, (one) => isFitting(one, scheme), needs, 'public');
  if ('problem' in key) return key;
  const sealed = await encryptCek(header, scheme, key);
  if ('problem' in sealed) return sealed;

  const encoder = new TextEncoder();
  const protectedText = encodeBase64url(encoder.encode(JSON.stringify({ ...header, ...sealed.parameters })));
  const iv = crypto.getRandomValues(new Uint8Array(content.ivLength));
  const bytes = encodeContent(plaintext);
  const compressed = header['zip'] === 'DEF' ? await deflate(bytes) : bytes;
  const aad = encoder.encode(protectedText);
  const { ciphertext, tag } = await encryptContent(content, sealed.cek, iv, compressed, aad);
  const parts = [sealed.encryptedKey, iv, ciphertext, tag].map(encodeBase64url);
  return { token: [protectedText, ...parts].join('.') };
}
