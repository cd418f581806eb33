import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { handleRequest, type Loopback } from '../world/loopback';

/** The same as `createLoopback`, with TLS and a self-signed certificate. */
export async function createSecureLoopback(): Promise<Loopback> {
  // Installed on demand, with the libraries.
  const packageName = 'selfsigned';
  const { generate } = (await import(packageName)) as { generate: MakeCertificate };
  const { private: key, cert } = await generate([{ name: 'commonName', value: '*.localhost' }], {
    keySize: 2048,
  });
  const server = createServer({ key, cert });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server: server as unknown as Server,
    port: (server.address() as AddressInfo).port,
    serve(handler) {
      server.on('request', (request, response) => void handleRequest(handler, request, response));
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type MakeCertificate = (
  attributes: readonly { readonly name: string; readonly value: string }[],
  options: { readonly keySize: number },
) => Promise<{ readonly private: string; readonly cert: string }>;
