import { hostileShapes } from '../../src/token/find/hostile-shapes.fixture';
import { createLoopback } from './loopback';
import { makeToken } from './make-token';

/** Those that took longest, before the search was linear, or take longest now. */
const slowShapes = [
  'unterminated string',
  'unterminated string of quotes',
  'JSON lines of unterminated strings',
  'near-tokens with bad JSON',
  'near-tokens with bad JSON, all different',
  'near-tokens with bad UTF-8',
  'halves of near-tokens',
  'base64 in lines',
  'small runs of base64',
  'percent signs',
  'spaces between letters',
];
/** Under the limit of what is captured of one body, with room for the token. */
const bodyLength = 3_500_000;

/** A page, and bodies that are hard to search, each with a token at its end. */
export interface SlowBodies {
  readonly url: string;
  /** The subject of each body's token, in their order. */
  readonly subjects: readonly string[];
  /** The first body as it is sent. */
  readonly body: string;
  close(): Promise<void>;
}

/** Starts the server on a free port of loopback. The page's `fetchAll()` fetches all of the bodies at once. */
export async function createSlowBodies(): Promise<SlowBodies> {
  const loopback = await createLoopback();
  const subjects = slowShapes.map((_, index) => `behind-body-${index}-of-${slowShapes.length}`);
  const bodies = await Promise.all(
    slowShapes.map(async (name, index) => {
      const make = hostileShapes.find((shape) => shape.name === name)?.make;
      if (make === undefined) throw new Error(`No shape is called ${name}`);
      const claims = { sub: subjects[index], iss: 'https://slow.example' };
      return `${make(bodyLength)}\n ${await makeToken({ claims, key: 'k'.repeat(32) })} `;
    }),
  );
  loopback.serve((request, response) => {
    const index = Number(/^\/body\/(\d+)$/.exec(request.url ?? '')?.[1] ?? Number.NaN);
    const body = bodies[index];
    response.writeHead(200, {
      'content-type': body === undefined ? 'text/html' : 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(
      body ??
        `<!doctype html><title>slow</title><script>
          const fetchAll = () => Promise.all(Array.from({ length: ${bodies.length} }, async (_, index) =>
            (await (await fetch('/body/' + index)).text()).length));
        </script>`,
    );
  });
  return {
    url: `http://127.0.0.1:${loopback.port}/`,
    subjects,
    body: bodies[0] ?? '',
    close: () => loopback.close(),
  };
}
