import { decodeLeniently } from '../../decode/base64url';
import { isJsonObject } from '../../json/read-json';
import type { JsonObject, Jwe, JweRecipient } from '../../token';
import { findPrivateMembers } from '../claims/claim-readers';
import type { Hit } from '../rule';

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

/** Why an ephemeral key can't be used: it's missing, has a private member, or has an invalid one (RFC 7518 §4.6.1.1). */
export function findEphemeralKeyProblem(epk: unknown): Hit | undefined {
  const at = 'header.epk';
  if (!isJsonObject(epk)) return { variant: 'missing', at };
  const secrets = findPrivateMembers(epk);
  // With the private key, anyone can compute the shared secret.
  if (secrets.length > 0) return { variant: 'private', params: [secrets], at, severity: 'high' };
  const curve = curves.get(epk.crv);
  const coordinates = curve?.kty === 'EC' ? ['x', 'y'] : ['x'];
  const wrong =
    curve?.kty === epk.kty ? coordinates.filter((name) => countBytes(epk[name]) !== curve?.bytes) : ['crv'];
  return wrong.length === 0 ? undefined : { variant: 'invalid', params: [wrong], at };
}

/** An IV or a tag whose length doesn't fit the encryption (RFC 7518 §5). */
export function findWrongLength({ header }: JweRecipient, { iv, tag }: Jwe): Hit | undefined {
  const lengths = contentEncryptions.get(header.enc);
  if (lengths === undefined) return undefined;
  // RFC 7518 §4.7.1: a key wrapped with GCM has its own IV and tag, in the header.
  const own: JsonObject = typeof header.alg === 'string' && /^A\d+GCMKW$/.test(header.alg) ? header : {};
  const found = [
    { variant: 'iv', at: 'iv', length: iv.length, needed: lengths.iv },
    { variant: 'tag', at: 'tag', length: tag.length, needed: lengths.tag },
    { variant: 'iv', at: 'header.iv', length: own.iv === undefined ? 12 : countBytes(own.iv), needed: 12 },
    {
      variant: 'tag',
      at: 'header.tag',
      length: own.tag === undefined ? 16 : countBytes(own.tag),
      needed: 16,
    },
  ].find(({ length, needed }) => length !== needed);
  return (
    found && {
      variant: found.variant,
      at: found.at,
      params: [{ bytes: found.length }, { bytes: found.needed }],
    }
  );
}

/** An encrypted key whose length doesn't fit the algorithms; undefined if the expected length is unknown. */
export function findWrongKeyLength({ header, encryptedKey }: JweRecipient): Hit | undefined {
  const content = contentEncryptions.get(header.enc)?.key;
  const alg = typeof header.alg === 'string' ? header.alg : '';
  // RFC 3394 §2.2.1: a wrapped key is eight bytes longer.
  const wrapping = /(?:^|\+)A\d+KW$/.test(alg) ? 8 : /^A\d+GCMKW$/.test(alg) ? 0 : undefined;
  return content !== undefined && wrapping !== undefined && encryptedKey.length !== content + wrapping
    ? { at: 'header.enc', params: [{ bytes: encryptedKey.length }, { bytes: content + wrapping }] }
    : undefined;
}

/** Bytes of a base64url member; 0 if it isn't a string. */
export function countBytes(text: unknown): number {
  return typeof text === 'string' ? decodeLeniently(text).length : 0;
}
