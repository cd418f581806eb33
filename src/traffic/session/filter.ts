import { describeTokenType } from '../../token';
import type { Token } from '../../token';
import type { TokenRow } from '../log/log-summary';

/** Shorter pieces stand in nearly every token's base64 by chance. */
const minRawLength = 8;
/** Of a longer text the beginning is looked for, and the rest only where that stands: else the cost is their product. */
const maxNeedleLength = 256;
/** What is searched of one member, and how many words of one token: a hostile claim may be a megabyte of them. */
const maxWordLength = 1_000;
const maxWords = 100;

/** Members that say who, for whom, by whom and of what kind (RFC 7519 §4.1, RFC 7515 §4.1, OpenID Connect Core §5.1). */
const claimNames = ['sub', 'iss', 'aud', 'client_id', 'azp', 'email', 'preferred_username', 'name'] as const;
const headerNames = ['typ', 'alg', 'enc', 'kid'] as const;

/** Made once for each token: a person types letter by letter, and thousands of tokens are filtered with each. */
const wordsOf = new WeakMap<Token, string>();

/**
 * Whether a row passes the filter: its subject, issuer, audience, kind, algorithm or key id contain the text, in any
 * case; or the token itself contains it as it is written, from 8 characters on. An empty text passes all. Of a word the
 * first 1,000 characters are searched. Does not look at the URLs that carried it, which are not in the row.
 */
export function matchesFilter(row: TokenRow, token: Token, text: string): boolean {
  const wanted = text.trim();
  if (wanted.length >= minRawLength && contains(row.raw, wanted)) return true;
  return wanted.length <= maxWordLength && readWords(token).includes(wanted.toLowerCase());
}

function contains(raw: string, wanted: string): boolean {
  const at = raw.indexOf(wanted.slice(0, maxNeedleLength));
  return at >= 0 && raw.startsWith(wanted, at);
}

/** In lower case, one on each line: no text that a person types into one line reaches from one to the next. */
function readWords(token: Token): string {
  const known = wordsOf.get(token);
  if (known !== undefined) return known;
  const words = findWords(token)
    .slice(0, maxWords)
    .map((word) => word.slice(0, maxWordLength).toLowerCase())
    .join('\n');
  wordsOf.set(token, words);
  return words;
}

function findWords(token: Token): string[] {
  const { header } = token;
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  const members = [
    ...claimNames.map((name) => claims?.[name]),
    ...headerNames.map((name) => header?.[name]),
  ].flat();
  return [
    token.kind,
    describeTokenType(token).type,
    ...members.filter((member) => typeof member === 'string'),
  ];
}
