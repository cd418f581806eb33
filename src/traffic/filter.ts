import { describeUse } from '../token';
import type { Token } from '../token';
import type { TokenRow } from './feed';

/** Shorter pieces stand in nearly every token's base64 by chance. */
const minRawLength = 8;

/** Members that say who, for whom, by whom and of what kind (RFC 7519 §4.1, RFC 7515 §4.1, OpenID Connect Core §5.1). */
const claimNames = ['sub', 'iss', 'aud', 'client_id', 'azp', 'email', 'preferred_username', 'name'] as const;
const headerNames = ['typ', 'alg', 'enc', 'kid'] as const;

/**
 * Whether a row passes the filter: its subject, issuer, audience, kind, algorithm or key id contain the text, in any
 * case; or the token itself contains it as it is written, from 8 characters on. An empty text passes all. Does not
 * look at the URLs that carried it, which are not in the row.
 */
export function matchesFilter(row: TokenRow, token: Token, text: string): boolean {
  const wanted = text.trim();
  if (wanted.length >= minRawLength && row.raw.includes(wanted)) return true;
  const lower = wanted.toLowerCase();
  return findWords(token).some((word) => word.toLowerCase().includes(lower));
}

function findWords(token: Token): string[] {
  const { header } = token;
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  const members = [
    ...claimNames.map((name) => claims?.[name]),
    ...headerNames.map((name) => header?.[name]),
  ].flat();
  return [token.kind, describeUse(token).use, ...members.filter((member) => typeof member === 'string')];
}
