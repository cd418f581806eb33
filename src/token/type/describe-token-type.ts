import { isAwsLoadBalancer } from '../decode/header';
import type { JsonObject, Jwe, Token } from '../token';
import { quoteForSentence } from '../wording';
import { findTypeByClaims } from './by-claims';
import { findTypeByLocation, type TypeLocation } from './by-location';
import { typesByClaimTyp, typesByTokenType, typesByTokenUse, typesByTyp } from './by-typ';
import { findEncryptedType } from './encrypted';
import type { TokenType, TokenTypeReason, TokenTypeResult } from './token-type';

/**
 * What the claims of many types have in common. The name of the location is better evidence: a token with a scope in the
 * cookie `__session` is a session.
 */
const WEAK_REASONS: ReadonlySet<TokenTypeReason> = new Set([
  'id_token_claims',
  'scope',
  'own_issuer',
  'token_endpoint',
  'profile',
  'unknown',
]);

/**
 * The token type, by the strongest evidence: its `typ`, a claim that specifies the type, the issuer and claims that only
 * one type has, where it was found (`locations`, most important first), and the usual claims of a type. `JWT` if none of
 * them determines it. Nothing in the token has been verified.
 */
export function describeTokenType(token: Token, locations: readonly TypeLocation[] = []): TokenTypeResult {
  const { header } = token;
  // RFC 7515 §4.1.9: case-insensitive, and the prefix is optional.
  const typ = typeof header?.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
  const byTyp = typesByTyp.get(typ) ?? (typ.endsWith('+sd-jwt') ? 'SD-JWT' : undefined);
  if (byTyp !== undefined) return createResult(byTyp, 'typ', [quoteForSentence(typ)]);
  if (token.kind === 'jwe') return describeEncryptedType(token, locations);
  const { claims } = token;
  if (token.kind === 'sd-jwt') {
    return claims && typeof claims.vct === 'string'
      ? { type: 'SD-JWT VC', certainty: 'likely', why: 'vct', params: [] }
      : createResult('SD-JWT', 'disclosures');
  }
  if (claims === undefined) return createResult('JWS', 'no_claims');
  if (isAwsLoadBalancer(header ?? {})) return createResult('UserInfo response', 'aws_signer');
  return describeClaimsType(claims, locations);
}

/** The same by the claims alone, such as those of a decrypted token. */
export function describeClaimsType(
  claims: JsonObject,
  locations: readonly TypeLocation[] = [],
): TokenTypeResult {
  const byContent = findSpecifiedType(claims) ?? findTypeByClaims(claims) ?? createResult('JWT', 'unknown');
  return refineTokenType(byContent, locations);
}

/**
 * The type of a signed token that has claims, by its content alone (`describeTokenType` without locations) and by where
 * it was found, for callers that no longer have the decoded token.
 */
export function refineTokenType(
  byContent: TokenTypeResult,
  locations: readonly TypeLocation[],
): TokenTypeResult {
  return (WEAK_REASONS.has(byContent.why) ? findTypeByLocation(locations) : undefined) ?? byContent;
}

/** By how its issuer encrypts, or by the location. */
function describeEncryptedType({ header }: Jwe, locations: readonly TypeLocation[]): TokenTypeResult {
  const byHeader = findEncryptedType(header);
  const byLocation = findTypeByLocation(locations);
  // Any app may encrypt like these libraries, so the header alone only suggests which secret to try.
  const isCertain = byHeader?.why !== 'app_session' || byLocation?.type === byHeader.type;
  if (byHeader !== undefined && isCertain) return byHeader;
  return byLocation ?? createResult('encrypted token', byHeader?.why ?? 'encrypted');
}

/** By a claim that specifies the token type. */
function findSpecifiedType(claims: JsonObject): TokenTypeResult | undefined {
  const byClaimTyp = typesByClaimTyp.get(claims.typ);
  if (byClaimTyp !== undefined) return createResult(byClaimTyp, 'claim_typ', [String(claims.typ)]);
  const byTokenUse = typesByTokenUse.get(claims.token_use);
  if (byTokenUse !== undefined)
    return createResult(byTokenUse, 'claim_token_use', [String(claims.token_use)]);
  const byTokenType = typesByTokenType.get(claims.token_type);
  return byTokenType && createResult(byTokenType, 'claim_token_type', [String(claims.token_type)]);
}

function createResult(
  type: TokenType,
  why: TokenTypeReason,
  params: readonly string[] = [],
): TokenTypeResult {
  return { type, certainty: 'certain', why, params };
}
