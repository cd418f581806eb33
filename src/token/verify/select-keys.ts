import type { Key, KeysRead } from '../keys/key';
import { describeKinds, describeSize } from '../keys/words';
import type { Param } from '../param';
import type { JsonObject } from '../token';
import type { Verdict } from './verdict';
import { quoteForSentence } from '../wording';
import {
  describeKeyType,
  describeNeeds,
  matchesAlgorithm,
  type Algorithm,
} from './algorithms/signature-algorithms';
import { findConflicts } from './key-warnings';
import { createVerdict } from './create-verdict';

/**
 * The keys worth trying, the most likely first, or why there are none: by `kid` if the token has one and a set was
 * pasted, then by the thumbprint of a certificate, type and curve. Keys for another use come last.
 */
export function selectKeys(
  read: KeysRead,
  header: JsonObject,
  algorithm: Algorithm,
): readonly Key[] | Verdict {
  const alg = algorithm.name;
  const named = findByThumbprint(findNamed(read, header['kid']), header);
  const missing = findMissingKid(read, header['kid']);
  if (missing !== undefined && named.length === 0) return missing;
  const matching = named.filter((key) => matchesAlgorithm(key, algorithm));
  if (matching.length === 0) {
    return describeWrongKind(named, read, alg, algorithm);
  }
  if (matching.length === 1) return matching;
  const conflicts = (key: Key) => findConflicts(key, alg).length;
  return matching.toSorted((one, other) => conflicts(one) - conflicts(other));
}

/** The verdict for a token whose `kid` no key has, in a set with kids; undefined otherwise. */
export function findMissingKid(read: KeysRead, kid: unknown): Verdict | undefined {
  const { keys, unread } = read;
  if (!isSetNamed(read) || typeof kid !== 'string' || keys.some((key) => isSameKid(key.kid, kid)))
    return undefined;
  const entry = unread.find((one) => isSameKid(one.kid, kid));
  const quoted = quoteForSentence(kid);
  return entry === undefined
    ? createVerdict('kid_not_in_set', [quoted, keys.length + unread.length])
    : createVerdict('key_unreadable', [{ code: 'key_problem_entry', params: [quoted, entry.why] }]);
}

function isSetNamed({ form, keys, unread }: KeysRead): boolean {
  const hasKid = ({ kid }: { readonly kid?: string }) => kid !== undefined;
  return form === 'jwks' && (keys.some(hasKid) || unread.some(hasKid));
}

/** DID Core §3.2.2: the ID of a verification method is a DID URL; tokens often have only its fragment. */
function isSameKid(one: string | undefined, kid: string): boolean {
  if (one === kid) return true;
  return (
    one !== undefined &&
    /^did:[^#]{1,2000}#/.test(one) &&
    `#${kid.replace(/^#/, '')}` === one.slice(one.indexOf('#'))
  );
}

/** Keys without a `kid` can match too: `kid` is a hint (RFC 7515 §4.1.4). */
function findNamed(read: KeysRead, kid: unknown): readonly Key[] {
  const { keys } = read;
  if (typeof kid !== 'string' || !isSetNamed(read)) return keys;
  const named = keys.filter((key) => isSameKid(key.kid, kid));
  return named.length > 0 ? named : keys.filter((key) => key.kid === undefined);
}

/** RFC 7515 §4.1.7 and §4.1.8: the keys of the certificate that the token refers to, or all if none has it. */
function findByThumbprint(keys: readonly Key[], header: JsonObject): readonly Key[] {
  const { x5t, 'x5t#S256': x5tS256 } = header;
  if (keys.length < 2 || (x5t === undefined && x5tS256 === undefined)) return keys;
  const named = keys.filter(
    (key) =>
      (key.x5tS256 !== undefined && key.x5tS256 === x5tS256) || (key.x5t !== undefined && key.x5t === x5t),
  );
  return named.length > 0 ? named : keys;
}

/** Bytes of an Ed25519 and of an Ed448 public key (RFC 8032 §5.1.5, §5.2.5), which can be any bytes. */
const edwardsLengths: ReadonlySet<number | undefined> = new Set([32, 57]);

function describeWrongKind(keys: readonly Key[], read: KeysRead, alg: string, algorithm: Algorithm): Verdict {
  if (keys.length === 0) {
    const [first] = read.unread;
    if (first !== undefined) return createVerdict('key_unreadable', [first.why]);
  }
  if (algorithm.kty === 'oct') {
    const params = [alg, describeKinds(keys, describeKind)];
    return createVerdict('key_wrong_kind', params, { variant: 'key_needs_secret' });
  }
  const type = describeKeyType(algorithm);
  if (read.form === 'secret') {
    const isPointToo =
      algorithm.kty === 'OKP' && keys.some(({ secret }) => edwardsLengths.has(secret?.length));
    const variant = isPointToo ? 'key_is_text_or_point' : 'key_is_text';
    return createVerdict('key_wrong_kind', [alg, type], { variant });
  }
  const params = [describeKinds(keys, describeKind), alg, describeNeeds(algorithm, 'public')];
  return createVerdict('key_wrong_kind', params);
}

function describeKind(key: Key): Param {
  return key.form === 'point' ? { code: 'key_label_point', params: [describeSize(key)] } : describeSize(key);
}
