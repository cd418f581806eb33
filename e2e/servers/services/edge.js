import { createServer } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { WebSocketServer } from 'ws';
import { listen, orders } from './api.js';

const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>';

/** What a server responds to a preflight: status and headers. `from` is the origin of the page. */
const preflights = {
  'not allowed': () => [405, {}],
  'not found': () => [404, {}],
  unauthorized: (from) => [401, { 'access-control-allow-origin': from, 'www-authenticate': 'Bearer' }],
  forbidden: () => [403, {}],
  crash: () => [500, {}],
  redirect: () => [302, { location: '/orders' }],
  'no headers': (from) => [204, { 'access-control-allow-origin': from, 'access-control-allow-methods': '*' }],
  'no origin': () => [204, { 'access-control-allow-headers': 'authorization' }],
  'other origin': () => [
    204,
    { 'access-control-allow-origin': 'https://shop.test', 'access-control-allow-headers': 'authorization' },
  ],
  'no method': (from) => [
    204,
    {
      'access-control-allow-origin': from,
      'access-control-allow-headers': 'authorization',
      'access-control-allow-methods': 'GET, POST',
    },
  ],
  'no other header': (from) => [
    204,
    { 'access-control-allow-origin': from, 'access-control-allow-headers': 'authorization' },
  ],
};

const html = (title, text) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1>${text}</body></html>`;

/** How servers reject headers that are too large: status and body, without CORS headers. */
const sizes = {
  nginx: [400, html('400 Request Header Or Cookie Too Large', '<hr><center>nginx</center>')],
  apache: [
    400,
    html(
      'Bad Request',
      'Your browser sent a request that this server could not understand.<br>Size of a request header field exceeds server limit.',
    ),
  ],
  node: [431, ''],
  'nginx-494': [494, html('400 Bad Request', '<hr><center>nginx</center>')],
  silent: [400, ''],
  tomcat: [400, html('HTTP Status 400 – Bad Request', '<p>Request header is too large</p>')],
};

/**
 * A server whose failures depend on the browser: preflights (`/preflight/NAME`), WebSockets (`/socket`), cookies with
 * attributes (`/cookie`), large headers (`/size/NAME`), redirects to a sign-in page. Handles CORS itself.
 */
export async function startEdge({ issuer, audience, jwksUri }) {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  const verify = (token) => jwtVerify(token ?? '', keys, { issuer, audience, algorithms: ['RS256'] });

  const server = createServer({ maxHeaderSize: 1_000_000 }, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [, area, name = ''] = pathname.split('/').map(decodeURIComponent);
    const from = request.headers.origin ?? '*';
    const cors = { 'access-control-allow-origin': from, 'access-control-allow-credentials': 'true' };
    const write = (status, body = '', headers = cors) =>
      response
        .writeHead(status, {
          'content-type': body.startsWith('<') ? 'text/html' : 'application/json',
          ...headers,
        })
        .end(body);
    if (area === 'page') return write(200, page);
    if (request.method === 'OPTIONS') {
      const allowed = {
        'access-control-allow-methods': request.headers['access-control-request-method'],
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      };
      const [status, headers] =
        area === 'preflight' ? preflights[name](from) : [204, { ...cors, ...allowed }];
      return response.writeHead(status, headers).end();
    }
    if (area === 'size') {
      if (name === 'closed' && searchParams.has('large')) return request.socket.destroy();
      return searchParams.has('large') ? write(...sizes[name], {}) : write(200, JSON.stringify(orders));
    }
    if (area === 'cookie') return answerCookie(request, name, searchParams, write, cors);
    const isValid = await verify(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]).then(
      () => true,
      () => false,
    );
    if (isValid) return write(200, JSON.stringify(orders));
    if (area === 'app') return write(302, '', { ...cors, location: '/login?returnTo=%2Fapp' });
    if (area === 'login') return write(200, html('Sign in', '<form></form>'));
    return write(401);
  });

  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', async (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    const accepted = () => sockets.handleUpgrade(request, socket, head, (open) => open.send('{}'));
    const reject = (status) =>
      socket.end(
        `HTTP/1.1 ${status}\r\nDate: ${new Date().toUTCString()}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    if (pathname === '/socket/closed') return reject('403 Forbidden');
    const token = searchParams.get('access_token') ?? protocols.find((each) => each.startsWith('ey'));
    await verify(token).then(accepted, () => reject('401 Unauthorized'));
  });
  const running = await listen(server);
  // Cookies and CORS depend on the site of the page: another one, by its host.
  return { ...running, pageUrl: `${running.origin.replace('127.0.0.1', 'localhost')}/page` };
}

/** `/cookie/login` sets a cookie with the attributes of the query; other paths need it. */
function answerCookie(request, name, searchParams, write, cors) {
  if (name === 'login') {
    const attributes = searchParams.get('attributes');
    return write(200, '{}', { ...cors, 'set-cookie': `sid=3f1c9a; ${attributes}` });
  }
  return /(?:^|; )sid=3f1c9a/.test(request.headers.cookie ?? '')
    ? write(200, JSON.stringify(orders))
    : write(401);
}
