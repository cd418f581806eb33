import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { calculateJwkThumbprint, createRemoteJWKSet, EmbeddedJWK, jwtVerify } from 'jose';
import { checkClaims, listen, orders, scopeOf } from './api.js';

/**
 * A resource server by the RFCs (6750, 9068, 9449, 9470, 8705), written by hand with jose. `offsetSeconds` is how far
 * its clock is ahead, `leewaySeconds` for how long after its expiry it accepts a token, and without `hasType` it ignores
 * `typ`. `style` is how it reports a rejection: a name, or a function that gets the reason.
 */
export function startJose({
  issuer,
  audience,
  jwksUri,
  isRevoked,
  offsetSeconds = 0,
  leewaySeconds = 0,
  hasType = true,
  style = 'challenge',
}) {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  const now = () => new Date(Date.now() + offsetSeconds * 1_000);
  const usedProofs = new Set();

  async function check(request) {
    const [scheme = '', token] = (request.headers.authorization ?? '').split(' ');
    if (request.headers.authorization === undefined)
      return { status: 401, error: '', text: 'No credentials', reason: 'no-token' };
    if (!/^(?:bearer|dpop)$/i.test(scheme))
      return { status: 401, error: '', text: 'Credentials were not provided', reason: 'scheme' };
    const { payload } = await jwtVerify(token ?? '', keys, {
      issuer,
      audience,
      ...(hasType && { typ: 'at+jwt' }),
      clockTolerance: leewaySeconds,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'sub'],
      currentDate: now(),
    });
    if (payload.cnf?.['x5t#S256'])
      return {
        status: 401,
        error: 'invalid_token',
        text: 'Certificate thumbprint mismatch',
        reason: 'claims',
      };
    const isDpop = /^dpop$/i.test(scheme) || payload.cnf?.jkt;
    if (isDpop) await checkProof(request, token, payload);
    const path = request.url.split('?')[0];
    const problem = checkClaims(payload, { method: request.method, path, isRevoked });
    switch (problem) {
      case undefined:
        return { status: 200 };
      case 'revoked':
        return { status: 401, error: 'invalid_token', text: 'The token was revoked', reason: 'revoked' };
      case 'step-up':
        return {
          status: 401,
          error: 'insufficient_user_authentication',
          text: 'A different authentication level is required',
          acr: 'mfa',
          reason: 'step-up',
        };
      case 'scope':
        return {
          status: 403,
          error: 'insufficient_scope',
          text: 'More privileges are needed',
          scope: scopeOf(request.method),
          reason: 'scope',
        };
      default:
        return { status: 403, error: '', text: 'The account is suspended', reason: 'closed' };
    }
  }

  async function checkProof(request, token, payload) {
    const fail = (text, error = 'invalid_dpop_proof') =>
      Promise.reject(Object.assign(new Error(text), { error, isProof: true }));
    const proof = request.headers.dpop;
    if (proof === undefined) return fail('DPoP proof is missing');
    const { payload: claims, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
    }).catch((error) => fail(`Proof: ${error.message}`));
    if (claims.htm !== request.method) return fail('htm does not match');
    if (claims.htu !== `http://${request.headers.host}${request.url.split('?')[0]}`)
      return fail('htu does not match');
    if (Math.abs(now() / 1_000 - claims.iat) > 60) return fail('iat is not recent enough');
    if (claims.ath !== createHash('sha256').update(token).digest('base64url'))
      return fail('ath does not match');
    if ((await calculateJwkThumbprint(protectedHeader.jwk)) !== payload.cnf?.jkt)
      return fail('The token is bound to another key', 'invalid_token');
    if (request.url.startsWith('/nonce') && claims.nonce !== 'nonce-2')
      return fail('A nonce is required', 'use_dpop_nonce');
    if (usedProofs.has(claims.jti)) return fail('The proof was used before');
    usedProofs.add(claims.jti);
    return undefined;
  }

  const server = createServer(async (request, response) => {
    response.setHeader('date', now().toUTCString());
    const result = await check(request).catch((error) => ({
      status: 401,
      error: error.error ?? 'invalid_token',
      text: error.message,
      isProof: error.isProof,
      reason: reasonOf(error),
      claims: error.payload,
    }));
    if (result.error === 'use_dpop_nonce') response.setHeader('dpop-nonce', 'nonce-2');
    if (result.status === 200) return response.end(JSON.stringify(orders));
    if (typeof style === 'string') return write[style](response, result);
    const { status, headers, body } = style(result.reason, result);
    response.writeHead(status, headers).end(body);
  });
  return listen(server);
}

/** What jose found, without its words. */
function reasonOf({ code, claim }) {
  if (code === 'ERR_JWT_EXPIRED') return 'expired';
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED')
    return ['nbf', 'aud', 'iss', 'typ'].includes(claim) ? claim : 'claims';
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return 'signature';
  if (code === 'ERR_JWKS_NO_MATCHING_KEY') return 'kid';
  if (code === 'ERR_JOSE_ALG_NOT_ALLOWED' || code === 'ERR_JOSE_NOT_SUPPORTED') return 'alg';
  return 'malformed';
}

/** How servers report the same rejections. */
const write = {
  challenge(response, { status, error, text, scope, acr, isProof }) {
    const parameters = [
      error && `error="${error}"`,
      error && `error_description="${text.replaceAll('"', "'")}"`,
      scope && `scope="${scope}"`,
      acr && `acr_values="${acr}"`,
    ].filter(Boolean);
    response.setHeader('www-authenticate', `${isProof ? 'DPoP' : 'Bearer'} ${parameters.join(', ')}`.trim());
    response.writeHead(status).end();
  },
  problem(response, { status, text }) {
    response.writeHead(status, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({
        type: 'about:blank',
        title: status === 401 ? 'Unauthorized' : 'Forbidden',
        status,
        detail: text,
        instance: '/orders',
      }),
    );
  },
  /** The reports of careless servers: a status and a text that have nothing to do with the reason. */
  misleading(response, { status, error, text }) {
    const isAudience = /aud/.test(text);
    const isKey = /key/.test(text);
    const isExpired = /exp/.test(text);
    if (isAudience) {
      response.setHeader(
        'www-authenticate',
        'Bearer error="insufficient_scope", error_description="Insufficient scope"',
      );
      response.writeHead(403).end();
    } else if (isKey)
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"error":"Missing authentication"}');
    else if (isExpired) response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden');
    else if (/signature/.test(text))
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Server Error');
    else if (error === '')
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end('{"detail":"Authentication credentials were not provided."}');
    else response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"Unauthorized"}');
  },
  silent(response, { status }) {
    response.writeHead(status).end();
  },
  /** GraphQL over HTTP: the status is always 200. */
  graphql(response, { status, text }) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        data: null,
        errors: [
          {
            message: status === 403 ? 'Not allowed' : 'Not logged in',
            path: ['orders'],
            extensions: {
              code: status === 403 ? 'FORBIDDEN' : 'UNAUTHENTICATED',
              reason: text.length > 200 ? '' : undefined,
            },
          },
        ],
      }),
    );
  },
};
