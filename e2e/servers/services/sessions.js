import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { listen, orders } from './api.js';

/** A server with session cookies and CSRF tokens (double submit), and opaque bearer tokens at `/opaque`. */
export function startSessions({ maxHeaderSize = 16_384 }) {
  const sessions = new Map();
  const opaque = new Set();
  const server = createServer({ maxHeaderSize }, (request, response) => {
    const cookies = new Map(
      (request.headers.cookie ?? '').split('; ').map((pair) => [pair.split('=')[0], pair.split('=')[1]]),
    );
    const path = request.url.split('?')[0];
    const reject = (status, text) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: text }));
    if (path === '/login') {
      const id = randomUUID();
      const csrf = randomUUID();
      sessions.set(id, csrf);
      response.setHeader('set-cookie', [
        `sid=${id}; Path=/; HttpOnly; SameSite=Lax`,
        `XSRF-TOKEN=${csrf}; Path=/; SameSite=Lax`,
      ]);
      return response.end('{}');
    }
    if (path === '/logout') {
      sessions.delete(cookies.get('sid'));
      return response.end('{}');
    }
    if (path === '/opaque/token') {
      const token = randomUUID().replaceAll('-', '');
      const refresh = randomUUID().replaceAll('-', '');
      if (request.method === 'POST') opaque.clear();
      opaque.add(token);
      response.setHeader('content-type', 'application/json');
      return response.end(
        JSON.stringify({
          access_token: token,
          refresh_token: refresh,
          token_type: 'Bearer',
          expires_in: 300,
        }),
      );
    }
    if (path === '/opaque/revoke') {
      opaque.clear();
      return response.end();
    }
    if (path === '/opaque') {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined) return reject(401, 'unauthorized');
      return opaque.has(token) ? response.end(JSON.stringify(orders)) : reject(401, 'unauthorized');
    }
    const csrf = sessions.get(cookies.get('sid'));
    if (csrf === undefined) return reject(401, 'unauthorized');
    if (request.method !== 'GET' && request.headers['x-xsrf-token'] !== csrf) return reject(403, 'forbidden');
    response.end(JSON.stringify(orders));
  });
  return listen(server);
}
