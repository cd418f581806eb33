import type { Malformed } from '../../token';
import { translateResult } from './params';
import type { Translate } from './translate';

/** Why a text isn't a well-formed token. */
export function describeMalformed(t: Translate, { reason, params }: Malformed): string {
  return translateResult(t, `malformed_${reason}`, params);
}
