import type { Malformed } from '../../token';
import type { Translate } from './translate';
import { writeHostile } from './visible-text';

/** What is wrong with a text that should be a token, in a sentence. */
export function describeMalformed(say: Translate, { reason, params }: Malformed): string {
  return writeHostile(say(`malformed_${reason}`, ...params));
}
