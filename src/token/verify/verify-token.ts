import { hasPlaceholderSignature } from '../decode/placeholder';
import { maxKeyLength } from '../limits';
import type { Jws, JwsSignature, Token } from '../token';
import { quoteForSentence } from '../wording';
import { findAlgorithm, isSameAlgorithm, type Algorithm } from './algorithms/signature-algorithms';
import { findAliased } from './algorithms/algorithm-aliases';
import { CheckBudget, type VerifyOptions } from './check-budget';
import type { checkSignature } from './check-signature';
import { addNote, createVerdict } from './create-verdict';
import type { Verdict, VerdictStatus } from './verdict';

/** Loaded when a key is first needed, and stored, because awaiting a promise costs time. */
let check: typeof checkSignature | undefined;

/** `verify` itself: what is known without trying a key, then the check. */
export function verifyToken(token: Token, keyText: string, options: VerifyOptions): Promise<Verdict> {
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  if (jws.kind !== 'jws') return Promise.resolve(createVerdict('not_a_jws'));
  if (hasPlaceholderSignature(jws)) return Promise.resolve(createVerdict('signature_removed'));
  const [first, ...others] = jws.signatures;
  if (first === undefined) return Promise.resolve(createVerdict('not_a_jws'));
  const budget = new CheckBudget(options);
  return others.length === 0
    ? verifyOne(jws, first, keyText, options, budget)
    : verifyEach(jws, [first, ...others], keyText, options, budget);
}

async function verifyEach(
  jws: Jws,
  [first, ...others]: readonly [JwsSignature, ...JwsSignature[]],
  keyText: string,
  options: VerifyOptions,
  budget: CheckBudget,
): Promise<Verdict> {
  const verdicts: [Verdict, ...Verdict[]] = [await verifyOne(jws, first, keyText, options, budget)];
  for (const signature of others) verdicts.push(await verifyOne(jws, signature, keyText, options, budget));
  return mergeVerdicts(verdicts);
}

async function verifyOne(
  jws: Jws,
  signature: JwsSignature,
  keyText: string,
  options: VerifyOptions,
  budget: CheckBudget,
): Promise<Verdict> {
  const algorithm = findCheckable(signature, options);
  if ('status' in algorithm) return algorithm;
  const addAlias = (verdict: Verdict) => describeAlias(verdict, signature.header['alg'], algorithm.name);
  if (keyText.length > maxKeyLength) {
    return addAlias(createVerdict('key_too_long', [keyText.length, maxKeyLength]));
  }
  if (keyText.trim() === '' && !isUsefulWithoutKey(signature, algorithm)) {
    return addAlias(createVerdict('no_key'));
  }
  try {
    check ??= (await import('./check-signature')).checkSignature;
    return addAlias(await check(jws, signature, algorithm, keyText, options, budget));
  } catch (error) {
    return createVerdict('runtime_refused', [error instanceof Error ? error.name : 'Error']);
  }
}

/**
 * RFC 7515 §4.1.1 compares names exactly, so other verifiers reject an alias. What it stands for is an assumption: a
 * mismatch doesn't make the token invalid.
 */
function describeAlias(verdict: Verdict, alg: unknown, name: string): Verdict {
  if (alg === name) return verdict;
  const params = [quoteForSentence(String(alg)), name];
  const isUntried = verdict.reason === 'no_key';
  if (!isUntried && verdict.status !== 'invalid') return addNote(verdict, 'alg_alias', params);
  const variant = isUntried ? 'alg_alias' : 'alg_alias_mismatch';
  return { ...verdict, status: 'unchecked', reason: 'alg_unsupported', variant, params };
}

/** Whether there is something to try or to report without a key: a key or an address in the header, an empty secret. */
function isUsefulWithoutKey({ header }: JwsSignature, { kty }: Algorithm): boolean {
  return kty === 'oct' || ['jwk', 'x5c', 'jku', 'x5u'].some((name) => header[name] !== undefined);
}

/** The algorithm of a signature that a key can check, or why no key can. */
function findCheckable(signature: JwsSignature, { algorithms }: VerifyOptions): Algorithm | Verdict {
  const { alg } = signature.header;
  if (alg === 'none') return createVerdict('alg_none');
  const algorithm = findAlgorithm(alg) ?? findAlgorithm(findAliased(alg));
  if (algorithm === undefined) return createVerdict('alg_unsupported', [quoteForSentence(String(alg))]);
  if (algorithms !== undefined && !algorithms.some((expected) => isSameAlgorithm(expected, alg))) {
    return createVerdict('alg_unexpected', [
      quoteForSentence(String(alg)),
      { anyOf: algorithms.map(quoteForSentence) },
    ]);
  }
  return findCritProblem(signature) ?? algorithm;
}

/**
 * The problem of `crit` (RFC 7515 §4.1.11): it lists an extension other than `b64` (RFC 7797), which isn't supported,
 * or it has a forbidden form.
 */
function findCritProblem({ header, unprotectedHeader = {} }: JwsSignature): Verdict | undefined {
  if (!Object.hasOwn(header, 'crit')) return undefined;
  // RFC 7515 §4.1.11: it must be protected; RFC 7797 §6: so must `b64`.
  if (Object.hasOwn(unprotectedHeader, 'crit')) return createVerdict('crit_unprotected');
  const { crit } = header;
  // Duplicates are forbidden too.
  if (!Array.isArray(crit) || crit.length === 0 || new Set(crit).size < crit.length)
    return createVerdict('crit_not_list');
  const unknown = crit.find((name) => name !== 'b64');
  if (unknown !== undefined) {
    return typeof unknown === 'string'
      ? createVerdict('crit_not_understood', [quoteForSentence(unknown)])
      : createVerdict('crit_not_list');
  }
  const isB64Usable = typeof header.b64 === 'boolean' && !Object.hasOwn(unprotectedHeader, 'b64');
  return isB64Usable ? undefined : createVerdict('crit_b64');
}

/** Which of multiple signatures is shown: one that matches, else one that doesn't, else any. */
const ranks: Record<VerdictStatus, number> = { valid: 0, invalid: 2, unchecked: 3 };

/** If some signatures weren't checked, that is more important than a mismatch. */
function rank({ status, reason }: Verdict): number {
  return reason === 'limit_reached' || reason === 'cancelled' ? 1 : ranks[status];
}

/** One verdict on a token with multiple signatures, with the others attached (RFC 7515 §7.2.1). */
function mergeVerdicts(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  const [first] = verdicts;
  const shown = verdicts.reduce((best, one) => (rank(one) < rank(best) ? one : best), first);
  const signature = verdicts.indexOf(shown);
  const others = verdicts
    .map((verdict, index) => ({ ...verdict, signature: index }))
    .filter((verdict) => verdict.signature !== signature);
  const noted = addNote(shown, 'one_of_multiple', [signature + 1, verdicts.length]);
  return { ...noted, signature, others };
}
