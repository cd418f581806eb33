import { createServer } from 'node:http';
import express from 'express';
import { expressjwt } from 'express-jwt';
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer';
import { expressJwtSecret } from 'jwks-rsa';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { checkClaims, listen, orders, scopeOf } from './api.js';

/** express-jwt. With `isVerbose`, Express' own error page; otherwise JSON with the code. */
export function startExpressJwt({ issuer, audience, jwksUri, isRevoked }, isVerbose) {
  const app = express();
  app.set('env', isVerbose ? 'test' : 'production');
  app.use(
    expressjwt({
      secret: expressJwtSecret({ jwksUri, cache: true }),
      algorithms: ['RS256'],
      issuer,
      audience,
      isRevoked: (_request, token) => isRevoked(token.payload.jti),
    }),
  );
  app.use((request, response) => {
    const problem = checkClaims(request.auth, { method: request.method, path: request.path, isRevoked });
    if (problem === undefined) response.json(orders);
    else if (problem === 'closed') response.status(403).json({ message: 'The shop is closed' });
    else response.sendStatus(403);
  });
  app.use((error, _request, response, next) => {
    if (isVerbose) {
      error.stack = `${error.name}: ${error.message}\n    at verify (jsonwebtoken/verify.js:170:19)`;
      return next(error);
    }
    response.status(error.status ?? 500).json({ code: error.code, message: error.message });
  });
  return listen(createServer(app));
}

/** express-oauth2-jwt-bearer: everything in WWW-Authenticate, DPoP included. */
export function startOauth2Bearer({ issuer, audience, jwksUri, isRevoked }) {
  const app = express();
  app.set('env', 'production');
  app.use(
    auth({ issuer, audience, jwksUri, tokenSigningAlg: undefined, dpop: { enabled: true, required: false } }),
  );
  app.post('/orders', requiredScopes('orders:write'));
  app.get('/orders', requiredScopes('orders:read'));
  app.use((request, response) => {
    const problem = checkClaims(request.auth.payload, {
      method: request.method,
      path: request.path,
      isRevoked,
    });
    if (problem === undefined) response.json(orders);
    else if (problem === 'step-up') {
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer error="insufficient_user_authentication", acr_values="mfa"')
        .end();
    } else if (problem === 'revoked') {
      response.status(401).set('WWW-Authenticate', 'Bearer error="invalid_token"').end();
    } else response.sendStatus(403);
  });
  app.use((error, _request, response, _next) => {
    response
      .status(error.status ?? 500)
      .set(error.headers ?? {})
      .json({ error: error.code, message: error.message });
  });
  return listen(createServer(app));
}

/** passport-jwt: "Unauthorized", whatever the reason. */
export function startPassport({ issuer, audience, publicKeyPem, isRevoked }) {
  const app = express();
  app.set('env', 'production');
  const { Passport } = passport;
  const own = new Passport();
  own.use(
    new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKey: publicKeyPem,
        issuer,
        audience,
        algorithms: ['RS256'],
      },
      (claims, done) => done(null, isRevoked(claims.jti) ? false : claims),
    ),
  );
  app.use(own.initialize());
  app.use(own.authenticate('jwt', { session: false }));
  app.use((request, response) => {
    const problem = checkClaims(request.user, { method: request.method, path: request.path, isRevoked });
    if (problem === undefined) response.json(orders);
    else
      response
        .status(403)
        .json({ error: 'Forbidden', required: problem === 'scope' ? scopeOf(request.method) : undefined });
  });
  return listen(createServer(app));
}
