import type { JsonObject, Token } from '../token';
import { quoteForSentence } from '../wording';
import { findTypeByClaims } from './by-claims';
import { typesByClaimTyp, typesByTokenType, typesByTokenUse, typesByTyp } from './by-name';
import type { TokenType, TokenTypeReason, TokenTypeResult } from './token-type';

/**
 * What kind of token this is, as far as it tells itself: by its `typ`, by a claim that names a kind, or by what it
 * holds; a `JWT` where none of them does. Knows nothing of where the token was seen, and trusts the token's word:
 * nothing here has been verified.
 */
export function describeTokenType(token: Token): TokenTypeResult {
  if (token.kind === 'jwe') return createResult('encrypted token', 'encrypted');
  const { header, claims } = token;
  // RFC 7515 §4.1.9: the case does not matter, nor does the prefix.
  const typ = typeof header?.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
  const byTyp = typesByTyp.get(typ) ?? (typ.endsWith('+sd-jwt') ? 'SD-JWT' : undefined);
  if (byTyp !== undefined) return createResult(byTyp, 'typ', [quoteForSentence(typ)]);
  if (token.kind === 'sd-jwt') {
    return claims && typeof claims.vct === 'string'
      ? { type: 'SD-JWT VC', certainty: 'likely', why: 'vct', params: [] }
      : createResult('SD-JWT', 'disclosures');
  }
  if (claims === undefined) return createResult('JWS', 'no_claims');
  return findNamedType(claims) ?? findTypeByClaims(claims) ?? createResult('JWT', 'unknown');
}

/** By a claim that is there to name the kind. */
function findNamedType(claims: JsonObject): TokenTypeResult | undefined {
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
