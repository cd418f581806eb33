import type { JWK } from 'jose';
import { randomBytes } from 'node:crypto';
import type { ClientMetadata, Configuration } from 'oidc-provider';
import type { ProviderOptions } from './provider';
import type { ProviderStorage } from './provider-storage';
import type { RefreshForm } from './refresh-form';
import { renderProblem, renderSignOut } from './sign-in-page';

export interface ConfidentialClient {
  id: string;
  secret: string;
}

export interface ProviderParts {
  appOrigin: string;
  audience: string;
  clients: { app: string; api: ConfidentialClient; server: ConfidentialClient };
  options: ProviderOptions;
  jwks: { keys: JWK[] };
  storage: ProviderStorage;
  refreshForm: RefreshForm;
}

const DAY_SECONDS = 24 * 60 * 60;
const OIDC_SCOPE = 'openid profile';
const RESOURCE_SCOPE = 'orders:read';

/**
 * The provider's complete configuration. It sets every option whose default writes to the console, so that any console
 * output is an error.
 */
export function describeProvider(parts: ProviderParts): Configuration {
  const { appOrigin, audience, clients, options } = parts;

  return {
    adapter: (model) => (model === 'RefreshToken' ? parts.refreshForm.adapter : parts.storage.adapter(model)),
    jwks: parts.jwks,
    clients: [
      describeApp(clients.app, appOrigin, options),
      describeConfidential(clients.api, []),
      describeConfidential(clients.server, ['client_credentials']),
    ],
    clientBasedCORS: (_context, origin) => origin === appOrigin,
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: accountId, preferred_username: accountId }),
    }),
    cookies: {
      keys: [randomBytes(32)],
      // The default SameSite=None requires Secure, which HTTP on loopback doesn't support.
      long: { sameSite: 'lax', httpOnly: true },
      short: { sameSite: 'lax', httpOnly: true },
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: (_context, client) => client.clientId === clients.api.id,
      },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          audience,
          scope: RESOURCE_SCOPE,
          accessTokenFormat:
            options.opaqueAccessTokens || client.clientId === clients.server.id ? 'opaque' : 'jwt',
          jwt: { sign: { alg: options.accessTokenAlg } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.type = 'html';
          context.body = renderSignOut(form);
        },
      },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    // Consent is granted without a prompt: the grant exists before the consent prompt would check for it.
    async loadExistingGrant({ oidc }) {
      const clientId = oidc.client?.clientId ?? '';
      const accountId = oidc.session?.accountId;
      const grantId = oidc.session?.grantIdFor(clientId);
      if (grantId !== undefined) return oidc.provider.Grant.find(grantId);
      if (accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope(OIDC_SCOPE);
      grant.addResourceScope(audience, RESOURCE_SCOPE);
      await grant.save();
      return grant;
    },
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    pkce: { methods: ['S256'], required: () => true },
    renderError(context, out) {
      context.type = 'html';
      context.body = renderProblem(out.error, out.error_description ?? '');
    },
    ttl: {
      AccessToken: options.accessTokenSeconds,
      ClientCredentials: options.accessTokenSeconds,
      IdToken: options.idTokenSeconds,
      RefreshToken: options.refreshTokenSeconds,
      Grant: DAY_SECONDS,
      Interaction: DAY_SECONDS,
      Session: DAY_SECONDS,
    },
  };
}

function describeApp(id: string, origin: string, options: ProviderOptions): ClientMetadata {
  return {
    client_id: id,
    client_name: 'Demo app',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/signed-out`],
    id_token_signed_response_alg: options.idTokenAlg,
  };
}

function describeConfidential({ id, secret }: ConfidentialClient, grantTypes: string[]): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    grant_types: grantTypes,
    response_types: [],
    redirect_uris: [],
  };
}
