import { request } from 'node:http';
import { expect, test } from 'playwright/test';
import { createProxy, press, signIn, statusOf, type Proxy } from './index';
import { inWorld, issuedOf, launchOptions } from './spec-world';

test.use({ launchOptions });

test.describe('the proxy', () => {
  let proxy: Proxy;
  test.beforeAll(async () => {
    proxy = await createProxy();
  });
  test.afterAll(() => proxy.close());

  test('it responds with 502 to any request that is not to loopback', async ({ browser }) => {
    const context = await browser.newContext({ proxy: { server: proxy.origin, bypass: '<-loopback>' } });
    const page = await context.newPage();
    expect((await page.goto('http://example.com/a'))?.status()).toBe(502);
    await expect(page.goto('https://example.com/')).rejects.toThrow('ERR_TUNNEL_CONNECTION_FAILED');
    const seen = proxy.requests.filter(({ url }) => url.includes('example.com'));
    const lines = seen.map(({ method, url }) => `${method} ${url}`);
    expect(lines).toContain('GET http://example.com/a');
    expect(lines).toContain('CONNECT example.com:443');
    expect(seen.filter(({ isRejected }) => !isRejected)).toEqual([]);
    await context.close();
  });

  test('it forwards and records every request of a sign-in', async ({ browser }) => {
    await inWorld({}, async (world) => {
      const context = await browser.newContext({ proxy: { server: proxy.origin, bypass: '<-loopback>' } });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
      await signIn(page, world);
      await press(page, 'Call with fetch');
      await expect(statusOf(page)).toHaveText('200 /orders');
      const seen = proxy.requests.map(({ method, url }) => `${method} ${url}`);
      for (const line of asked) expect(seen).toContain(line.replace(/#.*$/, ''));
      const call = proxy.requests.find(
        ({ method, url }) => method === 'GET' && url === `${world.api.origin}/orders`,
      );
      expect(call?.headers.authorization).toBe(`Bearer ${issuedOf(world, 'access_token')}`);
      await context.close();
    });
  });

  test('it tunnels to loopback', async () => {
    await inWorld({}, async (world) => {
      const target = new URL(world.api.origin).host;
      const text = await new Promise<string>((resolve, reject) => {
        const connecting = request({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: target });
        connecting.once('error', reject);
        connecting.once('connect', (response, socket) => {
          if (response.statusCode !== 200) reject(new Error(`CONNECT got ${response.statusCode}`));
          let text = '';
          socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
          socket.once('end', () => resolve(text));
          socket.write(`GET /echo HTTP/1.1\r\nHost: ${target}\r\nConnection: close\r\n\r\n`);
        });
        connecting.end();
      });
      expect(text).toContain('HTTP/1.1 200 OK');
      expect(proxy.requests.at(-1)).toMatchObject({ method: 'CONNECT', url: target, isRejected: false });
    });
  });
});
