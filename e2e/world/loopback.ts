import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Loopback {
  server: Server;
  port: number;
  /** Handles every request from now on. No request may arrive before. */
  serve(handler: Handler): void;
  close(): Promise<void>;
}

/**
 * An HTTP server on a free port of 127.0.0.1, reachable as `127.0.0.1` and as `localhost`.
 *
 * It listens before it has a handler, because an issuer and its redirect URIs contain ports that must be known before
 * the provider can be configured.
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
      server.on('request', (request, response) => void handleRequest(handler, request, response));
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

/** Handles one request. An exception of the handler becomes a 500 and is written to stderr. */
export async function handleRequest(
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
    reportError(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

/** Writes an error of the world itself to stderr. An expected rejection is a response and never comes here. */
export function reportError(error: unknown): void {
  process.stderr.write(`demo world: ${inspect(error)}\n`);
}
