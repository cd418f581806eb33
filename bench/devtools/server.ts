import { createLoopback } from '../../e2e/world/loopback';
import { makeToken } from '../../e2e/world';

/** A page that calls its own server, and what that server was really asked. */
export interface LoadServer {
  readonly url: string;
  /** Calls answered so far that had an `Authorization` and a cookie. */
  readonly answered: number;
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

const answer = JSON.stringify({
  items: Array.from({ length: 10 }, (_, index) => ({ id: index, name: `item ${index}`, price: 9.99 })),
});
const distinctTokens = 50;

/** Starts the server on a free port of loopback, with tokens of some 700 bytes made anew. */
export async function createLoadServer(): Promise<LoadServer> {
  const loopback = await createLoopback();
  let answered = 0;
  const tokens = await Promise.all(
    Array.from({ length: distinctTokens }, (_, index) => makeLoadToken(index)),
  );
  loopback.serve((request, response) => {
    if (request.url === '/') {
      const session = `session=${tokens[0]}; Path=/; HttpOnly; SameSite=Lax`;
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': session });
      return response.end('<!doctype html><title>load</title>');
    }
    if (request.headers.authorization !== undefined && request.headers.cookie !== undefined) answered += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    return response.end(answer);
  });
  return {
    url: `http://127.0.0.1:${loopback.port}/`,
    get answered() {
      return answered;
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
