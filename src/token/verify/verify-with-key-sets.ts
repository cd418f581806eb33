import type { Token } from '../token';
import type { VerifyOptions } from './check-budget';
import { addNote, createVerdict } from './create-verdict';
import type { KeySet } from './key-set';
import type { Verdict } from './verdict';
import { verify } from './verify';

/**
 * Verifies a token with published key sets, as `verify` does with a pasted key. Only the issuer's own sets can make it
 * valid or invalid: anyone can publish a key, so a match with another set is `other_key_matches`, which is unchecked.
 * Keys that the user kept for all tokens are tried first, and count only if one matches.
 *
 * Issuers rotate their keys, so a mismatch makes the token invalid only if its `kid` is in the issuer's set. Without
 * sets for the token, the verdict is that of `verify` without a key. Never uses a set for an HMAC: a published secret
 * proves nothing. The caller decides whose a set is.
 */
export async function verifyWithKeySets(
  token: Token,
  sets: readonly KeySet[],
  options: VerifyOptions = {},
): Promise<Verdict> {
  if (isHmac(token)) return verify(token, '', options);
  const kept = await verifyWithKept(token, sets, options);
  if (kept !== undefined) return kept;
  const verdicts: Verdict[] = [];
  for (const set of sets.filter(({ isIssuers }) => isIssuers)) {
    const verdict = describeIssuers(token, await verify(token, set.text, options), set);
    if (verdict.status === 'valid' || verdict.reason === 'cancelled') return verdict;
    verdicts.push(verdict);
  }
  const invalid = verdicts.find(({ status }) => status === 'invalid');
  if (invalid !== undefined) return invalid;
  for (const { text, origin, host } of sets.filter(({ isIssuers, isForAll }) => !isIssuers && !isForAll)) {
    const verdict = await verify(token, text, options);
    if (verdict.reason === 'cancelled') return verdict;
    // Each set has a limit of its own, and a token that reaches one would reach the next.
    if (verdict.reason === 'limit_reached') return verdicts[0] ?? verdict;
    if (verdict.status !== 'valid') continue;
    const { params, warnings, key } = verdict;
    const other = createVerdict('other_key_matches', [...params.slice(0, 1), host], {
      warnings,
      ...(key && { key }),
      ...(origin === 'file' && { variant: 'file_key_matches' as const }),
    });
    return { ...other, keySet: { origin, host } };
  }
  return verdicts[0] ?? verify(token, '', options);
}

/** The verdict with the first key for all tokens that matches; undefined if none does. */
async function verifyWithKept(
  token: Token,
  sets: readonly KeySet[],
  options: VerifyOptions,
): Promise<Verdict | undefined> {
  for (const { text, origin, host } of sets.filter(({ isForAll }) => isForAll)) {
    const verdict = await verify(token, text, options);
    if (verdict.reason === 'cancelled') return verdict;
    if (verdict.status === 'valid') return { ...addNote(verdict, 'key_kept'), keySet: { origin, host } };
  }
  return undefined;
}

/** RFC 7518 §3.2. */
function isHmac({ header }: Token): boolean {
  return /^HS/i.test(String(header?.['alg']));
}

/** The verdict with the issuer's own set, without a claim that a later rotation of its keys could refute. */
function describeIssuers(token: Token, verdict: Verdict, { text, origin, host }: KeySet): Verdict {
  const limited = limitMismatch(token, verdict, text);
  const others = limited.others?.map((other) => limitMismatch(token, other, text));
  const code =
    origin === 'fetched'
      ? 'issuer_keys_fetched'
      : origin === 'kept'
        ? 'issuer_keys_kept'
        : 'issuer_keys_captured';
  return { ...addNote(limited, code, [host]), ...(others && { others }), keySet: { origin, host } };
}

function limitMismatch(token: Token, verdict: Verdict, text: string): Verdict {
  // An empty signature is wrong with every key.
  if (verdict.status !== 'invalid' || verdict.reason === 'signature_empty') return verdict;
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  const kid = jws.kind === 'jws' ? jws.signatures[verdict.signature ?? 0]?.header['kid'] : undefined;
  if (typeof kid === 'string' && hasKid(text, kid)) {
    return verdict.reason === 'signature_mismatch' && verdict.variant !== 'signature_mismatch_other'
      ? { ...verdict, variant: 'signature_mismatch_issuer', params: verdict.params.slice(0, 1) }
      : verdict;
  }
  const { params, variant: _, ...rest } = verdict;
  return { ...rest, status: 'unchecked', reason: 'issuer_keys_mismatch', params: params.slice(0, 1) };
}

function hasKid(text: string, kid: string): boolean {
  const { keys } = JSON.parse(text) as { readonly keys: readonly unknown[] };
  return keys.some((key) => typeof key === 'object' && key !== null && 'kid' in key && key.kid === kid);
}
