import type { Token } from '../../token';
import { claimsOf } from '../format/token-type';

/** Values in other tokens that the user may want instead. */
export interface KnownValues {
  readonly audiences: readonly string[];
  readonly keyIds: readonly string[];
}

/** More wouldn't fit in a menu. */
const maxValues = 20;
/** A malicious token can have a value of any length. */
const maxLength = 500;

/** The audiences and key IDs of tokens, without duplicates, in the order of the tokens. */
export function listKnownValues(tokens: Iterable<Token>): KnownValues {
  const audiences = new Set<string>();
  const keyIds = new Set<string>();
  const add = (values: Set<string>, value: unknown) => {
    if (typeof value === 'string' && value !== '' && value.length <= maxLength && values.size < maxValues)
      values.add(value);
  };
  for (const token of tokens) {
    if (audiences.size >= maxValues && keyIds.size >= maxValues) break;
    for (const audience of [claimsOf(token)?.['aud']].flat().slice(0, maxValues)) add(audiences, audience);
    add(keyIds, token.header?.['kid']);
  }
  return { audiences: [...audiences], keyIds: [...keyIds] };
}
