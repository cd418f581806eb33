import Keycloak from 'keycloak-js';
import { call, check, serve, settings } from './page.js';

const keycloak = new Keycloak({ url: settings.service, realm: 'demo', clientId: 'demo-app' });

serve({
  async resume() {
    const isReturn = location.hash.includes('code=');
    const isSignedIn = await keycloak.init({
      onLoad: 'check-sso',
      silentCheckSsoRedirectUri: `${location.origin}/silent-check.html`,
    });
    if (!isReturn) return isSignedIn ? 'signed in' : 'ready';
    check(isSignedIn, 'signed in');
    check(await keycloak.updateToken(-1), 'refreshed');
    await call(`${settings.service}/api/orders`, keycloak.token);
    return 'done';
  },
  run: () => keycloak.login({ redirectUri: `${location.origin}/` }),
});
