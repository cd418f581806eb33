import { decodeJwt, type JSONWebKeySet, type JWTPayload } from 'jose';
import { randomBytes, randomUUID } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { pathOf } from './responses';
import { reportError, type Loopback } from './loopback';
import { makeToken } from './make-token';
import { sendAsset } from './pages';
import { describeProvider, type ConfidentialClient } from './provider-configuration';
import { createProviderStorage } from './provider-storage';
import { createRefreshForm } from './refresh-form';
import { createSignInPage } from './sign-in-page';
import { createSigningKeys, makeOtherPublicKeyPem, type SigningAlg } from './signing-keys';

export interface ProviderOptions {
  accessTokenSeconds: number;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
  accessTokenAlg: SigningAlg;
  idTokenAlg: SigningAlg;
  opaqueAccessTokens: boolean;
}

/** One JWT from the provider's token endpoint, as the client received it. */
export interface IssuedToken {
  kind: 'id_token' | 'access_token' | 'refresh_token';
  jwt: string;
  claims: JWTPayload;
}

export interface SignOptions {
  /** Default: the algorithm of the world's access tokens. */
  alg?: SigningAlg;
  /** Default: `at+jwt` (RFC 9068 §2.1), the type the API accepts. */
  typ?: string;
  /** Seconds since the epoch; overrides the claim. */
  exp?: number;
  iat?: number;
}

/** The OpenID provider of a world, as tests use it. */
export interface WorldProvider {
  origin: string;
  issuer: string;
  /** The key set as served at the provider's `jwks_uri`. */
  jwks(): Promise<JSONWebKeySet>;
  /** Signs exactly these claims with the provider's real key; adds `exp` and `iat` only if given. */
  privateSign(claims: Record<string, unknown>, options?: SignOptions): Promise<string>;
  /** An access token in the provider's own form, signed with its real key, that expired a minute ago. */
  expiredAccessToken(subject: string): Promise<string>;
  /** The provider's own public key, PEM SPKI. */
  publicKeyPem(alg: SigningAlg): Promise<string>;
  /** A new public key of the same type that signed nothing, PEM SPKI. */
  otherPublicKeyPem(alg: SigningAlg): Promise<string>;
}

export interface RunningProvider {
  provider: WorldProvider;
  issued: IssuedToken[];
  issuedOpaque: string[];
  clients: { app: string; api: ConfidentialClient; server: ConfidentialClient };
}

/** Serves a real OpenID provider on the listener: discovery, sign-in, token endpoint, JWKS, sign-out. */
export async function createProvider(
  listener: Loopback,
  issuer: string,
  urls: { appOrigin: string; audience: string },
  options: ProviderOptions,
): Promise<RunningProvider> {
  const keys = await createSigningKeys();
  const storage = createProviderStorage();
  const refreshForm = createRefreshForm(issuer, storage.adapter('RefreshToken'));
  const clients = {
    app: 'demo-app',
    api: { id: 'demo-api', secret: randomBytes(32).toString('base64url') },
    server: { id: 'demo-app-server', secret: randomBytes(32).toString('base64url') },
  };
  const oidc = new Provider(
    issuer,
    describeProvider({ ...urls, clients, options, jwks: keys.privateJwks, storage, refreshForm }),
  );
  oidc.on('server_error', (_context, error) => reportError(error));

  const issued: IssuedToken[] = [];
  const issuedOpaque: string[] = [];
  oidc.use(async (context, next) => {
    await next();
    if (context.path !== '/token' || context.status !== 200) return;
    const body = context.body as Record<string, unknown>;
    if (typeof body.refresh_token === 'string') {
      body.refresh_token = await refreshForm.wrap(body.refresh_token);
    }
    for (const kind of ['id_token', 'access_token', 'refresh_token'] as const) {
      const token = body[kind];
      if (typeof token !== 'string') continue;
      if (token.includes('.')) issued.push({ kind, jwt: token, claims: decodeJwt(token) });
      else issuedOpaque.push(token);
    }
  });

  const signInPage = createSignInPage(oidc);
  const callback = oidc.callback();
  listener.serve((request, response) => {
    const path = pathOf(request);
    if (path.startsWith('/interaction/')) return signInPage(request, response);
    return sendAsset(response, path) || callback(request, response);
  });

  const privateSign: WorldProvider['privateSign'] = (claims, { alg, typ = 'at+jwt', exp, iat } = {}) => {
    const usedAlg = alg ?? options.accessTokenAlg;
    return makeToken({
      header: { alg: usedAlg, typ, kid: keys.kid(usedAlg) },
      claims: { ...claims, ...(iat === undefined ? {} : { iat }), ...(exp === undefined ? {} : { exp }) },
      key: keys.privateKey(usedAlg),
    });
  };

  return {
    issued,
    issuedOpaque,
    clients,
    provider: {
      origin: issuer,
      issuer,
      async jwks() {
        const response = await fetch(`${issuer}/jwks`);
        return (await response.json()) as JSONWebKeySet;
      },
      privateSign,
      expiredAccessToken(subject) {
        const exp = Math.floor(Date.now() / 1000) - 60;
        return privateSign({
          jti: randomUUID(),
          sub: subject,
          iat: exp - options.accessTokenSeconds,
          exp,
          scope: 'orders:read',
          client_id: clients.app,
          iss: issuer,
          aud: urls.audience,
        });
      },
      publicKeyPem: keys.publicKeyPem,
      otherPublicKeyPem: makeOtherPublicKeyPem,
    },
  };
}
