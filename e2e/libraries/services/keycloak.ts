import { createProviderService } from '../provider';
import type { CreateService } from '../service';

const base = '/realms/demo/protocol/openid-connect';

/**
 * Keycloak's session status page, which reports whether the page's session is current. Here there is only one session.
 */
const statusFrame = `<!doctype html><title>status</title>
<script>addEventListener('message', ({ data, source, origin }) =>
  source.postMessage(data.endsWith(' ') ? 'changed' : 'unchanged', origin));</script>`;
const cookieFrame = `<!doctype html><title>cookies</title>
<script>parent.postMessage('supported', '*');</script>`;

/** A provider at the paths of a Keycloak realm, whose refresh tokens are JWTs. */
export const createService: CreateService = (context) =>
  createProviderService(context, {
    issuer: `${context.origin}/realms/demo`,
    clientId: 'demo-app',
    redirectUris: [`${context.appOrigin}/`, `${context.appOrigin}/silent-check.html`],
    routes: {
      authorization: `${base}/auth`,
      token: `${base}/token`,
      userinfo: `${base}/userinfo`,
      jwks: `${base}/certs`,
    },
    hasJwtRefreshTokens: true,
    documents: {
      [`${base}/login-status-iframe.html`]: statusFrame,
      [`${base}/3p-cookies/step1.html`]: cookieFrame,
    },
  });
