import { PublicClientApplication } from '@azure/msal-browser';
import { call, check, serve, settings } from './page.js';

// Both caches in turn: sessionStorage, then localStorage, which MSAL encrypts.
const STAGE = 'stage';
const scopes = ['openid', 'profile', 'email'];

async function createApp(cacheLocation) {
  const app = new PublicClientApplication({
    auth: {
      clientId: 'demo-app',
      authority: settings.service,
      knownAuthorities: [new URL(settings.service).host],
      redirectUri: `${location.origin}/`,
      // Without `offline_access`, for which a provider asks for consent (OpenID Connect Core §11).
      OIDCOptions: { defaultScopes: scopes },
    },
    cache: { cacheLocation },
    system: { protocolMode: 'OIDC' },
  });
  await app.initialize();
  return app;
}

async function signIn(cacheLocation) {
  sessionStorage.setItem(STAGE, cacheLocation);
  await (await createApp(cacheLocation)).loginRedirect({ scopes });
}

serve({
  async resume() {
    const stage = sessionStorage.getItem(STAGE);
    if (stage === null) return 'ready';
    const app = await createApp(stage);
    const result = await app.handleRedirectPromise();
    const [account] = app.getAllAccounts();
    check(account !== undefined, 'an account');
    if (result === null) return 'signed in';
    const { accessToken } = await app.acquireTokenSilent({ account, scopes, forceRefresh: true });
    await call(`${settings.service}/api/orders`, accessToken);
    if (stage === 'localStorage') return 'done';
    await signIn('localStorage');
    return undefined;
  },
  run: () => signIn('sessionStorage'),
});
