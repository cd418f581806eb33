import type { Key, KeysRead } from '../keys/key';
import { countUntried } from '../keys/read-keys';
import { findRsaProblem } from '../keys/formats/modulus';
import { summarizeKey } from '../keys/summarize';
import { isGuessable } from '../keys/secret-strength';
import { describeKey, describeReadings, isOneSecret } from '../keys/words';
import type { JsonObject } from '../token';
import type { Algorithm } from './algorithms/signature-algorithms';
import { addEcdsaNotes } from './algorithms/ecdsa-notes';
import { findOtherAlgorithm } from './algorithms/other-algorithm';
import { checkWithKey, findSignatureLength, type Outcome } from './check-with-key';
import { addNote, createVerdict } from './create-verdict';
import { addKeyNotes } from './key-notes';
import { findConflicts, findWarnings } from './key-warnings';
import { findMissingKid, selectKeys } from './select-keys';
import { addOtherCertificate } from './other-certificate';
import { addOtherKid } from './other-kid';
import type { Question } from './question';
import { listSigningInputs, type SigningInput } from './signing-input';
import type { Verdict } from './verdict';

interface Trial {
  readonly key: Key;
  readonly outcome: Outcome;
}

/** Tries the candidate keys for a signature, one after the other, until one matches. */
export async function tryKeys(question: Question): Promise<Verdict> {
  const { token, signature, algorithm, read, detachedPayload, budget } = question;
  const { header } = signature;
  const candidates = selectKeys(read, header, algorithm);
  const hasKid = typeof header['kid'] === 'string' && read.form === 'jwks';
  const addOthers = async (verdict: Verdict) =>
    addOtherCertificate(question, hasKid ? await addOtherKid(question, verdict) : verdict);
  if ('status' in candidates) {
    return addOthers(hasKid ? candidates : (describeLookAlike(read, header) ?? candidates));
  }
  const inputs = listSigningInputs(token, signature, detachedPayload);

  const trials: Trial[] = [];
  for (const key of candidates) {
    let outcome: Outcome = 'mismatch';
    for (const { bytes, note } of inputs) {
      const end = await budget.next();
      if (end !== undefined) return end;
      outcome = await checkWithKey(key, algorithm, signature.signature, bytes);
      if (outcome === 'matches') {
        const match = findMatch(question, key, candidates) ?? (await createMatch(question, key, candidates));
        return note === undefined ? match : addNote(match, note);
      }
      // Other outcomes don't depend on the text.
      if (outcome !== 'mismatch') break;
    }
    trials.push({ key, outcome });
  }
  // A mismatch with a key without a `kid` proves nothing about a token that has one.
  const failure = findMissingKid(read, header['kid']) ?? (await describeFailure(question, trials, inputs));
  return addOthers(failure);
}

