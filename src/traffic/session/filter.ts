import { describeTokenType } from '../../token';
import type { Token, TypeLocation } from '../../token';
import type { TokenRow } from '../log/log-summary';

/** Shorter texts occur in the base64 of nearly every token by chance. */
const minRawLength = 8;
/**
 * Searches only for the beginning of a longer text, and compares the rest once. Otherwise the cost could be quadratic.
 */
const maxNeedleLength = 256;
/** Characters searched per claim, and claims and header parameters per token: a hostile claim can have a megabyte. */
const maxWordLength = 1_000;
const maxWords = 100;

/** The members that are searched (RFC 7519 §4.1, RFC 7515 §4.1, OpenID Connect Core §5.1). */
const claimNames = ['sub', 'iss', 'aud', 'client_id', 'azp', 'email', 'preferred_username', 'name'] as const;
const headerNames = ['typ', 'alg', 'enc', 'kid'] as const;

/** Cached, since thousands of tokens are filtered with each character that the user types. */
const wordsOf = new WeakMap<Token, string>();

/**
 * Whether a row matches the filter. True if the subject, issuer, audience, type, algorithm, key ID or a similar member
 * contains the text (case-insensitive, in the first 1,000 characters), or if the raw token contains it (case-sensitive,
 * at least 8 characters). An empty text matches every row. Doesn't search request URLs, which aren't in the row.
 */
export function matchesFilter(row: TokenRow, token: Token, text: string): boolean {
  const needle = text.trim();
  if (needle.length >= minRawLength && contains(row.raw, needle)) return true;
  return needle.length <= maxWordLength && readWords(row, token).includes(needle.toLowerCase());
}

function contains(raw: string, needle: string): boolean {
  const at = raw.indexOf(needle.slice(0, maxNeedleLength));
  return at >= 0 && raw.startsWith(needle, at);
}

/** The searched members in lowercase, separated by line breaks, which the filter's text field can't contain. */
function readWords({ typeLocation }: TokenRow, token: Token): string {
  const known = wordsOf.get(token);
  if (known !== undefined) return known;
  const words = findWords(token, typeLocation)
    .slice(0, maxWords)
    .map((word) => word.slice(0, maxWordLength).toLowerCase())
    .join('\n');
  wordsOf.set(token, words);
  return words;
}

function findWords(token: Token, location: TypeLocation | undefined): string[] {
  const { header } = token;
  const claims = token.kind === 'jwe' ? undefined : token.claims;
  const members = [
    ...claimNames.map((name) => claims?.[name]),
    ...headerNames.map((name) => header?.[name]),
  ].flat();
  return [
    token.kind,
    describeTokenType(token, location && [location]).type,
    ...members.filter((member) => typeof member === 'string'),
  ];
}
