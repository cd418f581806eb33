import type { Key } from '../keys/key';
import { readKeys } from '../keys/read-keys';
import { describeKey } from '../keys/words';
import type { Jws, JwsSignature } from '../token';
import type { Verdict } from './verdict';
import { quoteForSentence } from '../wording';
import type { Algorithm } from './algorithms/signature-algorithms';
import { isGraphToken, rewriteNonce } from './graph-nonce';
import { createReading, findReading } from './key-cache';
import { findProofType, readOwnKey } from './embedded-key';
import { listSigningInputs } from './signing-input';
import { tryRawKeys } from './raw-keys';
import { tryKeys } from './try-keys';
import type { Question } from './question';
import { addNote, createVerdict } from './create-verdict';
import type { CheckBudget, VerifyOptions } from './check-budget';
import { findAddressWarnings } from './key-warnings';
import { findMistakenSecret, isEmptySecretMatch } from './algorithms/weak-hmac';

/** The part of `verify` that needs a key, and so cryptography: checks one signature of a supported algorithm. */
export async function checkSignature(
  token: Jws,
  signature: JwsSignature,
  algorithm: Algorithm,
  keyText: string,
  { secretEncoding, detachedPayload }: VerifyOptions,
  budget: CheckBudget,
): Promise<Verdict> {
  const asked = { token, signature, algorithm, detachedPayload, budget };
  if (keyText.trim() === '') return addFindings(asked, await tryOwnKey(asked));
  const read =
    secretEncoding === undefined
      ? (findReading(keyText) ?? (await createReading(keyText, readKeys)))
      : await readKeys(keyText, { secretEncoding });
  if ('problem' in read) {
    const about = read.material === undefined ? {} : { keyMaterial: read.material };
    const unread = createVerdict(read.problem, read.params, about);
    return addFindings(asked, unread, read.problem === 'key_unreadable' ? { keyText, keys: [] } : undefined);
  }
  const tried = await tryKeys({ ...asked, read });
  const isText = tried.reason === 'key_wrong_kind' && read.form === 'secret';
  const verdict = isText ? await tryRawKeys({ ...asked, read }, tried) : tried;
  if (verdict.status === 'valid') return addAddressNote(signature, verdict);
  if (verdict.reason === 'signature_mismatch' && isGraphToken(token, signature)) {
    return tryGraphToken({ ...asked, read }, verdict);
  }
  return addFindings(asked, await addOwnKeyNote(asked, verdict), { keyText, keys: read.keys });
}

type Asked = Omit<Question, 'read'>;

/** Without a pasted key, only the one in the header can be tried: if it doesn't match, the token was changed. */
async function tryOwnKey(asked: Asked): Promise<Verdict> {
  const { header } = asked.signature;
  const read = await readOwnKey(header);
  const verdict = read && (await tryKeys({ ...asked, read }));
  if (verdict?.status === 'invalid') return verdict;
  if (verdict?.status !== 'valid') return createVerdict('no_key');
  const { params, warnings, key } = verdict;
  const own = createVerdict('own_key_matches', params, { warnings, ...(key && { key }) });
  const type = findProofType(header);
  return type === undefined ? own : addNote(own, 'own_key_expected', [type]);
}

/** Notes that the token's own key matches although the pasted one doesn't: the pasted key is then the wrong one. */
async function addOwnKeyNote(asked: Asked, verdict: Verdict): Promise<Verdict> {
  const read = await readOwnKey(asked.signature.header);
  const [key] = read?.keys ?? [];
  if (read === undefined || key === undefined) return verdict;
  const own = await tryKeys({ ...asked, read });
  return own.status === 'valid' ? addNote(verdict, 'own_key_matches', [describeKey(key)]) : verdict;
}

/** rules.md §1.1: tries the known transform; if it doesn't help, only Graph can verify the token. */
async function tryGraphToken(question: Question, { params, warnings, key }: Verdict): Promise<Verdict> {
  const { signature } = question;
  const protectedText = await rewriteNonce(signature);
  // Graph changes the header, so the header's text as received isn't the signed text.
  const { receivedProtectedText: _, ...received } = signature;
  const verdict =
    protectedText && (await tryKeys({ ...question, signature: { ...received, protectedText } }));
  if (verdict && verdict.status === 'valid') return addNote(verdict, 'nonce_hashed');
  const about = { warnings: [...warnings, 'SIG-GRAPH-NONCE'], ...(key && { key }) };
  return createVerdict('graph_only', params.slice(0, 1), about);
}

/** Adds notes on insecure secrets that the HMAC matches, and on addresses in the header. */
async function addFindings(
  asked: Asked,
  verdict: Verdict,
  pasted?: { readonly keyText: string; readonly keys: readonly Key[] },
): Promise<Verdict> {
  const { token, signature, algorithm, detachedPayload, budget } = asked;
  const noted = addAddressNote(signature, verdict);
  if (algorithm.kty !== 'oct') return noted;
  for (const { bytes: signed } of listSigningInputs(token, signature, detachedPayload)) {
    if (await isEmptySecretMatch(algorithm, signature.signature, signed)) {
      return addNote(noted, 'empty_secret_matches', [], ['HMAC-EMPTY-SECRET']);
    }
    if (pasted === undefined) continue;
    const { keyText, keys } = pasted;
    const mistaken = await findMistakenSecret(keyText, keys, algorithm, signature.signature, signed, budget);
    if (mistaken === undefined) continue;
    const { form, isPublic, isMember } = mistaken;
    if (isMember === true) return addNote(noted, 'jwk_secret_misread', [form]);
    if (isPublic) return addNote(noted, 'public_key_as_secret', [form], ['HMAC-KEY-IS-PUBLIC']);
    const ofText = addNote(noted, 'key_text_as_secret', [form]);
    // A library whose default is HS256, called with a private key.
    return keys.some(({ privateJwk }) => privateJwk !== undefined)
      ? addNote(ofText, 'signer_lacks_algorithm')
      : ofText;
  }
  return noted;
}

function addAddressNote({ header }: JwsSignature, verdict: Verdict): Verdict {
  const rules = findAddressWarnings(header);
  if (rules.length === 0) return verdict;
  const address = header['jku'] ?? header['x5u'];
  const words = quoteForSentence(typeof address === 'string' ? address : JSON.stringify(address));
  return addNote(verdict, 'keys_at_address', [words], rules);
}
