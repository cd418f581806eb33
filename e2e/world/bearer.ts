import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { ConfidentialClient } from './provider-configuration';

export type BearerCheck =
  | { outcome: 'accepted'; claims: Record<string, unknown> }
  | { outcome: 'absent' }
  | { outcome: 'rejected'; description: string };

/**
 * Checks Authorization headers as a resource server must: JWTs against the provider's published keys (RFC 9068 §4),
 * other tokens by introspection (RFC 7662).
 */
export function createBearerCheck(
  issuer: string,
  audience: string,
  client: ConfidentialClient,
): (authorization: string | undefined) => Promise<BearerCheck> {
  const keySet = createRemoteJWKSet(new URL(`${issuer}/jwks`));

  return async (authorization) => {
    const token = /^Bearer +([\w\-.~+/]+=*)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return { outcome: 'absent' };
    if (!isJws(token)) return introspect(token, issuer, audience, client);
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer,
        audience,
        typ: 'at+jwt',
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp', 'sub'],
      });
      return { outcome: 'accepted', claims: payload };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      return { outcome: 'rejected', description: describeRejection(error) };
    }
  };
}

function isJws(token: string): boolean {
  try {
    return decodeProtectedHeader(token).alg !== undefined;
  } catch {
    return false;
  }
}

async function introspect(
  token: string,
  issuer: string,
  audience: string,
  client: ConfidentialClient,
): Promise<BearerCheck> {
  const response = await fetch(`${issuer}/token/introspection`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
  });
  if (!response.ok) throw new Error(`introspection responded with ${response.status}`);
  const claims = (await response.json()) as Record<string, unknown>;
  return claims.active === true && claims.aud === audience
    ? { outcome: 'accepted', claims }
    : { outcome: 'rejected', description: 'The access token is unknown or has expired' };
}

/** Uses only the characters that RFC 6750 §3 allows in error_description: no quotation mark, no backslash. */
function describeRejection(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The access token expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature does not match';
  if (error instanceof errors.JWKSNoMatchingKey) return 'No key of the issuer has this kid';
  if (error instanceof errors.JWTClaimValidationFailed) return `The value of ${error.claim} is not accepted`;
  return 'The access token is malformed';
}
