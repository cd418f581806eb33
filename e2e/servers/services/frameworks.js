// How common frameworks report a rejection. Each function gets why the request was rejected, and returns status, headers
// and body as the framework's defaults write them; many of them write the same for everything.

const json = (status, value, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});
const plain = (status, body, headers = {}) => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
});
const empty = (status, headers = {}) => ({ status, headers, body: '' });
const challenge = (value) => ({ 'www-authenticate': value });
const isPermission = (reason) => ['scope', 'step-up', 'closed'].includes(reason);
const isMissing = (reason) => ['no-token', 'scheme'].includes(reason);

export { challenge, empty, isMissing, isPermission, json, plain };

function spring(reason, { claims }) {
  if (isMissing(reason)) return empty(401, challenge('Bearer'));
  const uri = 'error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"';
  if (isPermission(reason)) {
    const text = 'The request requires higher privileges than provided by the access token.';
    return empty(403, challenge(`Bearer error="insufficient_scope", error_description="${text}", ${uri}`));
  }
  const texts = {
    malformed: 'Malformed token',
    expired: `Jwt expired at ${new Date(Number(claims?.exp ?? 0) * 1_000).toISOString()}`,
    nbf: `Jwt used before ${new Date(Number(claims?.nbf ?? 0) * 1_000).toISOString()}`,
    signature: 'Signed JWT rejected: Invalid signature',
    kid: 'Signed JWT rejected: Another algorithm expected, or no matching key(s) found',
    alg: 'Unsupported algorithm',
    typ: 'JOSE header typ (type) JWT not allowed',
    aud: 'The aud claim is not valid',
    iss: 'The iss claim is not valid',
  };
  const text = `An error occurred while attempting to decode the Jwt: ${texts[reason] ?? 'Invalid token'}`;
  return empty(401, challenge(`Bearer error="invalid_token", error_description="${text}", ${uri}`));
}

