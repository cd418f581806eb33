import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Every issuer's key has it: a key ID proves nothing. */
const kid = 'shared-kid';

export interface Issuer {
  readonly url: string;
  /** The requests for its documents. */
  readonly requests: IncomingMessage[];
  sign(claims: object): Promise<string>;
  close(): void;
}

/** An issuer that sets a cookie. `host`: another name of this computer is another origin. */
export async function createIssuer(
  host: string,
  documents: { readonly jwksHost?: string } = {},
): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const url = `http://${host}:${port}`;
    const bodies: Record<string, object> = {
      '/.well-known/openid-configuration': {
        issuer: url,
        jwks_uri: `http://${documents.jwksHost ?? host}:${port}/jwks`,
      },
      '/jwks': { keys: [jwk] },
    };
    const body = bodies[request.url ?? ''];
    if (body !== undefined) requests.push(request);
    response.writeHead(200, {
      'content-type': body === undefined ? 'text/html' : 'application/json',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'set-cookie': 'session=secret; Path=/',
    });
    response.end(body === undefined ? '<!doctype html><title>issuer</title>' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    sign: (claims) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
