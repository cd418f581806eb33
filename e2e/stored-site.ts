import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A token with this subject. Its signature is never verified. */
export function makeStoredToken(subject: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'HS256' })}.${encode({ sub: subject })}.${Buffer.alloc(32).toString('base64url')}`;
}

/** Each script stores its token under one key, which the next page overwrites: only a read in between captures it. */
export const store = (subject: string) => `localStorage.setItem('token', '${makeStoredToken(subject)}');`;
export const block = (durationMs: number) => `for (const t = Date.now(); Date.now() - t < ${durationMs};);`;
export const script = (code: string) => `<script>${code}</script>`;

export const pages: Readonly<Record<string, (subject: string) => string>> = {
  plain: (subject) => script(store(subject)),
  // The token isn't in the response, so that only a read of the storage finds it.
  'only stored': (subject) =>
    script(
      `localStorage.setItem('token', ${JSON.stringify(makeStoredToken(subject).split('.'))}.join('.'));`,
    ),
  busy: (subject) => script(`${store(subject)}${block(300)}`),
  'busy once loaded': (subject) => script(`${store(subject)}onload = () => { ${block(300)} };`),
  'document.write': (subject) =>
    script(`document.write('<p>written</p>');${store(subject)}`) +
    script(`onload = () => { document.open(); document.write('<p>again</p>'); document.close(); };`),
  'a slow script': (subject) => `${script(store(subject))}<script src="/slow.js"></script>`,
  // Its token stays in storage, because the next page stores nothing.
  'location.replace at once': (subject) => script(`${store(subject)}location.replace('/empty');`),
};

export interface StoredSite {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `/kind/subject`, and redirects `/redirect/kind/subject` to it. */
export async function createStoredSite(): Promise<StoredSite> {
  const server: Server = createServer((request, response) => {
    const [first = '', ...rest] = decodeURI(request.url ?? '/')
      .split('/')
      .slice(1);
    if (first === 'redirect')
      return void response.writeHead(302, { location: encodeURI(`/${rest.join('/')}`) }).end();
    if (first === 'slow.js') return void setTimeout(() => response.end(), 400);
    response.writeHead(200, {
      'content-type': 'text/html',
      ...(first === 'sandboxed' && { 'content-security-policy': 'sandbox allow-scripts' }),
    });
    response.end(`<!doctype html><title>${first}</title>${pages[first]?.(rest[0] ?? '') ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
