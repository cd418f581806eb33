import type { Disclosure, SdJwt } from '../token';
import { checkKeyBinding } from './check-key-binding';
import type { Disclosed } from './disclosed';
import { createDigest, findHash, type Digest } from './hash';
import { insertDisclosures } from './insert-disclosures';
import { findSaltWarnings } from './salts';

/**
 * Inserts the disclosures of an SD-JWT into its claims and checks its key binding: RFC 9901 §7.1 and §7.3.
 *
 * Doesn't verify the issuer's signature (`verify` does), or the `nonce`, `aud` and `iat` of the key binding, which only
 * the verifier can check. If RFC 9901 requires rejecting the token, everything else is still returned, with the
 * problem: in `problem` of a disclosure, in `problems` of the key binding, or in `warnings`. A digest without a
 * disclosure may be a decoy; the two can't be distinguished. With an unsupported hash, nothing is opened. Never throws;
 * computes SHA-2 with WebCrypto.
 */
export async function openDisclosures(token: SdJwt): Promise<Disclosed> {
  const claims = token.claims ?? {};
  const hash = findHash(claims);
  const digest = createDigest(hash.webCryptoName);
  const digests =
    digest === undefined
      ? undefined
      : await Promise.all(token.disclosures.map((disclosure) => digestEach(disclosure, digest)));
  const inserted = insertDisclosures(claims, token.disclosures, digests);
  const warnings = new Set([...hash.warnings, ...inserted.warnings, ...findSaltWarnings(token.disclosures)]);
  const keyBinding =
    token.keyBinding === undefined
      ? undefined
      : await checkKeyBinding(token, token.keyBinding, inserted.claims, digest);
  if (keyBinding?.status === 'invalid') warnings.add('SDJ-KB');
  return {
    claims: inserted.claims,
    disclosures: inserted.disclosures,
    undisclosed: inserted.undisclosed,
    hash: hash.name,
    isHashSupported: digest !== undefined,
    warnings: [...warnings],
    ...(keyBinding !== undefined && { keyBinding }),
  };
}

/** Digests of the text as received and, if it was repaired, in base64url: the issuer may have signed either. */
function digestEach({ text, repairedText }: Disclosure, digest: Digest): Promise<readonly string[]> {
  return Promise.all([text, ...(repairedText === undefined ? [] : [repairedText])].map(digest));
}
