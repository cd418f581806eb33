import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Loopback {
  server: Server;
  port: number;
  /** Answers every request from now on; nothing may ask before. */
  serve(handler: Handler): void;
  close(): Promise<void>;
}

/**
 * An HTTP server on a free port of 127.0.0.1, reachable as `127.0.0.1` and as `localhost`.
 *
 * It listens before it has a handler, because an issuer and its redirect URIs name ports that must be known
 * before the provider can be configured.
 */
export async function createLoopback(): Promise<Loopback> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    server,
    port,
    serve(handler) {
      server.on('request', (request, response) => void answer(handler, request, response));
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      // A browser keeps its connections open; close() alone would wait for them.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers one request by the handler; a fault of the handler is a 500 and goes to stderr. */
export async function answer(
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  try {
    await handler(request, response);
  } catch (error) {
    reportFault(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

/** Says a fault of the world itself on stderr: an expected refusal is an answer and never comes here. */
export function reportFault(error: unknown): void {
  process.stderr.write(`demo world: ${inspect(error)}\n`);
}
