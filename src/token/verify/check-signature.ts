import { calculateJwkThumbprint } from 'jose';
import { MAX_CANDIDATE_KEYS } from '../limits';
import type { Jws } from '../token';
import type { KeySummary, Verdict } from '../verdict';
import type { Algorithm } from './algorithms';
import { chooseKeys, findMissingKid } from './choose';
import { findModulusBits, isSecret, kindOf, type Key } from './key';
import { describeKey, describeSize } from './key-words';
import { readKeys } from './read-keys';
import { checkWithKey, type Outcome } from './signature';
import type { VerifyOptions } from './verify';
import { createVerdict } from './verdicts';
import { findDeclaredConflicts, findWarnings } from './warnings';

/** What became of a key: the outcome of the check, or why the check was not needed. */
type Trial = { readonly key: Key; readonly outcome: Outcome | 'empty' | 'length' };

/** Everything of `verify` that needs a key, and with it jose. */
export async function checkSignature(
  token: Jws,
  algorithm: Algorithm,
  keyText: string,
  { secretEncoding, detachedPayload }: VerifyOptions,
): Promise<Verdict> {
  const alg = String(token.header.alg);
  const keys = await readKeys(keyText, alg, algorithm, secretEncoding);
  if ('status' in keys) return keys;
  const candidates = chooseKeys(keys, token.header, algorithm);
  if ('status' in candidates) return candidates;

  const trials: Trial[] = [];
  for (const key of candidates.slice(0, MAX_CANDIDATE_KEYS)) {
    const outcome =
      describeLength(token, key, algorithm) ?? (await checkWithKey(token, key, algorithm, detachedPayload));
    if (outcome === 'matches') {
      const about = { warnings: findWarnings(key, alg), key: await summarize(key, candidates.length) };
      return createVerdict('signature_matches', [alg, describeKey(key)], about);
    }
    trials.push({ key, outcome });
  }
  // That a key without a `kid` does not match says nothing of a token that names another.
  const missing = findMissingKid(keys, token.header['kid']);
  if (missing !== undefined) return missing;
  const untried = candidates.length - trials.length;
  return untried > 0
    ? createVerdict('too_many_keys', [String(trials.length), String(untried), alg])
    : describeFailure(token, alg, algorithm, trials, detachedPayload !== undefined);
}

/** RFC 7518 §3: but for its length a signature of the wrong length needs no check. */
function describeLength({ signature }: Jws, key: Key, algorithm: Algorithm): 'empty' | 'length' | undefined {
  if (signature.length === 0) return 'empty';
  return signature.length === findSignatureLength(key, algorithm) ? undefined : 'length';
}

function findSignatureLength(key: Key, { signatureLength }: Algorithm): number {
  return signatureLength ?? Math.ceil((findModulusBits(key) ?? 0) / 8);
}

/** Only keys that could be used, are of the right kind and claim no other use can make a token invalid. */
async function describeFailure(
  token: Jws,
  alg: string,
  algorithm: Algorithm,
  trials: readonly Trial[],
  isPayloadGiven: boolean,
): Promise<Verdict> {
  // A key that was refused might have matched; one that is no key could not.
  if (trials.some(({ outcome }) => outcome === 'refused')) return createVerdict('runtime_refused', [alg]);
  const tried = trials.filter(({ outcome }) => outcome !== 'unreadable');
  const [first] = tried;
  if (first === undefined) return createVerdict('key_unreadable', ['its numbers make no key']);
  const { key } = first;
  const isOne = tried.length === 1;
  const words = isOne
    ? describeKey(key)
    : key.form === 'secret'
      ? `a secret, in ${tried.length} readings`
      : `${tried.length} keys tried`;
  const about = {
    warnings: isOne ? findWarnings(key, alg) : [],
    key: isOne ? await summarize(key, 1) : { form: key.form, kind: kindOf(key), candidates: tried.length },
  };
  const conflicts = findDeclaredConflicts(key, alg);
  if (conflicts.length > 0) return createVerdict('key_not_for_this', [conflicts.join(', '), alg], about);
  if (first.outcome === 'empty') return createVerdict('signature_empty', [alg], about);
  if (tried.every(({ outcome }) => outcome === 'length')) {
    const params = [alg, String(token.signature.length), String(findSignatureLength(key, algorithm))];
    return createVerdict('signature_length', params, about);
  }
  // An empty payload may be empty or elsewhere: what an empty one does not match says nothing about the other.
  if (token.payload.length === 0 && !isPayloadGiven) return createVerdict('payload_detached', [], about);
  return createVerdict('signature_mismatch', [alg, words], about);
}

async function summarize(key: Key, candidates: number): Promise<KeySummary> {
  const { form, material, kid, alg, secretEncoding, privatePasted } = key;
  return {
    form,
    kind: kindOf(key),
    ...(kid !== undefined && { kid }),
    ...(alg !== undefined && { alg }),
    size: describeSize(key),
    ...(!isSecret(material) && { thumbprint: await calculateJwkThumbprint({ ...material }) }),
    ...(secretEncoding !== undefined && { secretEncoding }),
    ...(privatePasted && { privatePasted }),
    candidates,
  };
}
