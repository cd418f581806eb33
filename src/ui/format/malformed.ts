import type { Malformed } from '../../token';
import { translateResult } from './params';
import type { Translate } from './translate';

/** What is wrong with a text that should be a token. */
export function describeMalformed(t: Translate, { reason, params }: Malformed): string {
  return translateResult(t, `malformed_${reason}`, params);
}
