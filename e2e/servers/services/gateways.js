// How common gateways and backends report a rejection; see frameworks.js.
import { challenge, empty, isMissing, isPermission, json, plain } from './frameworks.js';

function envoy(reason) {
  if (isPermission(reason)) return plain(403, 'RBAC: access denied');
  const text =
    {
      'no-token': 'Jwt is missing',
      scheme: 'Jwt is missing',
      malformed: 'Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections',
      expired: 'Jwt is expired',
      nbf: 'Jwt not yet valid',
      signature: 'Jwt verification fails',
      kid: "Jwks doesn't have key to match kid or alg from Jwt",
      alg: 'Jwt header [alg] is not supported',
      iss: 'Jwt issuer is not configured',
      aud: 'Audiences in Jwt are not allowed',
    }[reason] ?? 'Jwt verification fails';
  const error = isMissing(reason) ? '' : ', error="invalid_token"';
  return plain(
    reason === 'aud' ? 403 : 401,
    text,
    challenge(`Bearer realm="http://api.shop.test/orders"${error}`),
  );
}

/** The same page for everything. */
function nginx(reason) {
  const title = isPermission(reason) ? '403 Forbidden' : '401 Authorization Required';
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  const error = isMissing(reason) ? '' : ', error="invalid_token"';
  return {
    status: isPermission(reason) ? 403 : 401,
    headers: {
      'content-type': 'text/html',
      server: 'nginx',
      ...(!isPermission(reason) && challenge(`Bearer realm="closed site"${error}`)),
    },
    body,
  };
}

function kong(reason) {
  if (isPermission(reason)) return json(403, { message: 'You cannot consume this service' });
  if (reason === 'expired') return json(401, { exp: 'token expired' });
  if (reason === 'nbf') return json(401, { nbf: 'token not valid yet' });
  const message = {
    malformed: 'Bad token; invalid JSON',
    signature: 'Invalid signature',
    alg: 'Invalid algorithm',
    iss: "No credentials found for given 'iss'",
    kid: "No credentials found for given 'kid'",
  }[reason];
  return json(401, { message: message ?? 'Unauthorized' });
}

/** GraphQL: the status is always 200. */
function hasura(reason) {
  const [code, message] = {
    'no-token': ['invalid-headers', "Missing 'Authorization' or 'Cookie' header in JWT authentication mode"],
    scheme: ['invalid-headers', 'Malformed Authorization header'],
    malformed: [
      'invalid-jwt',
      'Could not verify JWT: JWSError (JSONDecodeError "Error in $: not enough input")',
    ],
    expired: ['invalid-jwt', 'Could not verify JWT: JWTExpired'],
    nbf: ['invalid-jwt', 'Could not verify JWT: JWTNotYetValid'],
    aud: ['invalid-jwt', 'Could not verify JWT: JWTNotInAudience'],
    iss: ['invalid-jwt', 'Could not verify JWT: JWTNotInIssuer'],
    signature: ['invalid-jwt', 'Could not verify JWT: JWSError JWSInvalidSignature'],
    kid: ['invalid-jwt', 'Could not verify JWT: JWSError JWSNoValidKeys'],
    alg: ['invalid-jwt', 'Could not verify JWT: JWSError JWSNoValidSignatures'],
  }[reason] ?? ['access-denied', 'your current role is not allowed to access orders'];
  return json(200, { errors: [{ extensions: { path: '$', code }, message }] });
}

function postgrest(reason) {
  if (isPermission(reason) || isMissing(reason)) {
    const status = isPermission(reason) ? 403 : 401;
    return json(
      status,
      { code: '42501', details: null, hint: null, message: 'permission denied for table orders' },
      status === 401 ? challenge('Bearer') : {},
    );
  }
  const message =
    {
      malformed: 'Expected 3 parts in JWT; got 1',
      expired: 'JWT expired',
      nbf: 'JWT not yet valid',
      aud: 'JWT not in audience',
      kid: 'No suitable key or wrong key type',
      alg: 'Wrong or unsupported encoding algorithm',
      signature: 'JWT cryptographic operation failed',
    }[reason] ?? 'JWT claims validation or parsing failed';
  return json(
    401,
    { code: 'PGRST301', details: null, hint: null, message },
    challenge(`Bearer error="invalid_token", error_description="${message}"`),
  );
}

