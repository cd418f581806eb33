import { createHash, createPublicKey, randomUUID, type KeyObject, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, calculateJwkThumbprint } from 'jose';

export const audience = 'https://api.shop.test';

export interface KeyPair {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** An issuer with its keys on loopback. */
export interface Issuer {
  readonly url: string;
  readonly jwksUri: string;
  readonly key: KeyPair;
  /** Another key with the same ID, one that isn't in the key set, and ones for other algorithms with the same ID. */
  readonly otherKeys: Readonly<Record<'impostor' | 'unpublished' | 'ec' | 'foreign', KeyPair>>;
  readonly publicKeyPem: string;
  readonly revoked: Set<unknown>;
  /** The access token that the token endpoint delivers next. */
  deliver(token: string): void;
  close(): void;
}

export async function startIssuer(): Promise<Issuer> {
  const key = createKey('key-1', 'RS256');
  const jwk = { ...(await exportJWK(key.publicKey)), kid: key.kid, alg: 'RS256', use: 'sig' };
  let next = '';
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json').setHeader('access-control-allow-origin', '*');
    const isToken = request.url?.startsWith('/token') === true;
    const tokens = { access_token: next, refresh_token: 'r1', token_type: 'Bearer' };
    response.end(JSON.stringify(isToken ? tokens : { keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwksUri: `${url}/jwks`,
    key,
    otherKeys: {
      impostor: createKey('key-1', 'RS256'),
      unpublished: createKey('key-2', 'RS256'),
      ec: createKey('key-1', 'ES256'),
      foreign: createKey('other-1', 'RS256'),
    },
    publicKeyPem: key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    revoked: new Set(),
    deliver: (token) => {
      next = token;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function createKey(kid: string, alg: string): KeyPair {
  const pair =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return { kid, alg, ...pair };
}

export interface TokenOptions {
  /** Members with the value undefined are left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: KeyPair;
}

/** An access token (RFC 9068) that the servers accept, with changes. Times are relative to now, in seconds. */
export async function mint(
  issuer: Pick<Issuer, 'url' | 'key'>,
  { claims = {}, header = {}, key = issuer.key }: TokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const all = {
    iss: issuer.url,
    aud: audience,
    sub: 'alice',
    client_id: 'shop-web',
    scope: 'orders:read orders:write',
    token_type: 'access',
    jti: randomUUID(),
    iat: now,
    exp: now + 3_600,
    ...claims,
  };
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey);
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

/** A DPoP proof (RFC 9449 §4.2), with changes. */
export async function mintProof(
  key: KeyPair,
  { method, url, token }: { readonly method: string; readonly url: string; readonly token: string },
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const all = {
    htm: method,
    htu: url,
    ath: createHash('sha256').update(token).digest('base64url'),
    jti: randomUUID(),
    iat: nowSeconds(),
    ...claims,
  };
  return new SignJWT(all)
    .setProtectedHeader({
      alg: key.alg,
      typ: 'dpop+jwt',
      jwk: await exportJWK(createPublicKey(key.privateKey)),
    })
    .sign(key.privateKey);
}

export async function thumbprint(key: KeyPair): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(key.publicKey));
}
