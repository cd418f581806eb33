import { findSignatureLetters, type Malformed, type Token } from '../../token';
import { translateResult } from './params';
import type { Translate } from './translate';

/** Why a text isn't a well-formed token. */
export function describeMalformed(t: Translate, token: Malformed): string {
  const { reason, params, segment, header, raw } = token;
  const letters = raw.length - raw.lastIndexOf('.') - 1;
  const needed =
    segment === 'signature' && letters > 0 ? findSignatureLetters(header?.alg, letters) : undefined;
  if (needed !== undefined) {
    return translateResult(t, 'malformed_truncated', [letters, String(header?.alg), needed]);
  }
  return translateResult(t, `malformed_${reason}`, params);
}

/** Whether this is an `Authorization` header without a token: nothing of it can be decoded or checked. */
export function isCredentials(token: Token): boolean {
  return token.kind === 'malformed' && token.reason.startsWith('credentials_');
}