/** The JWT authorizer of an HTTP API. */
function awsHttpApi(reason) {
  if (isPermission(reason))
    return json(
      403,
      { message: 'Forbidden' },
      challenge('Bearer scope="orders:write" error="insufficient_scope"'),
    );
  if (isMissing(reason)) return json(401, { message: 'Unauthorized' }, challenge('Bearer'));
  const text =
    {
      expired: 'the token has expired',
      nbf: 'the token is not yet valid',
      aud: 'the token does not have a valid audience',
      iss: 'the token does not have a valid issuer',
    }[reason] ?? 'signature is invalid';
  return json(
    401,
    { message: 'Unauthorized' },
    challenge(`Bearer scope="" error="invalid_token" error_description="${text}"`),
  );
}

/** A Cognito authorizer of a REST API. */
function awsRestApi(reason) {
  const type = (name) => ({ 'x-amzn-errortype': name });
  if (isPermission(reason))
    return json(
      403,
      { Message: 'User is not authorized to access this resource' },
      type('AccessDeniedException'),
    );
  if (reason === 'expired')
    return json(401, { message: 'The incoming token has expired' }, type('UnauthorizedException'));
  return json(401, { message: 'Unauthorized' }, type('UnauthorizedException'));
}

function azureApim(reason) {
  return isPermission(reason)
    ? json(403, { statusCode: 403, message: 'Forbidden' })
    : json(401, { statusCode: 401, message: 'Unauthorized. Access token is missing or invalid.' });
}

function googleEsp(reason) {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.DebugInfo', stackEntries: [], detail: 'auth' }];
  if (isPermission(reason))
    return json(403, { code: 7, message: 'The caller does not have permission', details });
  const text = {
    malformed: 'JWT validation failed: Bad JWT format: should have 2 dots',
    expired: 'JWT validation failed: TIME_CONSTRAINT_FAILURE',
    nbf: 'JWT validation failed: TIME_CONSTRAINT_FAILURE',
    aud: 'JWT validation failed: Audience not allowed',
    iss: 'JWT validation failed: Issuer not allowed',
    kid: 'JWT validation failed: KEY_RETRIEVAL_ERROR',
    signature: 'JWT validation failed: BAD_SIGNATURE',
    alg: 'JWT validation failed: BAD_FORMAT',
  }[reason];
  return json(401, {
    code: 16,
    message: text ?? 'JWT validation failed: Missing or invalid credentials',
    details,
  });
}

/** firebase-admin's messages, as an app passes them on. */
function firebase(reason, { claims }) {
  if (isPermission(reason))
    return json(403, {
      error: { code: 'permission-denied', message: 'Missing or insufficient permissions.' },
    });
  const text = {
    'no-token': 'Unauthorized',
    scheme: 'Unauthorized',
    malformed:
      'Decoding Firebase ID token failed. Make sure you passed the entire string JWT which represents an ID token.',
    expired:
      'Firebase ID token has expired. Get a fresh ID token from your client app and try again (auth/id-token-expired).',
    aud: `Firebase ID token has incorrect "aud" (audience) claim. Expected "https://api.shop.test" but got "${claims?.aud}".`,
    iss: `Firebase ID token has incorrect "iss" (issuer) claim. Expected "https://id.shop.test" but got "${claims?.iss}".`,
    signature: 'Firebase ID token has invalid signature.',
    kid: 'Firebase ID token has "kid" claim which does not correspond to a known public key. Most likely the ID token is expired, so get a fresh token from your client app and try again.',
    alg: 'Firebase ID token has incorrect algorithm. Expected "RS256".',
    revoked: 'The Firebase ID token has been revoked.',
  }[reason];
  return json(401, {
    error: { code: 'auth/argument-error', message: text ?? 'Firebase ID token is invalid.' },
  });
}

