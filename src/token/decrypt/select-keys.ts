import type { Key, KeysRead } from '../keys/key';
import { isJsonObject } from '../json/read-json';
import type { JsonObject, Jwe, JweRecipient } from '../token';
import { quoteForSentence } from '../wording';
import { isAgreementCurve } from './algorithms/agreement';
import { describeNeeds, findScheme, type Scheme } from './algorithms/encryption-algorithms';
import { DecryptionFailure } from './decryption-failure';
import { findKeyConflicts } from './warnings';
import { describeKey, describeKinds, describeSize } from '../keys/words';

/** One key to try for one recipient. */
export interface Trial {
  readonly recipientIndex: number;
  readonly recipient: JweRecipient;
  readonly scheme: Scheme;
  readonly key: Key;
}

/** What to try, the most likely first, and why nothing is tried for the other recipients. */
export interface Plan {
  readonly trials: readonly Trial[];
  readonly failures: readonly DecryptionFailure[];
}

/**
 * The keys worth trying for each recipient: by `kid` if a set was pasted, then by type, length and curve. Keys for
 * another use come last.
 */
export function planTrials({ recipients }: Jwe, read: KeysRead): Plan {
  const trials: Trial[] = [];
  const failures: DecryptionFailure[] = [];
  for (const [recipientIndex, recipient] of recipients.entries()) {
    const scheme = findScheme(recipient.header);
    if (typeof scheme === 'string') continue;
    const selected = selectKeys(read, recipient.header, scheme);
    if (selected instanceof DecryptionFailure) failures.push(selected);
    else trials.push(...selected.map((key) => ({ recipientIndex, recipient, scheme, key })));
  }
  return { trials: trials.toSorted((one, other) => rank(one) - rank(other)), failures };
}

/** `kid` is a hint (RFC 7516 §4.1.6); the key's own `alg` and `use` are more important. */
function rank({ key, scheme, recipient }: Trial): number {
  const isNamed = key.kid !== undefined && key.kid === recipient.header['kid'];
  return 2 * findKeyConflicts(key, scheme).length - (isNamed ? 1 : 0);
}

function selectKeys(read: KeysRead, header: JsonObject, scheme: Scheme): readonly Key[] | DecryptionFailure {
  const named = findNamed(read, header);
  if (named.length === 0) {
    return (
      findMissingKid(read, header) ??
      new DecryptionFailure('key_unreadable', [{ code: 'key_problem_no_key' }])
    );
  }
  const fitting = named.filter((key) => isFitting(key, scheme));
  if (fitting.length === 0) return createTypeFailure(named, scheme);
  if (scheme.management.kty === 'oct') return fitting;
  const own = fitting.filter(({ privateJwk }) => privateJwk !== undefined);
  if (own.length === 0) return new DecryptionFailure('key_is_public', [describeKinds(fitting, describeKey)]);
  const { epk } = header;
  const sameCurve = own.filter(({ publicJwk }) => isJsonObject(epk) && publicJwk?.crv === epk.crv);
  return scheme.management.family === 'ECDH-ES' && sameCurve.length > 0 ? sameCurve : own;
}

/** Keys without a `kid` can match too if no key has that of the token. */
function findNamed(read: KeysRead, { kid }: JsonObject): readonly Key[] {
  const { keys } = read;
  if (typeof kid !== 'string' || !isSetWithKids(read)) return keys;
  const named = keys.filter((key) => key.kid === kid);
  return named.length > 0 ? named : keys.filter((key) => key.kid === undefined);
}

/** The failure if no readable key of a set has the `kid` of the token; undefined if the set has no kids. */
export function findMissingKid(read: KeysRead, { kid }: JsonObject): DecryptionFailure | undefined {
  const { keys, unread } = read;
  if (typeof kid !== 'string' || !isSetWithKids(read) || keys.some((key) => key.kid === kid))
    return undefined;
  const entry = unread.find((one) => one.kid === kid);
  const quoted = quoteForSentence(kid);
  return entry === undefined
    ? new DecryptionFailure('kid_not_in_set', [quoted, keys.length + unread.length])
    : new DecryptionFailure('key_unreadable', [{ code: 'key_problem_entry', params: [quoted, entry.why] }]);
}

function isSetWithKids({ form, keys, unread }: KeysRead): boolean {
  return form === 'jwks' && [...keys, ...unread].some(({ kid }) => kid !== undefined);
}

/** Whether a key has the type and the length that the algorithms need. */
export function isFitting(key: Key, { management, content }: Scheme): boolean {
  switch (management.family) {
    case 'RSAES':
      return key.kty === 'RSA';
    case 'ECDH-ES':
      return isAgreementCurve(key.publicJwk?.crv);
    case 'dir':
      return key.secret?.length === content.cekLength;
    case 'AESKW':
    case 'AESGCMKW':
      return key.secret?.length === management.wrapBytes;
    case 'PBES2':
      // RFC 7518 §4.8.1: a password is used as UTF-8.
      return key.secret !== undefined && (key.secretEncoding ?? 'utf-8') === 'utf-8';
  }
}

function createTypeFailure(keys: readonly Key[], scheme: Scheme): DecryptionFailure {
  const { alg, enc, management } = scheme;
  const isOfWrongLength = management.family !== 'PBES2' && keys.some(({ secret }) => secret !== undefined);
  return new DecryptionFailure(
    'key_wrong_kind',
    [describeKinds(keys, describeSize), alg, enc, describeNeeds(scheme, 'private')],
    management.kty === 'oct' && isOfWrongLength ? ['JWE-KEY-LENGTH'] : [],
  );
}
