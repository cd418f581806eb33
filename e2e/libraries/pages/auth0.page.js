import { createAuth0Client } from '@auth0/auth0-spa-js';
import { call, check, serve, settings } from './page.js';

// Tokens in memory with the refresh token in a worker first, as is the default; then in localStorage with a frame for
// the silent sign-in.
const STAGE = 'stage';
const choices = {
  worker: { useRefreshTokens: true, cacheLocation: 'memory' },
  frame: { useRefreshTokens: false, cacheLocation: 'localstorage' },
};

function createClient(stage) {
  return createAuth0Client({
    domain: settings.service,
    clientId: 'demo-app',
    authorizationParams: { redirect_uri: `${location.origin}/` },
    ...choices[stage],
  });
}

async function signIn(stage) {
  sessionStorage.setItem(STAGE, stage);
  await (await createClient(stage)).loginWithRedirect();
}

serve({
  async resume() {
    const stage = sessionStorage.getItem(STAGE);
    if (stage === null) return 'ready';
    const client = await createClient(stage);
    if (!location.search.includes('code=')) return 'signed in';
    await client.handleRedirectCallback();
    history.replaceState(null, '', '/');
    check(await client.isAuthenticated(), 'signed in');
    const token = await client.getTokenSilently({ cacheMode: 'off' });
    await call(`${settings.service}/api/orders`, token);
    if (stage === 'frame') return 'done';
    await signIn('frame');
    return undefined;
  },
  run: () => signIn('worker'),
});
