import { describeKey, describeKinds } from '../keys/words';
import type { Key, KeySummary } from '../keys/key';
import { readKeys } from '../keys/read-keys';
import type { JsonObject } from '../token';
import { quoteValue } from '../quote-value';
import { createMakingFailure, createUnreadableKey, type MakingFailure } from './created-token';
import type { CodeParam } from '../param';

/** The keys of a pasted text. A secret is read in only one encoding, because a token is created with one key. */
export async function readMakingKeys(
  keyText: string,
  secretEncoding: NonNullable<KeySummary['secretEncoding']> | undefined,
): Promise<readonly Key[] | MakingFailure> {
  const reading = await readKeys(keyText, secretEncoding === undefined ? {} : { secretEncoding });
  if (!('problem' in reading)) return reading.keys;
  if (reading.problem === 'key_unreadable') return createUnreadableKey(reading.params, reading.material);
  return reading.problem === 'key_is_discovery'
    ? createMakingFailure('key_unreadable', [{ code: 'key_problem_discovery' }])
    : createMakingFailure(reading.problem, reading.params);
}

/** The key to use, of the right type: the one with the header's `kid` if there is one, otherwise the first. */
export function selectKey(
  keys: readonly Key[],
  { alg, kid }: JsonObject,
  isFitting: (key: Key) => boolean,
  needs: CodeParam,
  part: 'private' | 'public',
): Key | MakingFailure {
  const fitting = keys.filter(isFitting);
  if (fitting.length === 0) {
    return createMakingFailure('key_wrong_kind', [describeKinds(keys, describeKey), quoteValue(alg), needs]);
  }
  const usable = fitting.filter(
    (key) => part === 'public' || key.kty === 'oct' || key.privateJwk !== undefined,
  );
  return (
    usable.find((key) => key.kid !== undefined && key.kid === kid) ??
    usable[0] ??
    createMakingFailure('key_is_public', [describeKinds(fitting, describeKey)])
  );
}
