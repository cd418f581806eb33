import { createAuth0Client } from '@auth0/auth0-spa-js';
import { call, check, serve, settings } from './page.js';

/** Signs in, gets another token without the user, and calls an API with it. */
export function serveAuth0(options) {
  const createClient = () =>
    createAuth0Client({
      domain: settings.service,
      clientId: 'demo-app',
      authorizationParams: { redirect_uri: `${location.origin}/` },
      ...options,
    });
  serve({
    async resume() {
      const client = await createClient();
      if (!location.search.includes('code=')) return (await client.getUser()) ? 'signed in' : 'ready';
      await client.handleRedirectCallback();
      history.replaceState(null, '', '/');
      check(await client.isAuthenticated(), 'signed in');
      await call(`${settings.service}/api/orders`, await client.getTokenSilently({ cacheMode: 'off' }));
      return 'done';
    },
    async run() {
      await (await createClient()).loginWithRedirect();
    },
  });
}
