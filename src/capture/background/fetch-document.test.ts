import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { maxFetchedLength } from '../../traffic';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { fetchDocument } = await import('./fetch-document');

const requests: IncomingMessage[] = [];
const respond: Record<string, (response: ServerResponse) => void> = {
  '/document': (response) => response.end('{"a":1}'),
  '/missing': (response) => response.writeHead(404).end(),
  '/moved': (response) => response.writeHead(302, { location: '/document' }).end(),
  '/endless': (response) => {
    const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/closed': (response) => response.destroy(),
};
const server = createServer((request, response) => {
  requests.push(request);
  respond[request.url ?? '']?.(response);
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('returns the text of a response', async () => {
  expect(await fetchDocument(`${origin}/document`)).toEqual({ type: 'document', text: '{"a":1}' });
  const [request] = requests;
  expect(request?.method).toBe('GET');
  expect(request?.headers['cookie']).toBeUndefined();
  expect(request?.headers['referer']).toBeUndefined();
  expect(request?.headers['authorization']).toBeUndefined();
});

it.each([
  ['/missing', { reason: 'status', status: 404 }],
  ['/moved', { reason: 'unreachable' }],
  ['/closed', { reason: 'unreachable' }],
  ['/endless', { reason: 'too large' }],
])('reports why there is no document at %s', async (path, failure) => {
  expect(maxFetchedLength).toBeLessThan(1_000_000);
  requests.length = 0;
  expect(await fetchDocument(origin + path)).toEqual({ type: 'no-document', failure });
  expect(
    requests.map(({ url }) => url),
    'follows no redirect',
  ).toEqual([path]);
});

it.each(['http://id.test/', 'file:///etc/passwd', 'data:,x', 'https://user:secret@id.test/', 'x', ''])(
  'requests nothing from %j',
  async (url) => {
    const connect = vi.spyOn(globalThis, 'fetch');
    expect(await fetchDocument(url)).toEqual({ type: 'no-document', failure: { reason: 'address' } });
    expect(connect).not.toHaveBeenCalled();
    connect.mockRestore();
  },
);