/** Supabase Auth. */
function goTrue(reason) {
  if (isPermission(reason)) return json(403, { code: 403, error_code: 'not_admin', msg: 'User not allowed' });
  if (isMissing(reason))
    return json(401, {
      code: 401,
      error_code: 'no_authorization',
      msg: 'This endpoint requires a Bearer token',
    });
  if (reason === 'revoked')
    return json(403, {
      code: 403,
      error_code: 'session_not_found',
      msg: 'Session from session_id claim in JWT does not exist',
    });
  const text =
    {
      malformed: 'token is malformed: token contains an invalid number of segments',
      expired: 'token has invalid claims: token is expired',
      nbf: 'token has invalid claims: token is not valid yet',
      aud: 'token has invalid claims: token has invalid audience',
      iss: 'token has invalid claims: token has invalid issuer',
      signature: 'token signature is invalid: crypto/rsa: verification error',
      alg: 'signing method none is invalid',
    }[reason] ?? 'token is unverifiable: error while executing keyfunc: unrecognized JWT kid';
  return json(403, {
    code: 403,
    error_code: 'bad_jwt',
    msg: `invalid JWT: unable to parse or verify signature, ${text}`,
  });
}

function keycloak(reason) {
  if (isPermission(reason)) return json(403, { error: 'HTTP 403 Forbidden' });
  return json(
    401,
    { error: 'HTTP 401 Unauthorized' },
    isMissing(reason)
      ? challenge('Bearer realm="shop"')
      : challenge(
          'Bearer realm="shop", error="invalid_token", error_description="Token verification failed"',
        ),
  );
}

/** An app that verifies tokens where Apollo creates the context. */
function apolloContext(reason) {
  if (isPermission(reason))
    return json(200, {
      data: { orders: null },
      errors: [{ message: 'Access denied!', path: ['orders'], extensions: { code: 'FORBIDDEN' } }],
    });
  const message = {
    'no-token': 'you must be logged in',
    scheme: 'jwt must be provided',
    malformed: 'jwt malformed',
    expired: 'jwt expired',
    nbf: 'jwt not active',
    signature: 'invalid signature',
    alg: 'invalid algorithm',
    aud: 'jwt audience invalid. expected: https://api.shop.test',
    iss: 'jwt issuer invalid. expected: https://id.shop.test',
  }[reason];
  return json(500, {
    errors: [
      {
        message: `Context creation failed: ${message ?? 'error in secret or public key callback'}`,
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
}

/** A web application firewall or load balancer that answers without a reason. */
function loadBalancer(reason) {
  return isPermission(reason) ? empty(403) : empty(401, { server: 'awselb/2.0' });
}

export const gateways = {
  Envoy: { report: envoy, options: { leewaySeconds: 60, hasType: false } },
  nginx: { report: nginx, options: {} },
  Kong: { report: kong, options: { offsetSeconds: 900, hasType: false } },
  Hasura: { report: hasura, options: { hasType: false } },
  PostgREST: { report: postgrest, options: { leewaySeconds: 30, hasType: false } },
  'AWS HTTP API': { report: awsHttpApi, options: {} },
  'AWS REST API': { report: awsRestApi, options: {} },
  'Azure API Management': { report: azureApim, options: { leewaySeconds: 60, hasType: false } },
  'Google ESP': { report: googleEsp, options: {} },
  'Firebase Admin': { report: firebase, options: {} },
  'Supabase Auth': { report: goTrue, options: { hasType: false } },
  Keycloak: { report: keycloak, options: {} },
  'Apollo, context': { report: apolloContext, options: { hasType: false } },
  'load balancer': { report: loadBalancer, options: { offsetSeconds: 200 } },
};
