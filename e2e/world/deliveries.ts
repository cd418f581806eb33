import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, sendHtml } from './responses';

/** The server of the delivery stories. */
export interface Deliveries {
  /** URL and `Authorization` of each request that reached the server, oldest first. */
  readonly arrived: readonly string[];
  /** Responds to requests under `/delivery/`; returns false for any other. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Responds from, past and without the cache, with a service worker, and not at all. */
export function createDeliveries(): Deliveries {
  const arrived: string[] = [];
  let announce = () => {};
  const silent = new Promise<void>((resolve) => {
    announce = resolve;
  });
  return { arrived, handle };

  function handle(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathOf(request);
    if (!path.startsWith('/delivery/')) return false;
    arrived.push(`${request.url} ${request.headers.authorization ?? ''}`);
    switch (path) {
      case '/delivery/':
        sendHtml(response, 200, '<!doctype html><title>deliveries</title>');
        return true;
      case '/delivery/cached':
        response.writeHead(200, { 'cache-control': 'max-age=600', 'content-type': 'image/svg+xml' });
        response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
        return true;
      case '/delivery/tagged':
        if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { etag: '"1"' }).end();
        else response.writeHead(200, { etag: '"1"', 'cache-control': 'no-cache' }).end('tagged');
        return true;
      case '/delivery/worker.js':
        response.writeHead(200, { 'content-type': 'text/javascript', ...unstored }).end(workerScript);
        return true;
      // Never gets a response: the page aborts it, once `after-silent` confirms that it arrived.
      case '/delivery/silent':
        announce();
        return true;
      case '/delivery/after-silent':
        void silent.then(() => response.writeHead(204, unstored).end());
        return true;
      default:
        response.writeHead(200, { 'content-type': 'text/plain', ...unstored }).end('ok');
        return true;
    }
  }
}

const unstored = { 'cache-control': 'no-store' };

/** Responds to one path itself, and passes all others to the network. */
const workerScript = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname === '/delivery/by-worker') event.respondWith(new Response('made here'));
});`;