/** A token is invalid only if keys that are usable, of the right type and not for another use don't match. */
async function describeFailure(
  question: Question,
  trials: readonly Trial[],
  inputs: readonly SigningInput[],
): Promise<Verdict> {
  const { token, signature, algorithm, read, detachedPayload, budget } = question;
  const { header } = signature;
  const alg = algorithm.name;
  // Entries beyond the limit might be the key.
  const untried = countUntried(read.unread);
  if (untried > 0) return createVerdict('too_many_keys', [trials.length, untried, alg]);
  const tried = trials.filter(({ outcome }) => outcome !== 'unreadable' && outcome !== 'unsupported');
  const [first] = tried;
  const warningsOf = (key: Key) => findWarnings(key, read, header, algorithm);
  // A key that the runtime doesn't support might have matched; an invalid one couldn't.
  const unsupported = trials.find(({ outcome }) => outcome === 'unsupported');
  if (unsupported !== undefined) {
    return createVerdict('runtime_refused', [alg], { warnings: warningsOf(unsupported.key) });
  }
  if (first === undefined) return describeUnreadable(trials, warningsOf);

  const { key } = first;
  const isOne = tried.length === 1;
  const about = {
    warnings: isOne ? warningsOf(key) : read.problems,
    key: isOne ? await summarizeKey(key, 1) : { form: key.form, kind: key.kty, candidates: tried.length },
  };
  const checks = [
    tried.map((trial) => trial.key),
    algorithm,
    signature.signature,
    inputs.map(({ bytes }) => bytes),
    budget,
  ] as const;
  const other = first.outcome === 'empty' ? undefined : await findOtherAlgorithm(...checks);
  const addOther = (verdict: Verdict) =>
    other === undefined ? verdict : addNote(verdict, other.code, other.params);
  const conflicts = findConflicts(key, alg);
  if (conflicts.length > 0) {
    const members = conflicts.map(({ member }) => member);
    return addOther(createVerdict('key_not_for_this', [members, alg], about));
  }
  const addNotes = async (verdict: Verdict) =>
    algorithm.kty === 'EC' && other === undefined ? addEcdsaNotes(verdict, ...checks) : addOther(verdict);
  const lookAlike = other === undefined ? describeLookAlike(read, header) : undefined;
  if (lookAlike !== undefined) {
    return addNote(lookAlike, 'secret_mismatch', [describeReadings(tried.map((trial) => trial.key))]);
  }
  if (first.outcome === 'empty') return createVerdict('signature_empty', [alg], about);
  if (tried.every(({ outcome }) => outcome === 'length')) {
    const params = [alg, signature.signature.length, findSignatureLength(key, algorithm)];
    return addNotes(createVerdict('signature_length', params, about));
  }
  // The payload may be empty or detached: a mismatch with the empty one proves nothing about the other.
  if (token.payloadText === '' && detachedPayload === undefined && other === undefined) {
    return createVerdict('payload_detached', [], about);
  }
  const mismatch =
    other !== undefined
      ? createVerdict('signature_mismatch', [alg], { ...about, variant: 'signature_mismatch_other' })
      : isOneSecret(tried.map((trial) => trial.key)) || (isOne && key.kty === 'oct')
        ? createVerdict('signature_mismatch', [alg, describeReadings(tried.map((trial) => trial.key))], {
            ...about,
            variant: 'signature_mismatch_encodings',
          })
        : isOne
          ? createVerdict('signature_mismatch', [alg, describeKey(key)], about)
          : createVerdict('signature_mismatch', [alg, tried.length], {
              ...about,
              variant: 'signature_mismatch_keys',
            });
  const noted = token.payloadText === '' ? addNote(mismatch, 'payload_bytes') : mismatch;
  return addNotes(inputs.length > 1 ? addNote(noted, 'repaired_mismatch') : noted);
}

/** The verdict if a secret that doesn't match, or can't be used, looks like something else. */
function describeLookAlike({ keys, lookAlike }: KeysRead, { kid }: JsonObject): Verdict | undefined {
  if (!isOneSecret(keys)) return undefined;
  const isKid = typeof kid === 'string' && keys.some(({ secret }) => isText(secret, kid));
  const keyMaterial = isKid ? 'key_id' : lookAlike;
  return keyMaterial && createVerdict('key_unreadable', [], { keyMaterial });
}

function isText(secret: Uint8Array | undefined, text: string): boolean {
  // A character has at most three bytes per UTF-16 code unit.
  return (
    secret !== undefined && secret.length <= 3 * text.length && new TextDecoder().decode(secret) === text
  );
}

function describeUnreadable(trials: readonly Trial[], warningsOf: (key: Key) => readonly string[]): Verdict {
  const [{ key } = { key: undefined }] = trials;
  const code = key?.problems.includes('KEY-POINT')
    ? 'key_problem_point_rejected'
    : (findRsaProblem(key?.publicJwk) ?? 'key_problem_numbers');
  return createVerdict('key_unreadable', [{ code }], { warnings: key ? warningsOf(key) : [] });
}

/** The last verdict for each matching key, because it's the same for every token of a list. */
const matches = new WeakMap<Key, Match>();

interface Match {
  readonly algorithm: Algorithm;
  readonly candidates: number;
  readonly hasKid: boolean;
  readonly verdict: Verdict;
}

function findMatch(question: Question, key: Key, candidates: readonly Key[]): Verdict | undefined {
  const match = matches.get(key);
  return match !== undefined &&
    match.algorithm === question.algorithm &&
    match.candidates === candidates.length &&
    match.hasKid === (question.signature.header['kid'] !== undefined)
    ? match.verdict
    : undefined;
}

async function createMatch(
  { algorithm, read, signature: { header } }: Question,
  key: Key,
  candidates: readonly Key[],
): Promise<Verdict> {
  const match = createVerdict('signature_matches', [algorithm.name, describeKey(key)], {
    warnings: [
      ...findWarnings(key, read, header, algorithm),
      // Only a secret that matches is rated: a wrong guess shows nothing about the token's secret.
      ...(key.secret !== undefined && isGuessable(key.secret) ? ['HMAC-LOW-ENTROPY'] : []),
    ],
    key: await summarizeKey(key, candidates.length),
  });
  const verdict = addKeyNotes(match, key, algorithm.name);
  const hasKid = header['kid'] !== undefined;
  matches.set(key, { algorithm, candidates: candidates.length, hasKid, verdict });
  return verdict;
}
