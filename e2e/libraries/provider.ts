import { randomBytes } from 'node:crypto';
import { Provider, type Configuration } from 'oidc-provider';
import { pathOf, sendHtml, sendJson } from '../world/responses';
import { reportError } from '../world/loopback';
import { createProviderStorage } from '../world/provider-storage';
import { createRefreshForm } from '../world/refresh-form';
import { createSignInPage } from '../world/sign-in-page';
import { createSigningKeys } from '../world/signing-keys';
import type { Service, ServiceContext } from './service';

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly routes?: Configuration['routes'];
  /** Refresh tokens are JWTs, as Keycloak's are. Default: opaque. */
  readonly hasJwtRefreshTokens?: boolean;
  /** Further documents of the library's own provider, by path. */
  readonly documents?: Readonly<Record<string, string>>;
}

const SCOPE = 'openid profile email offline_access';
const RESOURCE = 'urn:demo:api';
const LIFETIME_SECONDS = 3600;

/**
 * A real OpenID provider at the URLs that a library expects, and an API under `/api/` that accepts any token. From each
 * response of its token endpoint, counted from 1, it records `access_token 1`, `id_token 1` and so on.
 */
export async function createProviderService(
  { record, appOrigin }: ServiceContext,
  { issuer, clientId, redirectUris, routes, hasJwtRefreshTokens = false, documents = {} }: ProviderOptions,
): Promise<Service> {
  const keys = await createSigningKeys();
  const storage = createProviderStorage();
  const refreshForm = createRefreshForm(issuer, storage.adapter('RefreshToken'));
  const provider = new Provider(issuer, {
    adapter: (model) =>
      hasJwtRefreshTokens && model === 'RefreshToken' ? refreshForm.adapter : storage.adapter(model),
    jwks: keys.privateJwks,
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [...redirectUris],
      },
    ],
    clientBasedCORS: (_context, origin) => origin === appOrigin,
    scopes: SCOPE.split(' '),
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    // As Keycloak's: its library detects with it whether the session is still the same.
    extraTokenClaims: () => ({ sid: 'demo-session' }),
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: accountId, preferred_username: accountId }),
    }),
    cookies: {
      keys: [randomBytes(32)],
      long: { sameSite: 'lax', httpOnly: true },
      short: { sameSite: 'lax', httpOnly: true },
    },
    features: {
      devInteractions: { enabled: false },
      webMessageResponseMode: { enabled: true, ack: 'individual-draft-01' },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: RESOURCE,
          scope: 'orders:read',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }) {
      const accountId = oidc.session?.accountId;
      const grantId = oidc.session?.grantIdFor(clientId);
      if (grantId !== undefined) return oidc.provider.Grant.find(grantId);
      if (accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope(SCOPE);
      grant.addResourceScope(RESOURCE, 'orders:read');
      await grant.save();
      return grant;
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    pkce: { methods: ['S256'], required: () => true },
    renderError(context, out) {
      context.type = 'text';
      context.body = `${out.error}: ${out.error_description ?? ''}`;
    },
    ttl: {
      AccessToken: LIFETIME_SECONDS,
      IdToken: LIFETIME_SECONDS,
      RefreshToken: LIFETIME_SECONDS,
      Grant: LIFETIME_SECONDS,
      Interaction: LIFETIME_SECONDS,
      Session: LIFETIME_SECONDS,
    },
    ...(routes !== undefined && { routes }),
  });
  provider.on('server_error', (_context, error) => reportError(error));

  let count = 0;
  const tokenPath = routes?.token ?? '/token';
  provider.use(async (context, next) => {
    await next();
    if (context.path !== tokenPath || context.status !== 200) return;
    count += 1;
    const body = context.body as Record<string, unknown>;
    if (hasJwtRefreshTokens && typeof body['refresh_token'] === 'string') {
      body['refresh_token'] = await refreshForm.wrap(body['refresh_token']);
    }
    for (const kind of ['id_token', 'access_token', 'refresh_token']) {
      const token = body[kind];
      if (typeof token === 'string') record(`${kind} ${count}`, token);
    }
  });

  const signInPage = createSignInPage(provider);
  const callback = provider.callback();
  return {
    serve(request, response) {
      const path = pathOf(request);
      if (path.startsWith('/api/')) return sendJson(response, 200, { orders: [] });
      if (path.startsWith('/interaction/')) return signInPage(request, response);
      const document = documents[path];
      if (document !== undefined) return sendHtml(response, 200, document);
      return callback(request, response);
    },
  };
}
