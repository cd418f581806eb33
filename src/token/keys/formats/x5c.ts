import { decodeLeniently } from '../../decode/base64url';
import type { JsonObject } from '../../token';
import type { KeyForm, Key } from '../key';
import { hasNumbers, readAbout, type Unread } from '../jwk';
import { maxCertificates } from '../../limits';
import { readBareDer } from './pem';

/** RFC 7517 §4.7 has no armor, but some issuers publish it. */
const ARMOR = /-----(?:BEGIN|END) CERTIFICATE-----/g;

/** The certificates of an `x5c`, leaf first (RFC 7517 §4.7): a key with its chain, or why it can't be read. */
export async function readX5c(x5c: unknown, form: KeyForm): Promise<Key | Unread> {
  if (!Array.isArray(x5c) || x5c.length === 0) return { why: { code: 'key_problem_x5c_not_list' } };
  const certificates = [];
  const keys: Key[] = [];
  for (const text of x5c.slice(0, maxCertificates)) {
    const der =
      typeof text === 'string' ? decodeLeniently(text.replace(ARMOR, '').replace(/\s+/g, '')) : undefined;
    const read = der && (await readBareDer(der));
    if (read === undefined || 'why' in read || read.certificates === undefined) {
      return { why: { code: 'key_problem_x5c_entry', params: [certificates.length + 1] } };
    }
    keys.push(read);
    certificates.push(...read.certificates);
  }
  const [leaf, ...chainKeys] = keys;
  return leaf === undefined
    ? { why: { code: 'key_problem_x5c_empty' } }
    : { ...leaf, form, certificates, ...(chainKeys.length > 0 && { chainKeys }) };
}

/** Adds the certificates of a JWK's `x5c` to its key, or takes the key from them if the JWK has no numbers. */
export async function addCertificates(
  key: Key | Unread,
  jwk: JsonObject,
  form: KeyForm,
): Promise<Key | Unread> {
  if (jwk.x5c === undefined) return key;
  const certified = await readX5c(jwk.x5c, form);
  if ('why' in key) {
    if ('why' in certified || certified.kty !== jwk.kty) return key;
    const made = { ...certified, ...readAbout(jwk) };
    // Unreadable numbers can't match the certificate.
    return hasNumbers(jwk) || !isThumbprintRight(made, certified)
      ? { ...made, problems: ['X5C-MISMATCH'] }
      : made;
  }
  if ('why' in certified) return { ...key, problems: [...key.problems, 'X5C-MISMATCH'] };
  const isSameKey = isSamePublicKey(key, certified);
  return {
    ...key,
    ...(certified.x5t !== undefined && key.x5t === undefined && { x5t: certified.x5t }),
    ...(certified.x5tS256 !== undefined && key.x5tS256 === undefined && { x5tS256: certified.x5tS256 }),
    ...(isSameKey && certified.restriction && { restriction: certified.restriction }),
    ...(certified.certificates && { certificates: certified.certificates }),
    // RFC 7517 §4.7: the key of the first certificate must be the key of the JWK.
    problems:
      isSameKey && isThumbprintRight(key, certified) ? key.problems : [...key.problems, 'X5C-MISMATCH'],
  };
}

/** RFC 7517 §4.8 and §4.9. */
function isThumbprintRight({ x5t, x5tS256 }: Key, certified: Key): boolean {
  return (x5t ?? certified.x5t) === certified.x5t && (x5tS256 ?? certified.x5tS256) === certified.x5tS256;
}

function isSamePublicKey({ publicJwk: one }: Key, { publicJwk: other }: Key): boolean {
  return one !== undefined && Object.entries(one).every(([name, value]) => other?.[name] === value);
}
