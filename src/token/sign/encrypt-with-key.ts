import { CompactEncrypt, type CompactJWEHeaderParameters } from 'jose';
import { describeNeeds, type Scheme } from '../decrypt/algorithms/encryption-algorithms';
import { isFitting } from '../decrypt/select-keys';
import { encryptContent } from '../decrypt/algorithms/content';
import { encodeBase64url } from '../keys/formats/encode';
import type { Key } from '../keys/key';
import type { JsonObject } from '../token';
import { selectKey, readMakingKeys } from './select-key';
import {
  encodeContent,
  type EncryptOptions,
  type Making,
  type MakingFailure,
  type TokenContent,
} from './created-token';
import { encryptCek, findRounds } from './encrypt-cek';
import { maxRounds } from '../limits';

type Bytes = Uint8Array<ArrayBuffer>;

/** RFC 7516 §5.1. */
export async function encryptWithKey(
  header: JsonObject,
  scheme: Scheme,
  plaintext: TokenContent,
  keyText: string,
  { secretEncoding }: EncryptOptions,
): Promise<Making> {
  const keys = await readMakingKeys(keyText, secretEncoding);
  if ('problem' in keys) return keys;
  const needs = describeNeeds(scheme, 'public');
  const key = selectKey(keys, header, (one) => isFitting(one, scheme), needs, 'public');
  if ('problem' in key) return key;
  const content = encodeContent(plaintext);
  const token =
    (await encryptWithJose(header, scheme, key, content)) ??
    (await encryptContentFor(header, scheme, key, content));
  return typeof token === 'string' ? { token } : token;
}

/** Undefined if jose can't: RSA1_5, X448, a short RSA key, 192-bit AES in Chromium, or a header that it rejects. */
async function encryptWithJose(
  header: JsonObject,
  { management }: Scheme,
  { publicJwk, secret }: Key,
  content: Bytes,
): Promise<string | undefined> {
  const rounds = findRounds(header);
  if (management.family === 'PBES2' && (rounds === undefined || rounds > maxRounds)) return undefined;
  try {
    const encryption = new CompactEncrypt(content).setProtectedHeader(header as CompactJWEHeaderParameters);
    if (management.family === 'PBES2' && rounds !== undefined) {
      encryption.setKeyManagementParameters({ p2c: rounds });
    }
    return await encryption.encrypt(
      publicJwk === undefined ? new Uint8Array(secret ?? []) : { ...publicJwk },
    );
  } catch {
    return undefined;
  }
}

async function encryptContentFor(
  header: JsonObject,
  scheme: Scheme,
  key: Key,
  bytes: Bytes,
): Promise<string | MakingFailure> {
  const { content } = scheme;
  const encrypted = await encryptCek(header, scheme, key);
  if ('problem' in encrypted) return encrypted;
  const encoder = new TextEncoder();
  const protectedText = encodeBase64url(
    encoder.encode(JSON.stringify({ ...header, ...encrypted.parameters })),
  );
  const iv = crypto.getRandomValues(new Uint8Array(content.ivLength));
  const compressed = header['zip'] === 'DEF' ? await deflate(bytes) : bytes;
  const aad = encoder.encode(protectedText);
  const { ciphertext, tag } = await encryptContent(content, encrypted.cek, iv, compressed, aad);
  const parts = [encrypted.encryptedKey, iv, ciphertext, tag].map(encodeBase64url);
  return [protectedText, ...parts].join('.');
}

/** RFC 1951, for `zip: DEF` (RFC 7516 §4.1.3). */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
