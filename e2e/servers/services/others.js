import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { Hono } from 'hono';
import { jwt as honoJwt } from 'hono/jwt';
import Koa from 'koa';
import koaJwt from 'koa-jwt';
import { koaJwtSecret } from 'jwks-rsa';
import { checkClaims, listen, orders } from './api.js';

/** @fastify/jwt: JSON with a code of its own. */
export async function startFastify({ issuer, audience, publicKeyPem, isRevoked }) {
  const app = fastify();
  await app.register(fastifyJwt, {
    secret: { public: publicKeyPem },
    verify: { algorithms: ['RS256'], allowedIss: issuer, allowedAud: audience },
  });
  app.addHook('onRequest', async (request) => request.jwtVerify());
  app.all('/*', async (request, reply) => {
    const problem = checkClaims(request.user, {
      method: request.method,
      path: request.url.split('?')[0],
      isRevoked,
    });
    if (problem === undefined) return orders;
    if (problem === 'revoked')
      return reply.code(401).send({ statusCode: 401, error: 'Unauthorized', message: 'Token revoked' });
    if (problem === 'step-up')
      return reply.code(403).send({ statusCode: 403, error: 'Forbidden', message: 'Second factor required' });
    return reply.code(403).send({
      statusCode: 403,
      error: 'Forbidden',
      message: problem === 'closed' ? 'Not during the night' : 'Missing scope',
    });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { origin: `http://127.0.0.1:${app.server.address().port}`, close: () => app.close() };
}

/** hono/jwt: the reason is in WWW-Authenticate only, and always the same for most failures. */
export function startHono({ issuer, audience, publicKeyPem, isRevoked }) {
  const app = new Hono();
  app.use(
    '*',
    honoJwt({
      secret: publicKeyPem,
      alg: 'RS256',
      verification: { iss: issuer, aud: audience, typ: 'at+jwt' },
    }),
  );
  app.all('*', (context) => {
    const claims = context.get('jwtPayload');
    const problem = checkClaims(claims, { method: context.req.method, path: context.req.path, isRevoked });
    if (problem === undefined) return context.json(orders);
    return problem === 'revoked' ? context.text('Unauthorized', 401) : context.text('Forbidden', 403);
  });
  return listen(createServer(getRequestListener(app.fetch)));
}

/** koa-jwt: "Authentication Error", also for an unsuitable scheme. */
export function startKoa({ issuer, audience, jwksUri, isRevoked }) {
  const app = new Koa();
  app.silent = true;
  app.use(
    koaJwt({
      secret: koaJwtSecret({ jwksUri, cache: true }),
      algorithms: ['RS256'],
      issuer,
      audience,
      isRevoked: async (_context, token) => isRevoked(token.jti),
    }),
  );
  app.use((context) => {
    const problem = checkClaims(context.state.user, {
      method: context.method,
      path: context.path,
      isRevoked,
    });
    if (problem === undefined) context.body = orders;
    else context.status = 403;
  });
  return listen(createServer(app.callback()));
}
