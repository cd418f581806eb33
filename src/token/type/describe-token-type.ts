import type { JsonObject, Token } from '../token';
import { quoteForSentence } from '../wording';
import { findTypeByClaims } from './by-claims';
import { typesByClaimTyp, typesByTokenType, typesByTokenUse, typesByTyp } from './by-name';
import type { TokenType, TokenTypeReason, TokenTypeResult } from './token-type';

/**
 * The token type, by its `typ`, by a claim that specifies the type, or by its other claims; `JWT` if none of them
 * determines it. Uses only the token itself, not where it was captured, and nothing in it has been verified.
 */
export function describeTokenType(token: Token): TokenTypeResult {
  if (token.kind === 'jwe') return createResult('encrypted token', 'encrypted');
  const { header, claims } = token;
  // RFC 7515 §4.1.9: case-insensitive, and the prefix is optional.
  const typ = typeof header?.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
  const byTyp = typesByTyp.get(typ) ?? (typ.endsWith('+sd-jwt') ? 'SD-JWT' : undefined);
  if (byTyp !== undefined) return createResult(byTyp, 'typ', [quoteForSentence(typ)]);
  if (token.kind === 'sd-jwt') {
    return claims && typeof claims.vct === 'string'
      ? { type: 'SD-JWT VC', certainty: 'likely', why: 'vct', params: [] }
      : createResult('SD-JWT', 'disclosures');
  }
  if (claims === undefined) return createResult('JWS', 'no_claims');
  return findSpecifiedType(claims) ?? findTypeByClaims(claims) ?? createResult('JWT', 'unknown');
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
