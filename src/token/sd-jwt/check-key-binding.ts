import { isJsonObject } from '../json/read-json';
import { toBase64url } from '../decode/repair';
import type { JsonObject, SdJwt, Token } from '../token';
import type { Verdict, VerdictReason } from '../verify/verdict';
import { verify } from '../verify/verify';
import type { KeyBinding, KeyBindingProblem } from './disclosed';
import type { Digest } from './hash';
import { createKeyBindingResult } from './decide-key-binding';

/** Verdicts without a comparison that still prove that the holder's key didn't sign: RFC 9901 §4.3 forbids `none`. */
const NOT_SIGNED_BY_KEY: ReadonlySet<VerdictReason> = new Set([
  'alg_none',
  'key_wrong_kind',
  'key_not_for_this',
]);

/**
 * Checks a key binding JWT as far as possible without the verifier who asked for it (RFC 9901 §7.3): its type, its
 * claims, `sd_hash`, and its signature with the key in `cnf.jwk`. Doesn't check whether the issuer signed that key.
 */
export async function checkKeyBinding(
  token: SdJwt,
  keyBinding: Token,
  issuerClaims: JsonObject,
  digest: Digest | undefined,
): Promise<KeyBinding> {
  const key = findHolderKey(issuerClaims);
  const verdict = await verify(keyBinding, typeof key === 'string' ? '' : JSON.stringify(key));
  if (keyBinding.kind !== 'jws') return { ...createKeyBindingResult(['malformed']), verdict };
  const { header, claims } = keyBinding;
  const problems: KeyBindingProblem[] = [];
  if (claims === undefined) problems.push('malformed');
  // RFC 9901 §4.3; media types are case-insensitive (RFC 7515 §4.1.9).
  if (typeof header.typ !== 'string' || !/^(?:application\/)?kb\+jwt$/i.test(header.typ))
    problems.push('typ');
  if (digest === undefined) problems.push('hash_unsupported');
  else {
    const hashes = await Promise.all(listPresented(token).map(digest));
    if (!hashes.some((hash) => hash === claims?.['sd_hash'])) problems.push('sd_hash');
  }
  if (claims === undefined || !hasItsClaims(claims)) problems.push('claims');
  const signature = typeof key === 'string' ? key : findSignatureProblem(verdict);
  if (signature !== undefined) problems.push(signature);
  return { ...createKeyBindingResult(problems), verdict, ...(claims !== undefined && { claims }) };
}

function findSignatureProblem({ status, reason, key }: Verdict): KeyBindingProblem | undefined {
  if (status === 'invalid' || NOT_SIGNED_BY_KEY.has(reason)) return 'signature';
  // With a private key in the token, anyone who reads the token can sign.
  if (key !== undefined && (key.form !== 'jwk' || key.privatePasted === true)) return 'cnf_not_public_jwk';
  return status === 'valid' ? undefined : 'signature_unchecked';
}

function hasItsClaims({ iat, nonce, aud }: JsonObject): boolean {
  return typeof iat === 'number' && typeof nonce === 'string' && typeof aud === 'string';
}

/**
 * The holder's public key in the issuer's claims (RFC 7800 §3.2), or why there is none. A shared key in the token
 * proves nothing, since anyone who reads it can sign (§3.3 requires it to be encrypted).
 */
function findHolderKey({ cnf }: JsonObject): JsonObject | 'no_cnf' | 'cnf_not_public_jwk' {
  if (!isJsonObject(cnf) || cnf.jwk === undefined) return 'no_cnf';
  const { jwk } = cnf;
  // Other JSON could also be read as a key: a set, a DID document, a map of certificates (RFC 7517 §4.1).
  return isJsonObject(jwk) && typeof jwk.kty === 'string' && jwk.kty !== 'oct' && !('keys' in jwk)
    ? jwk
    : 'cnf_not_public_jwk';
}

/**
 * The texts that `sd_hash` can cover: the SD-JWT up to and including its last tilde (RFC 9901 §4.3.1), as received and,
 * if it was repaired, in base64url. In JSON serialization, its parts are first combined in compact form (§8.1).
 */
function listPresented({ raw, serialization, received, jws, disclosures }: SdJwt): readonly string[] {
  if (serialization === 'compact') {
    return [received?.text ?? raw, raw].map((text) => text.slice(0, text.lastIndexOf('~') + 1));
  }
  const parts = JSON.parse(raw) as { signature?: string; signatures?: readonly { signature: string }[] };
  const signature = parts.signature ?? parts.signatures?.[0]?.signature ?? '';
  const [first] = jws.signatures;
  const { protectedText = '', receivedProtectedText = protectedText } = first ?? {};
  const { payloadText, receivedPayloadText = payloadText } = jws;
  const combine = (header: string, payload: string, end: string, texts: readonly string[]) =>
    `${[`${header}.${payload}.${end}`, ...texts].join('~')}~`;
  return [
    combine(
      receivedProtectedText,
      receivedPayloadText,
      signature,
      disclosures.map(({ text }) => text),
    ),
    combine(
      protectedText,
      payloadText,
      toBase64url(signature),
      disclosures.map(({ text, repairedText = text }) => repairedText),
    ),
  ];
}
