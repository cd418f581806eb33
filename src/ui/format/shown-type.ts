import {
  describeClaimsType,
  describeTokenType,
  type JsonObject,
  type Malformed,
  type Token,
  type TokenTypeResult,
  type TypeLocation,
} from '../../token';

/** What is known about the content of a token besides the token itself. */
export interface KnownContent {
  readonly locations: readonly TypeLocation[];
  /** The readable claims, such as decrypted ones. */
  readonly claims: JsonObject | undefined;
  /** The token that was encrypted in it. */
  readonly inner: Token | undefined;
}

/** The type of a token, after decryption that of its content. */
export function describeShownType(
  token: Exclude<Token, Malformed>,
  { locations, claims, inner }: KnownContent,
): TokenTypeResult {
  if (inner !== undefined && inner.kind !== 'malformed') return describeTokenType(inner);
  const own = describeTokenType(token, locations);
  const isUnknown = token.kind === 'jwe' && own.type === 'encrypted token';
  return isUnknown && claims !== undefined ? describeClaimsType(claims, locations) : own;
}
