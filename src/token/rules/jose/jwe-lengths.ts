import { decodeLeniently } from '../../decode/base64url';
import { isJsonObject } from '../../json/read-json';
import type { JsonObject, Jwe, JweRecipient } from '../../token';
import { findPrivateMembers } from '../claims/claim-readers';
import type { Hit } from '../rule';
import type { Param } from '../../param';

/** Bytes of the key, the IV and the tag of each content encryption (RFC 7518 §5.2, §5.3). */
const contentEncryptions: ReadonlyMap<unknown, { key: number; iv: number; tag: number }> = new Map<
  unknown,
  { key: number; iv: number; tag: number }
>([
  ['A128CBC-HS256', { key: 32, iv: 16, tag: 16 }],
  ['A192CBC-HS384', { key: 48, iv: 16, tag: 24 }],
  ['A256CBC-HS512', { key: 64, iv: 16, tag: 32 }],
  ['A128GCM', { key: 16, iv: 12, tag: 16 }],
  ['A192GCM', { key: 24, iv: 12, tag: 16 }],
  ['A256GCM', { key: 32, iv: 12, tag: 16 }],
]);

/** Key type and bytes of a coordinate of the curves for ECDH-ES (RFC 7518 §6.2.1, RFC 8037 §2). */
const curves: ReadonlyMap<unknown, { kty: string; bytes: number }> = new Map<
  unknown,
  { kty: string; bytes: number }
>([
  ['P-256', { kty: 'EC', bytes: 32 }],
  ['P-384', { kty: 'EC', bytes: 48 }],
  ['P-521', { kty: 'EC', bytes: 66 }],
  ['X25519', { kty: 'OKP', bytes: 32 }],
  ['X448', { kty: 'OKP', bytes: 56 }],
]);

/** The invalid member of `epk`; `epk` itself if it's missing. */
export function findEphemeralKeyProblem(epk: unknown): string | undefined {
  if (!isJsonObject(epk)) return 'epk';
  const [secret] = findPrivateMembers(epk);
  if (secret !== undefined) return secret;
  const curve = curves.get(epk.crv);
  if (curve?.kty !== epk.kty) return 'crv';
  const coordinates = curve?.kty === 'EC' ? ['x', 'y'] : ['x'];
  return coordinates.find((name) => countBytes(epk[name]) !== curve?.bytes);
}

/** An IV or a tag whose length doesn't fit the encryption (RFC 7518 §5). */
export function findWrongLength({ header }: JweRecipient, { iv, tag }: Jwe): Hit | undefined {
  const lengths = contentEncryptions.get(header.enc);
  if (lengths === undefined) return undefined;
  // RFC 7518 §4.7.1: a key wrapped with GCM has its own IV and tag, in the header.
  const own: JsonObject = typeof header.alg === 'string' && /^A\d+GCMKW$/.test(header.alg) ? header : {};
  const found: readonly (readonly [string, number, number])[] = [
    ['iv', iv.length, lengths.iv],
    ['tag', tag.length, lengths.tag],
    ['header.iv', own.iv === undefined ? 12 : countBytes(own.iv), 12],
    ['header.tag', own.tag === undefined ? 16 : countBytes(own.tag), 16],
  ];
  const wrong = found.find(([, length, expected]) => length !== expected);
  return wrong && { params: wrong, at: wrong[0].startsWith('header') ? wrong[0] : 'header.enc' };
}

/**
 * Params for an encrypted key of the wrong length: its name, its length and the expected one. Undefined if the length
 * is right or the expected one is unknown. For a key that was tried, decryption reports the length.
 */
export function findWrongKeyLength({ header, encryptedKey }: JweRecipient): readonly Param[] | undefined {
  const content = contentEncryptions.get(header.enc)?.key;
  const alg = typeof header.alg === 'string' ? header.alg : '';
  // RFC 3394 §2.2.1: a wrapped key is eight bytes longer.
  const wrapping = /(?:^|\+)A\d+KW$/.test(alg) ? 8 : /^A\d+GCMKW$/.test(alg) ? 0 : undefined;
  return content !== undefined && wrapping !== undefined && encryptedKey.length !== content + wrapping
    ? [{ code: 'part_encrypted_key' }, { bytes: encryptedKey.length }, { bytes: content + wrapping }]
    : undefined;
}

/** Bytes of a base64url member; 0 if it isn't a string. */
export function countBytes(text: unknown): number {
  return typeof text === 'string' ? decodeLeniently(text).length : 0;
}
