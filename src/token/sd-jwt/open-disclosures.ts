import type { Disclosure, SdJwt } from '../token';
import { checkKeyBinding } from './check-key-binding';
import type { Disclosed } from './disclosed';
import { createDigest, findHash, type Digest } from './hash';
import { insertDisclosures } from './insert-disclosures';
import { findSaltWarnings } from './salts';

/**
 * Puts the disclosures of an SD-JWT in their places and checks its key binding: RFC 9901 §7.1 and §7.3.
 *
 * Does not check the issuer's signature (`verify` does), nor what `nonce`, `aud` and `iat` of the key binding say: only
 * the verifier that asked knows. Where RFC 9901 has the whole token refused, everything else is shown all the same and
 * the fault named: in `problem` of a disclosure, in `problems` of the key binding, in `warnings`. A digest without a
 * disclosure may be a decoy: nothing tells the two apart. Under a hash that cannot be computed nothing is opened.
 * Never throws; SHA-2 by WebCrypto.
 */
export async function openDisclosures(token: SdJwt): Promise<Disclosed> {
  const claims = token.claims ?? {};
  const hash = findHash(claims);
  const digest = createDigest(hash.webCryptoName);
  const digests =
    digest === undefined
      ? undefined
      : await Promise.all(token.disclosures.map((disclosure) => digestEach(disclosure, digest)));
  const placed = insertDisclosures(claims, token.disclosures, digests);
  const warnings = new Set([...hash.warnings, ...placed.warnings, ...findSaltWarnings(token.disclosures)]);
  const keyBinding =
    token.keyBinding === undefined
      ? undefined
      : await checkKeyBinding(token, token.keyBinding, placed.claims, digest);
  if (keyBinding?.status === 'invalid') warnings.add('SDJ-KB');
  return {
    claims: placed.claims,
    disclosures: placed.disclosures,
    undisclosed: placed.undisclosed,
    hash: hash.name,
    isHashSupported: digest !== undefined,
    warnings: [...warnings],
    ...(keyBinding !== undefined && { keyBinding }),
  };
}

/** Of the text as it was sent, and of the text in base64url where reading took a repair: the issuer may have signed either. */
function digestEach({ text, repairedText }: Disclosure, digest: Digest): Promise<readonly string[]> {
  return Promise.all([text, ...(repairedText === undefined ? [] : [repairedText])].map(digest));
}
