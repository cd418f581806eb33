import { hostileShapes } from '../../src/token/find/hostile-shapes.fixture';
import { createLoopback } from './loopback';
import { makeToken } from './make-token';

/** Hostile bodies that are searched to their end: some of the slowest ones, now or before the search was linear. */
const searchedShapes = [
  'unterminated string of quotes',
  'base64 in lines',
  'percent signs',
  'spaces between letters',
  'base64 of bytes in lines',
  'small runs of base64',
];
/** Hostile bodies whose search stops at the limit of work. */
const stoppedShapes = [
  'unterminated string',
  'JSON lines of unterminated strings',
  'near-tokens with bad JSON',
  'near-tokens with bad JSON, all different',
  'near-tokens with bad UTF-8',
  'halves of near-tokens',
];
const slowShapes = [...searchedShapes, ...stoppedShapes];
/** Less than the limit of a captured body, with room for the token. */
const bodyLength = 3_500_000;

/** A page, and bodies that take long to search, each with a token at its end. */
export interface SlowBodies {
  readonly url: string;
  /** How many bodies there are. */
  readonly count: number;
  /** The subjects of the tokens in the bodies that are searched to their end. */
  readonly subjects: readonly string[];
  /** The URLs of the other bodies. */
  readonly stoppedUrls: readonly string[];
  /** The first body, which is searched to its end. */
  readonly body: string;
  close(): Promise<void>;
}

/** Starts the server on a free port of loopback. The page's `fetchAll()` fetches all bodies at once, `fetchEach()` one after another. */
export async function createSlowBodies(): Promise<SlowBodies> {
  const loopback = await createLoopback();
  const subjects = slowShapes.map((_, index) => `behind-body-${index}-of-${slowShapes.length}`);
  const bodies = await Promise.all(
    slowShapes.map(async (name, index) => {
      const make = hostileShapes.find((shape) => shape.name === name)?.make;
      if (make === undefined) throw new Error(`No hostile shape is named ${name}`);
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
          const fetchBody = async (index) => (await (await fetch('/body/' + index)).text()).length;
          const fetchAll = () => Promise.all(Array.from({ length: ${bodies.length} }, (_, index) => fetchBody(index)));
          const fetchEach = async () => { for (let index = 0; index < ${bodies.length}; index += 1) await fetchBody(index); };
        </script>`,
    );
  });
  return {
    url: `http://127.0.0.1:${loopback.port}/`,
    count: slowShapes.length,
    subjects: subjects.slice(0, searchedShapes.length),
    stoppedUrls: stoppedShapes.map(
      (_, index) => `http://127.0.0.1:${loopback.port}/body/${searchedShapes.length + index}`,
    ),
    body: bodies[0] ?? '',
    close: () => loopback.close(),
  };
}
