import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startExpressJwt, startOauth2Bearer, startPassport } from './express.js';
import { startJose } from './jose.js';
import { startFastify, startHono, startKoa } from './others.js';
import { startSessions } from './sessions.js';

/** Debian's packages for these are installed by hand; without them, the servers are skipped. */
async function startPython(file, { issuer, audience, jwksUri }) {
  const script = fileURLToPath(new URL(`../python/${file}`, import.meta.url));
  const child = spawn('/usr/bin/python3', [script, issuer, audience, jwksUri], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const port = await Promise.race([
    once(child.stdout, 'data').then(([data]) => Number(data)),
    Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => undefined),
  ]);
  return port && { origin: `http://127.0.0.1:${port}`, close: () => child.kill() };
}

/** Each starts one server; a Python server that can't be started is undefined. */
export const servers = {
  'express-jwt': (options) => startExpressJwt(options, false),
  'express-jwt, error page': (options) => startExpressJwt(options, true),
  'express-oauth2-jwt-bearer': startOauth2Bearer,
  'passport-jwt': startPassport,
  '@fastify/jwt': startFastify,
  'hono/jwt': startHono,
  'koa-jwt': startKoa,
  'Flask, PyJWT': (options) => startPython('flask_api.py', options),
  'Django, Simple JWT': (options) => startPython('django_api.py', options),
  'jose, RFC 6750': startJose,
  'jose, problem+json': (options) => startJose({ ...options, style: 'problem' }),
  'jose, misleading': (options) => startJose({ ...options, style: 'misleading' }),
  'jose, silent': (options) => startJose({ ...options, style: 'silent' }),
  'jose, GraphQL': (options) => startJose({ ...options, style: 'graphql' }),
  'jose, 10 min ahead': (options) => startJose({ ...options, offsetSeconds: 600, style: 'silent' }),
  'jose, 10 min behind': (options) => startJose({ ...options, offsetSeconds: -600, style: 'problem' }),
};

export { startSessions };
