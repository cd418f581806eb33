import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startEdge } from './edge.js';
import { frameworks } from './frameworks.js';
import { gateways } from './gateways.js';
import { startJose } from './jose.js';
import { startReasons } from './reasons.js';
import { startSessions } from './sessions.js';

/** Only `npm run causes` installs the packages that these need. */
const loadExpress = () => import('./express.js');
const loadOthers = () => import('./others.js');

/** Needs Debian's python3-flask, python3-jwt and python3-djangorestframework-simplejwt. Undefined without them. */
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
  'express-jwt': async (options) => (await loadExpress()).startExpressJwt(options, false),
  'express-jwt, error page': async (options) => (await loadExpress()).startExpressJwt(options, true),
  'express-oauth2-jwt-bearer': async (options) => (await loadExpress()).startOauth2Bearer(options),
  'passport-jwt': async (options) => (await loadExpress()).startPassport(options),
  '@fastify/jwt': async (options) => (await loadOthers()).startFastify(options),
  'hono/jwt': async (options) => (await loadOthers()).startHono(options),
  'koa-jwt': async (options) => (await loadOthers()).startKoa(options),
  'Flask, PyJWT': (options) => startPython('flask_api.py', options),
  'Django, Simple JWT': (options) => startPython('django_api.py', options),
  'jose, RFC 6750': startJose,
  'jose, problem+json': (options) => startJose({ ...options, style: 'problem' }),
  'jose, misleading': (options) => startJose({ ...options, style: 'misleading' }),
  'jose, silent': (options) => startJose({ ...options, style: 'silent' }),
  'jose, GraphQL': (options) => startJose({ ...options, style: 'graphql' }),
  'jose, 10 min ahead': (options) => startJose({ ...options, offsetSeconds: 600, style: 'silent' }),
  'jose, 10 min behind': (options) => startJose({ ...options, offsetSeconds: -600, style: 'problem' }),
  ...Object.fromEntries(
    Object.entries({ ...frameworks, ...gateways }).map(([name, { report, options }]) => [
      `${name}, by hand`,
      (settings) => startJose({ ...settings, ...options, style: report }),
    ]),
  ),
};

export { startEdge, startReasons, startSessions };
