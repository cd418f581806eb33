import { isJsonObject } from '../json/read-json';
import { addKeyProblems } from '../keys/key-problems';
import { readJwk } from '../keys/jwk';
import type { Key, KeysRead } from '../keys/key';
import { readX5c } from '../keys/formats/x5c';
import type { JsonObject } from '../token';

/**
 * Types of tokens that contain the key they are signed with, lower case and without `application/` (RFC 7515 §4.1.9).
 */
const PROOF_TYPES: ReadonlySet<string> = new Set([
  'dpop+jwt', // RFC 9449 §4.2
  'openid4vci-proof+jwt', // OpenID for Verifiable Credential Issuance 1.0, appendix F.1
  'key-attestation+jwt', // the same, appendix D.1
  'keyattestation+jwt', // the same, in drafts
  'wpt+jwt', // draft-ietf-wimse-s2s-protocol
  'pop+jwt',
]);

/**
 * The public key in a header, `jwk` or the first certificate of `x5c`. Never a secret, which every reader could use.
 */
export async function readOwnKey({ jwk, x5c }: JsonObject): Promise<KeysRead | undefined> {
  const key = isJsonObject(jwk)
    ? readJwk(jwk, 'embedded')
    : x5c === undefined
      ? undefined
      : await readX5c(x5c, 'x5c');
  if (key === undefined || 'why' in key || key.kty === 'oct') return undefined;
  const { privateJwk: _leaked, ...own } = await addKeyProblems(key);
  return { keys: [own satisfies Key], unread: [], form: own.form, problems: [] };
}

/** The header's `typ`, if that type of token contains its own key by design. */
export function findProofType({ typ }: JsonObject): string | undefined {
  if (typeof typ !== 'string') return undefined;
  const name = typ.toLowerCase().replace(/^application\//, '');
  return PROOF_TYPES.has(name) ? name : undefined;
}
