// Guards: a page can't present its own keys as an issuer's. Fails if a response body is trusted although the page's
// service worker created it, or if a key set from another origin is used for the issuer because of its kid.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'playwright';
import { expect, openToken, openWithPanel, regionOf, test } from './story';

const kid = 'k-1';
const key = { kty: 'EC', crv: 'P-256', kid, x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x' };
const forgedSet = JSON.stringify({ keys: [{ ...key, d: 'private' }] });

/** The page's service worker: it responds for every host with what the page wants. */
const worker = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const { pathname } = new URL(event.request.url);
    if (pathname === '/forged') event.respondWith(new Response(${JSON.stringify(forgedSet)}, {
      headers: { 'content-type': 'application/json' } }));
  });`;

async function createHost(body: (path: string) => string) {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const isScript = path === '/sw.js';
    const isJson = path === '/jwks';
    response.writeHead(200, {
      'content-type': isScript ? 'text/javascript' : isJson ? 'application/json' : 'text/html',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
    });
    response.end(body(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const checksOf = (panel: Frame) => regionOf(panel, 'Checks');

test("keys that a page makes up are not used as the issuer's", async ({ chrome }) => {
  const issuer = await createHost((path) => (path === '/jwks' ? forgedSet : ''));
  const app = await createHost((path) =>
    path === '/sw.js' ? worker : path === '/jwks' ? forgedSet : '<!doctype html><title>app</title>',
  );
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = `${encode({ alg: 'ES256', kid })}.${encode({ iss: issuer.url, sub: 'alice' })}.${'A'.repeat(86)}`;
  const { page, panel } = await openWithPanel(chrome, app.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const send = (url: string) =>
    page.evaluate(
      async ([address = '', token = '']) => {
        const response = await fetch(address, {
          headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        });
        return response.text();
      },
      [url, url.endsWith('/api') ? jwt : ''],
    );
  expect(await send(`${issuer.url}/forged`), 'the service worker responds for the issuer').toContain(
    'private',
  );
  await send(`${app.url}/jwks`);
  await send(`${issuer.url}/api`);
  await openToken(panel, jwt);
  await checksOf(panel).getByRole('button', { name: 'All checks' }).click();
  // The checks have run when they report a finding that this token certainly has.
  await expect(checksOf(panel)).toContainText('issuer');
  await expect(checksOf(panel).locator('[data-rule=JWKS-PRIVATE]')).toHaveCount(0);

  // The issuer itself serves its private key. That must be reported.
  await send(`${issuer.url}/jwks`);
  await send(`${issuer.url}/api`);
  await expect(checksOf(panel).locator('[data-rule=JWKS-PRIVATE]')).toHaveCount(1);
  issuer.close();
  app.close();
});
