import { decodeLeniently } from '../../decode/base64url';
import type { JsonObject } from '../../token';
import type { KeyForm, Key } from '../key';
import { hasNumbers, readAbout, type Unread } from '../jwk';
import { MAX_CERTIFICATES } from '../../limits';
import { readBareDer } from './pem';

/** The certificates of an `x5c`, leaf first (RFC 7517 §4.7): a key with its chain, or why there is none. */
export async function readX5c(x5c: unknown, form: KeyForm): Promise<Key | Unread> {
  if (!Array.isArray(x5c) || x5c.length === 0) return { why: { code: 'key_problem_x5c_not_list' } };
  const certificates = [];
  let leaf: Key | undefined;
  for (const text of x5c.slice(0, MAX_CERTIFICATES)) {
    const der = typeof text === 'string' ? decodeLeniently(text.replace(/\s+/g, '')) : undefined;
    const read = der && (await readBareDer(der));
    if (read === undefined || 'why' in read || read.certificates === undefined) {
      return { why: { code: 'key_problem_x5c_entry', params: [certificates.length + 1] } };
    }
    leaf ??= read;
    certificates.push(...read.certificates);
  }
  return leaf === undefined ? { why: { code: 'key_problem_x5c_empty' } } : { ...leaf, form, certificates };
}

/** Adds what the `x5c` of a JWK says to its key, or makes the key of it where the JWK has no numbers of its own. */
export async function addCertificates(
  key: Key | Unread,
  jwk: JsonObject,
  form: KeyForm,
): Promise<Key | Unread> {
  if (jwk.x5c === undefined) return key;
  const held = await readX5c(jwk.x5c, form);
  if ('why' in key) {
    if ('why' in held || held.kty !== jwk.kty) return key;
    const made = { ...held, ...readAbout(jwk) };
    // Numbers that cannot be read are not those of the certificate.
    return hasNumbers(jwk) || !isThumbprintRight(made, held) ? { ...made, faults: ['X5C-MISMATCH'] } : made;
  }
  if ('why' in held) return { ...key, faults: [...key.faults, 'X5C-MISMATCH'] };
  const isSameKey = isSamePublicKey(key, held);
  return {
    ...key,
    ...(held.x5t !== undefined && key.x5t === undefined && { x5t: held.x5t }),
    ...(held.x5tS256 !== undefined && key.x5tS256 === undefined && { x5tS256: held.x5tS256 }),
    ...(held.certificates && { certificates: held.certificates }),
    // RFC 7517 §4.7: the key of the first certificate must be the key of the JWK.
    faults: isSameKey && isThumbprintRight(key, held) ? key.faults : [...key.faults, 'X5C-MISMATCH'],
  };
}

/** RFC 7517 §4.8 and §4.9. */
function isThumbprintRight({ x5t, x5tS256 }: Key, held: Key): boolean {
  return (x5t ?? held.x5t) === held.x5t && (x5tS256 ?? held.x5tS256) === held.x5tS256;
}

function isSamePublicKey({ publicJwk: one }: Key, { publicJwk: other }: Key): boolean {
  return one !== undefined && Object.entries(one).every(([name, value]) => other?.[name] === value);
}
