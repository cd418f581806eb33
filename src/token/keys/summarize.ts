import { calculateJwkThumbprint } from 'jose';
import type { KeySummary, Key, PublicJwk } from './key';
import { describeSize } from './words';

/** Describes a key for display. Never includes a secret, or anything that would help to guess one. */
export async function summarizeKey(key: Key, candidates: number): Promise<KeySummary> {
  const { form, kty, publicJwk, privateJwk, kid, alg, certificates } = key;
  const { secretEncoding, secretHasLineBreak, secretPart } = key;
  return {
    form,
    kind: kty,
    ...(kid !== undefined && { kid }),
    ...(alg !== undefined && { alg }),
    size: describeSize(key),
    ...(publicJwk && { thumbprint: await computeThumbprint(publicJwk) }),
    ...(secretEncoding !== undefined && { secretEncoding }),
    ...(secretHasLineBreak && { secretHasLineBreak }),
    ...(secretPart && { secretPart }),
    ...(privateJwk && { privatePasted: true }),
    ...(certificates && { certificates }),
    candidates,
  };
}

/** RFC 7638 §3 with SHA-256; for AKP, RFC 9964 §4. */
export function computeThumbprint(jwk: PublicJwk): Promise<string> {
  return calculateJwkThumbprint({ ...jwk });
}

/**
 * The summary of a key that decrypted. It isn't marked as a pasted private key, because only a private key decrypts.
 */
export async function summarizeUsedKey(key: Key, candidates: number): Promise<KeySummary> {
  const { privatePasted: _, ...summary } = await summarizeKey(key, candidates);
  return summary;
}
