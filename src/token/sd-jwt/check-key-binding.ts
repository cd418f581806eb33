import { isJsonObject } from '../json';
import { toBase64url } from '../repair';
import type { JsonObject, SdJwt, Token } from '../token';
import type { VerdictReason } from '../verdict';
import { verify } from '../verify/verify';
import type { Disclosed, KeyBindingProblem } from './disclosed';
import type { Digest } from './hash';

/** Unchecked, and yet not signed with the key: RFC 9901 §4.3 has `none` refused. */
const NOT_BY_KEY: ReadonlySet<VerdictReason> = new Set(['alg_none', 'key_wrong_kind', 'key_not_for_this']);

/** Checks a key binding JWT as far as it can be without the verifier who asked for it (RFC 9901 §7.3). */
export async function checkKeyBinding(
  token: SdJwt,
  keyBinding: Token,
  issuerClaims: JsonObject,
  digest: Digest | undefined,
): Promise<NonNullable<Disclosed['keyBinding']>> {
  const key = findHolderKey(issuerClaims);
  const verdict = await verify(keyBinding, key === undefined ? '' : JSON.stringify(key));
  if (keyBinding.kind !== 'jws') return { problems: ['malformed'], verdict };
  const { header, claims } = keyBinding;
  const problems: KeyBindingProblem[] = [];
  if (claims === undefined) problems.push('malformed');
  // RFC 9901 §4.3; a media type is named in any letter case (RFC 7515 §4.1.9).
  if (typeof header.typ !== 'string' || !/^(?:application\/)?kb\+jwt$/i.test(header.typ))
    problems.push('typ');
  if (digest !== undefined) {
    const hashes = await Promise.all(listPresented(token).map(digest));
    if (!hashes.some((hash) => hash === claims?.['sd_hash'])) problems.push('sd_hash');
  }
  if (claims === undefined || !hasItsClaims(claims)) problems.push('claims');
  if (key === undefined) problems.push('no_cnf');
  else if (verdict.status === 'invalid' || NOT_BY_KEY.has(verdict.reason)) problems.push('signature');
  return { problems, verdict, ...(claims !== undefined && { claims }) };
}

function hasItsClaims({ iat, nonce, aud }: JsonObject): boolean {
  return typeof iat === 'number' && typeof nonce === 'string' && typeof aud === 'string';
}

/**
 * The holder's key as the issuer names it (RFC 7800 §3.2). A shared one that stands in the token binds nobody: whoever
 * reads it can sign (§3.3 has it encrypted).
 */
function findHolderKey({ cnf }: JsonObject): JsonObject | undefined {
  const key = isJsonObject(cnf) ? cnf.jwk : undefined;
  return isJsonObject(key) && key.kty !== 'oct' ? key : undefined;
}

/**
 * What `sd_hash` is of: the SD-JWT up to and with its last tilde (RFC 9901 §4.3.1), as it was received and, where it was
 * repaired to be read, in base64url. In JSON serialization its parts are put together in the compact form first (§8.1).
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
  const join = (header: string, payload: string, end: string, texts: readonly string[]) =>
    `${[`${header}.${payload}.${end}`, ...texts].join('~')}~`;
  return [
    join(
      receivedProtectedText,
      receivedPayloadText,
      signature,
      disclosures.map(({ text }) => text),
    ),
    join(
      protectedText,
      payloadText,
      toBase64url(signature),
      disclosures.map(({ text, repairedText = text }) => repairedText),
    ),
  ];
}
