import { createLoopback } from '../../e2e/world/loopback';
import { makeToken } from '../../e2e/world';

/** A page that calls its own server, and the number of calls that the server received. */
export interface LoadServer {
  readonly url: string;
  /** Calls received so far with an `Authorization` and a cookie. */
  readonly received: number;
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

const body = JSON.stringify({
  items: Array.from({ length: 10 }, (_, index) => ({ id: index, name: `item ${index}`, price: 9.99 })),
});
const distinctTokens = 50;

/** Starts the server on a free port of loopback, with new tokens of about 700 bytes. */
export async function createLoadServer(): Promise<LoadServer> {
  const loopback = await createLoopback();
  let received = 0;
  const tokens = await Promise.all(
    Array.from({ length: distinctTokens }, (_, index) => makeLoadToken(index)),
  );
  loopback.serve((request, response) => {
    if (request.url === '/') {
      const session = `session=${tokens[0]}; Path=/; HttpOnly; SameSite=Lax`;
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': session });
      return response.end('<!doctype html><title>load</title>');
    }
    if (request.headers.authorization !== undefined && request.headers.cookie !== undefined) received += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    return response.end(body);
  });
  return {
    url: `http://127.0.0.1:${loopback.port}/`,
    get received() {
      return received;
    },
    tokens,
    close: () => loopback.close(),
  };
}

function makeLoadToken(index: number): Promise<string> {
  return makeToken({
    header: { alg: 'HS256', typ: 'at+jwt', kid: 'load' },
    claims: {
      iss: 'https://id.example',
      sub: `user-${index}`,
      aud: 'https://api.example',
      scope: 'orders:read orders:write profile email',
      exp: 4_102_444_800,
      groups: Array.from({ length: 12 }, (_, group) => `group-${group}-of-many`),
    },
    key: 'a secret of the benchmark, used nowhere else',
  });
}
