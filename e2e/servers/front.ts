import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callParameter } from './page-caller';

/**
 * Where the page is: at the server's origin; at another, with CORS headers in all responses; the same without them in
 * error responses, which the page then can't read.
 */
export const surroundings = ['same origin', 'CORS', 'CORS, not for errors'] as const;
export type Surroundings = (typeof surroundings)[number];

export interface Front {
  readonly origin: string;
  readonly pageUrl: string;
  /** What the server responded to this call; 0 if it didn't. */
  statusOf(call: string): number;
  close(): void;
}

const page = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>';

/** A proxy in front of a server, which adds what a page needs. */
export async function startFront(target: string, where: Surroundings): Promise<Front> {
  const statuses = new Map<string, number>();
  const front = createServer({ maxHeaderSize: 1_000_000 }, (request, response) => {
    if (request.url === '/page') return response.setHeader('content-type', 'text/html').end(page);
    const cors = where === 'same origin' ? {} : corsHeaders(request);
    if (where !== 'same origin' && isPreflight(request)) {
      return response.writeHead(204, { ...cors, ...preflightHeaders(request) }).end();
    }
    return forward(target, request, response, (status) => {
      const call = new URL(request.url ?? '/', target).searchParams.get(callParameter);
      if (call !== null) statuses.set(call, status);
      return where === 'CORS, not for errors' && status >= 400 ? {} : cors;
    });
  });
  const other = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(page),
  );
  const origin = await listen(front);
  const pageOrigin = await listen(other);
  return {
    origin,
    statusOf: (call) => statuses.get(call) ?? 0,
    pageUrl: `${where === 'same origin' ? origin : pageOrigin}/page`,
    close() {
      for (const server of [front, other]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

function corsHeaders({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  };
}

function preflightHeaders({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-methods': headers['access-control-request-method'] ?? '',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
  };
}

/** Passes everything on, including the `Host` header, which some servers compare with a proof's URL. */
function forward(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  corsOf: (status: number) => Record<string, string>,
): void {
  const { method, rawHeaders, url = '/' } = request;
  const forwarded = sendRequest(
    `${target}${url}`,
    { method, headers: [...rawHeaders, 'Connection', 'close'], agent: false },
    (answer) => {
      const status = answer.statusCode ?? 502;
      const own = Object.entries(corsOf(status)).flat();
      response.writeHead(status, answer.statusMessage, [...withoutCors(answer.rawHeaders), ...own]);
      answer.pipe(response);
    },
  );
  forwarded.on('error', () => response.destroy());
  request.pipe(forwarded);
}

/** The proxy decides about CORS. Names and values alternate. */
function withoutCors(rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.filter((_, index) => !/^access-control-/i.test(rawHeaders[index - (index % 2)] ?? ''));
}
