import { describe, expect, it } from 'vitest';
import type { CauseCode } from './cause';
import { classify } from './classify';

/** The strongest cause; undefined if none is more than a general phrase. */
function strongest(text: string): CauseCode | undefined {
  const ranked = [...classify(text)].filter(([, weight]) => weight >= 15).sort((a, b) => b[1] - a[1]);
  return ranked[0]?.[0];
}

describe('classify', () => {
  // Texts of servers, gateways and libraries, each as it is sent.
  it.each<[string, CauseCode]>([
    ['jwt expired', 'expired'],
    ['TokenExpiredError: jwt expired', 'expired'],
    ['Signature has expired', 'expired'],
    ['Jwt is expired', 'expired'],
    ['JWT expired', 'expired'],
    ['"exp" claim timestamp check failed', 'expired'],
    ['token is expired by 1h0m0s', 'expired'],
    ['token has invalid claims: token is expired', 'expired'],
    ["The token expired at '11/29/2026 10:00:00'", 'expired'],
    ['IDX10223: Lifetime validation failed. The token is expired.', 'expired'],
    ['Jwt expired at 2026-11-29T10:00:00Z', 'expired'],
    ['Expired token', 'expired'],
    ['The access token has expired', 'expired'],
    ['FAST_JWT_EXPIRED', 'expired'],
    ['token_expired', 'expired'],
    ['Firebase ID token has expired. Get a fresh ID token from your client app and try again', 'expired'],
    ['"exp" claim timestamp check failed: too far in the past', 'expired'],
    ['jwt not active', 'not-yet-valid'],
    ['The token is not yet valid (nbf)', 'not-yet-valid'],
    ['The token is not yet valid (iat)', 'not-yet-valid'],
    ['Jwt not yet valid', 'not-yet-valid'],
    ['"nbf" claim timestamp check failed', 'not-yet-valid'],
    ['token is not valid yet', 'not-yet-valid'],
    ['Token used before issued', 'not-yet-valid'],
    ['IDX10222: Lifetime validation failed. The token is not yet valid.', 'not-yet-valid'],
    ['Cannot handle token prior to 2026-11-29T12:00:00+0000', 'not-yet-valid'],
    ['jwt audience invalid. expected: https://api.test', 'audience'],
    ['unexpected "aud" claim value', 'audience'],
    ['Audiences in Jwt are not allowed', 'audience'],
    ["The audience 'https://api.test' is invalid", 'audience'],
    ["Audience doesn't match", 'audience'],
    ['Invalid audience', 'audience'],
    ['The aud claim is not valid', 'audience'],
    ['jwt issuer invalid. expected: https://id.test', 'issuer'],
    ['unexpected "iss" claim value', 'issuer'],
    ["The issuer 'https://id.test' is invalid", 'issuer'],
    ['Jwt issuer is not configured', 'issuer'],
    ['The iss claim is not valid', 'issuer'],
    ['Insufficient Scope', 'scope'],
    ['insufficient_scope', 'scope'],
    ['The request requires higher privileges than provided by the access token.', 'scope'],
    ['Insufficient permissions', 'scope'],
    ['Missing required role: admin', 'scope'],
    ['User does not have the right roles.', 'scope'],
    ['invalid signature', 'signature'],
    ['signature verification failed', 'signature'],
    ['Signature verification failed', 'signature'],
    ['Jwt verification fails: invalid signature', 'signature'],
    ['crypto/rsa: verification error: signature is invalid', 'signature'],
    ['The token signature is invalid', 'signature'],
    ["Jwks doesn't have key to match kid or alg from Jwt", 'unknown-kid'],
    ['no applicable key found in the JSON Web Key Set', 'unknown-kid'],
    ['The signature key was not found', 'unknown-kid'],
    ['Unable to find a signing key that matches: "key-2"', 'unknown-kid'],
    ['error in secret or public key callback: Unable to find a signing key that matches kid', 'unknown-kid'],
    ['No matching signing key found', 'unknown-kid'],
    ['unable to find key for kid "key-2"', 'unknown-kid'],
    ['unable to find key with kid', 'unknown-kid'],
    ['Invalid kid', 'unknown-kid'],
    ['invalid algorithm', 'algorithm'],
    ['The specified alg value is not allowed', 'algorithm'],
    ['"alg" (Algorithm) Header Parameter value not allowed', 'algorithm'],
    ['unexpected signing method: HS256', 'algorithm'],
    ['Unsigned Claims JWTs are not supported: alg none', 'algorithm'],
    ['jwt malformed', 'malformed'],
    ['Not enough segments', 'malformed'],
    ['Invalid header string: must begin with...', 'malformed'],
    ['token contains an invalid number of segments', 'malformed'],
    ['Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections', 'malformed'],
    ['Wrong number of segments', 'malformed'],
    ['Invalid Compact JWS', 'malformed'],
    ['Invalid crypto padding', 'malformed'],
    ['IDX14100: JWT is not well formed, there are no dots (.).', 'malformed'],
    ['Malformed token', 'malformed'],
    ['illegal base64 data at input byte 4', 'malformed'],
    ['JWT strings must contain exactly 2 period characters. Found: 0', 'malformed'],
    ['No authorization token was found', 'no-token'],
    ['Authentication credentials were not provided.', 'no-token'],
    ['Missing Authorization Header', 'no-token'],
    ['Jwt is missing', 'no-token'],
    ['No API key found in request', 'no-token'],
    ['No credentials found for given realm', 'no-token'],
    ['Authorization header is required', 'no-token'],
    ['An access token is required to request this resource.', 'no-token'],
    ['No Authorization was found in request.headers', 'no-token'],
    ['Format is Authorization: Bearer [token]', 'scheme'],
    ['Bad Authorization header format', 'scheme'],
    ['Authorization header must start with Bearer', 'scheme'],
    ['Unsupported authorization type', 'scheme'],
    ['unexpected "typ" JWT header value', 'wrong-kind'],
    ['Token has wrong type', 'wrong-kind'],
    ['Only access tokens are allowed', 'wrong-kind'],
    ['Token use not allowed: id. Expected: access', 'wrong-kind'],
    ['Token is blacklisted', 'revoked-or-opaque'],
    ['The token has been revoked.', 'revoked-or-opaque'],
    ['token inactive', 'revoked-or-opaque'],
    ['The access token provided is unknown token', 'revoked-or-opaque'],
    ['insufficient_user_authentication', 'step-up'],
    ['A different authentication level is required', 'step-up'],
    ['MFA required', 'step-up'],
    ['Multi-factor authentication is required', 'step-up'],
    ['DPoP proof htm mismatch', 'dpop-method'],
    ['DPoP proof htu mismatch', 'dpop-uri'],
    ['DPoP proof ath mismatch', 'dpop-token-hash'],
    ['DPoP proof iat is not recent enough', 'dpop-age'],
    ['DPoP proof replay detected', 'dpop-replay'],
    ['DPoP proof jti has already been used', 'dpop-replay'],
    ['Authorization server requires nonce in DPoP proof', 'dpop-nonce'],
    ['use_dpop_nonce', 'dpop-nonce'],
    ['JWT Access Token confirmation mismatch: the DPoP key thumbprint differs', 'dpop-binding'],
    ['DPoP proof JWT is missing', 'dpop-missing'],
    ['certificate thumbprint mismatch', 'mtls-binding'],
    ['CSRF verification failed. Request aborted.', 'csrf'],
    ['invalid csrf token', 'csrf'],
    ['CSRF token mismatch.', 'csrf'],
    ["Can't verify CSRF token authenticity.", 'csrf'],
    ['The required anti-forgery cookie is not present', 'csrf'],
    ['Request Header Or Cookie Too Large', 'too-large'],
    ['Request Header Fields Too Large', 'too-large'],
    ['Size of a request header field exceeds server limit.', 'too-large'],
    ['PKCE verification failed', 'pkce'],
    ['code_verifier does not match', 'pkce'],
    ['code challenge failed', 'pkce'],
    ['Incorrect redirect_uri', 'redirect-mismatch'],
    ['redirect_uri did not match the one used in the authorization request', 'redirect-mismatch'],
    ['Code not valid', 'invalid-grant'],
    ['invalid_grant', 'invalid-grant'],
    ['Invalid client or Invalid client credentials', 'invalid-client'],
    ['invalid_client', 'invalid-client'],
  ])('%s: %s', (text, cause) => {
    expect(strongest(text)).toBe(cause);
  });

  // They name no reason, or several.
  it.each([
    'Unauthorized',
    'Forbidden',
    'RBAC: access denied',
    'Internal Server Error',
    'invalid_token',
    'Given token not valid for any token type',
    'The access token provided is expired, revoked, malformed, or invalid for other reasons.',
    'Token is invalid or expired',
    'Unauthenticated.',
    'JWT validation failed',
    'Invalid token',
    'Not authorized',
    'Access token is missing, invalid or expired',
    'An error occurred',
  ])('%s: nothing specific', (text) => {
    expect([...classify(text)].filter(([, weight]) => weight >= 30)).toEqual([]);
  });

  it('takes the reason after what a program was doing, if it is known', () => {
    expect(strongest('An error occurred while attempting to decode the Jwt: Nothing known')).toBe(
      'malformed',
    );
    expect(strongest('An error occurred while attempting to decode the Jwt: Invalid signature')).toBe(
      'signature',
    );
  });

  it('reads the reason after "could not verify", also in words that are written together', () => {
    expect([...classify('Could not verify JWT: JWTExpired').keys()]).toEqual(['expired']);
  });

  it('ignores names in backticks', () => {
    expect(classify('Double check your `anon` or `service_role` API key.').size).toBe(0);
  });

  it('takes no longer for long text', () => {
    expect(classify('a'.repeat(1_000_000)).size).toBe(0);
    expect(classify(`${'a '.repeat(1_000_000)}expired`).size).toBe(0);
  });
});
