import type { Malformed, Token } from '../../token';
import { translateResult } from './params';
import type { Translate } from './translate';

/** Why a text isn't a well-formed token. */
export function describeMalformed(t: Translate, { reason, params }: Malformed): string {
  return translateResult(t, `malformed_${reason}`, params);
}

/** Whether this is an `Authorization` header without a token: nothing of it can be decoded or checked. */
export function isCredentials(token: Token): boolean {
  return token.kind === 'malformed' && token.reason.startsWith('credentials_');
}
