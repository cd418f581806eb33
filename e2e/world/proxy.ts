import {
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { sendText } from './responses';
import { createLoopback } from './loopback';

export interface ProxiedRequest {
  method: string;
  /** The absolute URL, or `host:port` for CONNECT. */
  url: string;
  headers: IncomingHttpHeaders;
  /** True if the target isn't on loopback and got a 502. */
  isRejected: boolean;
}

export interface Proxy {
  /** The value for `--proxy-server`. */
  origin: string;
  port: number;
  /** Every request so far, rejected ones included, oldest first. */
  requests: readonly ProxiedRequest[];
  close(): Promise<void>;
}

/**
 * A forward proxy that records every request and forwards only those to loopback.
 *
 * It can read plain HTTP only; of a CONNECT tunnel it knows the target. By default, browsers bypass a proxy for
 * loopback (Chromium: `--proxy-bypass-list=<-loopback>`).
 */
export async function createProxy(): Promise<Proxy> {
  const listener = await createLoopback();
  const requests: ProxiedRequest[] = [];
  const tunnels = new Set<Duplex>();

  const record = (request: IncomingMessage, hostname: string): boolean => {
    const isRejected = !isLoopback(hostname);
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, isRejected });
    return isRejected;
  };

  listener.serve((request, response) => {
    const target = parseTarget(request.url ?? '');
    if (target?.protocol !== 'http:') {
      response.writeHead(400).end();
    } else if (record(request, target.hostname)) {
      sendText(response, 502, 'This proxy passes on to loopback only.');
    } else {
      forward(request, response, target);
    }
  });

  listener.server.on('connect', (request, client, head) => {
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    client.on('error', () => client.destroy());
    const target = parseTarget(`tunnel://${request.url}`);
    if (target === undefined || record(request, target.hostname)) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    tunnel(client, head, target);
  });

  return {
    origin: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    requests,
    async close() {
      for (const client of tunnels) client.destroy();
      await listener.close();
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse, target: URL): void {
  const { 'proxy-connection': _dropped, ...headers } = request.headers;
  const options = { method: request.method, headers, agent: false };
  const onward = send(target, options, (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, incoming.rawHeaders);
    incoming.pipe(response);
  });
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}

function tunnel(client: Duplex, head: Buffer, target: URL): void {
  const onward = connect(Number(target.port), target.hostname.replace(/^\[|\]$/g, ''));
  onward.once('connect', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    onward.write(head);
    onward.pipe(client);
    client.pipe(onward);
  });
  onward.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  client.once('close', () => onward.destroy());
}

function parseTarget(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}
