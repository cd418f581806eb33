import { PublicClientApplication } from '@azure/msal-browser';
import { call, check, serve, settings } from './page.js';

const scopes = ['openid', 'profile', 'email'];

/** Signs in, gets another token with the refresh token, and calls an API with it. */
export function serveMsal(cacheLocation) {
  const app = new PublicClientApplication({
    auth: {
      clientId: 'demo-app',
      authority: settings.service,
      knownAuthorities: [new URL(settings.service).host],
      redirectUri: `${location.origin}/`,
      // Without `offline_access`, which would require consent (OpenID Connect Core §11).
      OIDCOptions: { defaultScopes: scopes },
    },
    cache: { cacheLocation },
    system: { protocolMode: 'OIDC' },
  });
  serve({
    async resume() {
      await app.initialize();
      const result = await app.handleRedirectPromise();
      const [account] = app.getAllAccounts();
      if (account === undefined) return 'ready';
      if (result === null) return 'signed in';
      const { accessToken } = await app.acquireTokenSilent({ account, scopes, forceRefresh: true });
      check(accessToken !== result.accessToken, 'another token');
      await call(`${settings.service}/api/orders`, accessToken);
      return 'done';
    },
    run: () => app.loginRedirect({ scopes }),
  });
}
