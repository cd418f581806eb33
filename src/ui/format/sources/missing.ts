import type { Missing } from '../../../token';
import { describeMalformed } from '../malformed';
import { translateResult } from '../params';
import type { Translate } from '../translate';

/** Why a text contains no token. For a malformed token, the reason is the token's error. */
export function describeMissing(t: Translate, { reason, params, token }: Missing): string {
  if (reason !== 'malformed') return translateResult(t, `missing_${reason}`, params);
  return token === undefined ? '' : describeMalformed(t, token);
}
