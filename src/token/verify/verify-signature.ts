import { MAX_KEY_LENGTH } from '../limits';
import type { Jws, JwsSignature, Token } from '../token';
import type { Verdict } from './verdict';
import { quoteForSentence } from '../wording';
import { findAlgorithm, isSameAlgorithm, type Algorithm } from './algorithms/algorithms';
import type { checkSignature } from './check-signature';
import { findUnmetDemand } from './crit';
import { mergeVerdicts } from './merge-verdicts';
import { createVerdict } from './create-verdict';
import type { VerifyOptions } from './verify';
import { CheckWork } from './work';

/** Loaded when a key is first needed. Kept, since each promise that is waited for costs time. */
let check: typeof checkSignature | undefined;

/** `verify` itself: what can be said without trying a key, then the check. */
export function judge(token: Token, keyText: string, options: VerifyOptions): Promise<Verdict> {
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  if (jws.kind !== 'jws') return Promise.resolve(createVerdict('not_a_jws'));
  const [first, ...others] = jws.signatures;
  if (first === undefined) return Promise.resolve(createVerdict('not_a_jws'));
  const work = new CheckWork(options);
  return others.length === 0
    ? judgeOne(jws, first, keyText, options, work)
    : judgeEach(jws, [first, ...others], keyText, options, work);
}

async function judgeEach(
  jws: Jws,
  [first, ...others]: readonly [JwsSignature, ...JwsSignature[]],
  keyText: string,
  options: VerifyOptions,
  work: CheckWork,
): Promise<Verdict> {
  const verdicts: [Verdict, ...Verdict[]] = [await judgeOne(jws, first, keyText, options, work)];
  for (const signature of others) verdicts.push(await judgeOne(jws, signature, keyText, options, work));
  return mergeVerdicts(verdicts);
}

async function judgeOne(
  jws: Jws,
  signature: JwsSignature,
  keyText: string,
  options: VerifyOptions,
  work: CheckWork,
): Promise<Verdict> {
  const algorithm = findCheckable(signature, options);
  if ('status' in algorithm) return algorithm;
  if (keyText.length > MAX_KEY_LENGTH) {
    return createVerdict('key_too_long', [String(keyText.length), String(MAX_KEY_LENGTH)]);
  }
  if (keyText.trim() === '' && !isTellingWithoutKey(signature, algorithm)) return createVerdict('no_key');
  try {
    check ??= (await import('./check-signature')).checkSignature;
    return await check(jws, signature, algorithm, keyText, options, work);
  } catch (error) {
    return createVerdict('runtime_refused', [error instanceof Error ? error.name : 'Error']);
  }
}

/** Whether there is something to try or to say although no key is given: a key or an address in the header, an empty secret. */
function isTellingWithoutKey({ header }: JwsSignature, { kty }: Algorithm): boolean {
  return kty === 'oct' || ['jwk', 'x5c', 'jku', 'x5u'].some((name) => header[name] !== undefined);
}

/** The algorithm of a signature that a key could check, or why none can. */
function findCheckable(signature: JwsSignature, { algorithms }: VerifyOptions): Algorithm | Verdict {
  const { alg } = signature.header;
  if (alg === 'none') return createVerdict('alg_none');
  const algorithm = findAlgorithm(alg);
  if (algorithm === undefined) return createVerdict('alg_unsupported', [quoteForSentence(String(alg))]);
  if (algorithms !== undefined && !algorithms.some((expected) => isSameAlgorithm(expected, alg))) {
    return createVerdict('alg_unexpected', [String(alg), quoteForSentence(algorithms.join(', '))]);
  }
  const demand = findUnmetDemand(signature);
  return demand === undefined ? algorithm : createVerdict('crit_not_understood', [demand]);
}