function aspNet(reason, { claims }) {
  if (isMissing(reason)) return empty(401, challenge('Bearer'));
  if (isPermission(reason)) return empty(403);
  const at = (seconds) => new Date(Number(seconds ?? 0) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  const text = {
    expired: `The token expired at '${at(claims?.exp)}'`,
    nbf: `The token is not valid before '${at(claims?.nbf)}'`,
    signature: 'The signature is invalid',
    kid: 'The signature key was not found',
    aud: `The audience '${claims?.aud ?? 'empty'}' is invalid`,
    iss: `The issuer '${claims?.iss ?? '(null)'}' is invalid`,
  }[reason];
  return empty(401, challenge(`Bearer error="invalid_token"${text ? `, error_description="${text}"` : ''}`));
}

/** Passport and Sanctum: the same text for each token that isn't accepted. */
function laravel(reason) {
  if (reason === 'scope') return json(403, { message: 'Invalid scope(s) provided.' });
  if (isPermission(reason)) return json(403, { message: 'This action is unauthorized.' });
  return json(401, { message: 'Unauthenticated.' });
}

function rails(reason, { claims }) {
  if (isPermission(reason)) return json(403, { error: 'You are not authorized to access this page.' });
  const text = {
    malformed: 'Not enough or too many segments',
    expired: 'Signature has expired',
    nbf: 'Signature nbf has not been reached',
    signature: 'Signature verification failed',
    kid: 'Could not find public key for kid',
    alg: 'Expected a different algorithm',
    aud: `Invalid audience. Expected https://api.shop.test, received ${claims?.aud ?? '<none>'}`,
    iss: `Invalid issuer. Expected https://id.shop.test, received ${claims?.iss ?? '<none>'}`,
    revoked: 'revoked token',
  }[reason];
  return json(401, { error: text ?? 'You need to sign in or sign up before continuing.' });
}

function fastApi(reason) {
  if (reason === 'no-token') return json(401, { detail: 'Not authenticated' }, challenge('Bearer'));
  if (reason === 'scheme') return json(403, { detail: 'Invalid authentication credentials' });
  if (reason === 'scope')
    return json(401, { detail: 'Not enough permissions' }, challenge('Bearer scope="orders:write"'));
  if (isPermission(reason)) return json(400, { detail: 'Inactive user' });
  return json(401, { detail: 'Could not validate credentials' }, challenge('Bearer'));
}

/** Flask-JWT-Extended: 422 for most. */
function flask(reason) {
  if (isPermission(reason)) return json(403, { msg: 'Admins only!' });
  const [status, msg] = {
    'no-token': [401, 'Missing Authorization Header'],
    scheme: [401, "Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'"],
    malformed: [422, 'Not enough segments'],
    expired: [401, 'Token has expired'],
    nbf: [422, 'The token is not yet valid (nbf)'],
    signature: [422, 'Signature verification failed'],
    kid: [422, 'Signature verification failed'],
    alg: [422, 'The specified alg value is not allowed'],
    aud: [422, "Audience doesn't match"],
    iss: [422, 'Invalid issuer'],
    typ: [422, 'Only non-refresh tokens are allowed'],
    revoked: [401, 'Token has been revoked'],
  }[reason] ?? [422, 'Invalid token'];
  return json(status, { msg });
}

function nest(reason) {
  return isPermission(reason)
    ? json(403, { message: 'Forbidden resource', error: 'Forbidden', statusCode: 403 })
    : json(401, { message: 'Unauthorized', statusCode: 401 });
}

function symfony(reason) {
  if (isPermission(reason))
    return json(403, { title: 'An error occurred', status: 403, detail: 'Access Denied.' });
  const message = isMissing(reason)
    ? 'JWT Token not found'
    : reason === 'expired'
      ? 'Expired JWT Token'
      : 'Invalid JWT Token';
  return json(401, { code: 401, message }, challenge('Bearer'));
}

function ktor(reason) {
  if (isPermission(reason)) return empty(403);
  return plain(401, 'Token is not valid or has expired', challenge('Bearer realm="Access to orders"'));
}

function gin(reason) {
  if (isPermission(reason))
    return json(403, { code: 403, message: "you don't have permission to access this resource" });
  const message = {
    'no-token': 'auth header is empty',
    scheme: 'auth header is invalid',
    malformed: 'token is malformed: token contains an invalid number of segments',
    expired: 'Token is expired',
    nbf: 'token is not valid yet',
    alg: 'invalid signing algorithm',
    signature: 'token signature is invalid: crypto/rsa: verification error',
  }[reason];
  return json(
    401,
    { code: 401, message: message ?? 'token is unverifiable: error while executing keyfunc' },
    challenge('JWT realm=shop'),
  );
}

function chi(reason) {
  if (isPermission(reason)) return plain(403, 'Forbidden\n');
  const text = {
    'no-token': 'no token found',
    scheme: 'no token found',
    expired: 'token is expired',
    nbf: 'token nbf validation failed',
  }[reason];
  return plain(401, `${text ?? 'token is unauthorized'}\n`);
}

function echo(reason) {
  if (isPermission(reason)) return json(403, { message: 'Forbidden' });
  return isMissing(reason)
    ? json(400, { message: 'missing or malformed jwt' })
    : json(401, { message: 'invalid or expired jwt' });
}

function actix(reason) {
  if (isPermission(reason)) return plain(403, 'You are missing permissions');
  return isMissing(reason)
    ? empty(401, challenge('Bearer'))
    : empty(401, challenge('Bearer scope="orders", error="invalid_token"'));
}

/** `options` are the server's, such as how long after its expiry a token is accepted. */
export const frameworks = {
  'Spring Security': { report: spring, options: { leewaySeconds: 60, hasType: false } },
  'ASP.NET Core': { report: aspNet, options: { leewaySeconds: 300, hasType: false } },
  Laravel: { report: laravel, options: { hasType: false } },
  'Rails, devise-jwt': { report: rails, options: { hasType: false } },
  FastAPI: { report: fastApi, options: {} },
  'Flask-JWT-Extended': { report: flask, options: { leewaySeconds: 10 } },
  NestJS: { report: nest, options: { hasType: false } },
  'Symfony, Lexik': { report: symfony, options: { hasType: false } },
  Ktor: { report: ktor, options: { leewaySeconds: 3, offsetSeconds: -700 } },
  'gin-jwt': { report: gin, options: { hasType: false } },
  'chi, jwtauth': { report: chi, options: { leewaySeconds: 30, hasType: false } },
  Echo: { report: echo, options: {} },
  'actix-web-httpauth': { report: actix, options: {} },
};
