import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { pathOf, readBody, sendJson, urlOf } from './responses';
import type { BearerCheck } from './bearer';
import type { Loopback } from './loopback';

/** The API of a world, as tests use it. */
export interface WorldApi {
  origin: string;
  /** The number of requests by path (`/orders`), without CORS preflights. */
  readonly requests: Readonly<Record<string, number>>;
  resetCounts(): void;
}

const SLOW_LIMIT_MS = 30_000;

const orders = [
  { id: 1, item: 'Desk lamp', quantity: 2 },
  { id: 2, item: 'Notebook', quantity: 12 },
];

/**
 * Serves the API: `/orders` and `/slow?ms=` require an access token; `/echo` responds to any request with its headers
 * and body, tokens included.
 */
export function createApi(
  listener: Loopback,
  origin: string,
  allowedOrigins: string[],
  checkBearer: (authorization: string | undefined) => Promise<BearerCheck>,
  clockSeconds: number,
): WorldApi {
  const requests: Record<string, number> = {};

  listener.serve(async (request, response) => {
    response.setHeader('date', new Date(Date.now() + clockSeconds * 1_000).toUTCString());
    allowOrigin(request, response, allowedOrigins);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const path = pathOf(request);
    requests[path] = (requests[path] ?? 0) + 1;

    if (path === '/echo') {
      const { method, url, headers } = request;
      sendJson(response, 200, { method, url, headers, body: await readBody(request) });
      return;
    }
    if (path !== '/orders' && path !== '/slow') {
      sendJson(response, 404, { error: 'not_found' });
      return;
    }
    const check = await checkBearer(request.headers.authorization);
    if (check.outcome !== 'accepted') {
      reject(response, check);
      return;
    }
    if (path === '/slow') await waitFor(response, Number(urlOf(request).searchParams.get('ms')));
    sendJson(response, 200, { for: check.claims.sub ?? check.claims.client_id, orders });
  });

  return {
    origin,
    requests,
    resetCounts() {
      for (const path of Object.keys(requests)) delete requests[path];
    },
  };
}

function allowOrigin(request: IncomingMessage, response: ServerResponse, allowedOrigins: string[]): void {
  response.setHeader('vary', 'Origin');
  const origin = request.headers.origin;
  if (origin === undefined || !allowedOrigins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'WWW-Authenticate');
  if (request.method !== 'OPTIONS') return;
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-allow-methods', 'GET, POST');
  // One preflight per path is enough, so that 200 calls are 200 requests.
  response.setHeader('access-control-max-age', '600');
}

function reject(response: ServerResponse, check: Exclude<BearerCheck, { outcome: 'accepted' }>): void {
  // RFC 6750 §3.1: the challenge for a request without a token has no error code.
  const challenge =
    check.outcome === 'absent'
      ? 'Bearer realm="orders"'
      : `Bearer realm="orders", error="invalid_token", error_description="${check.description}"`;
  response.setHeader('www-authenticate', challenge);
  sendJson(response, 401, check.outcome === 'absent' ? {} : { error: 'invalid_token' });
}

async function waitFor(response: ServerResponse, milliseconds: number): Promise<void> {
  const gone = new AbortController();
  const left = once(response, 'close', { signal: gone.signal }).catch(() => undefined);
  const bounded = Math.min(Math.max(0, milliseconds || 0), SLOW_LIMIT_MS);
  await Promise.race([wait(bounded, undefined, { ref: false }), left]);
  gone.abort();
}
