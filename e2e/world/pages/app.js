import { callOrders, callOrdersOften, callOrdersWithXhr } from './calls.js';
import { sign } from './sign.js';

const settings = JSON.parse(document.getElementById('settings').textContent);
const ordersUrl = `${settings.apiOrigin}/orders`;
const status = document.getElementById('status');
const manager = new window.oidc.UserManager({
  authority: settings.issuer,
  client_id: settings.clientId,
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/signed-out`,
  scope: 'openid profile orders:read',
  resource: settings.audience,
  // Only the "Refresh" button refreshes, so that tests control the time.
  automaticSilentRenew: false,
});

const buttons = {
  'sign-in': async () => {
    await manager.signinRedirect({ nonce: crypto.randomUUID() });
    return 'going to the provider';
  },
  refresh: async () => {
    const user = await manager.signinSilent();
    return `refreshed as ${user.profile.sub}`;
  },
  'sign-out': signOut,
  'call-fetch': async () => callOrders(ordersUrl, await currentToken()),
  'call-xhr': async () => callOrdersWithXhr(ordersUrl, await currentToken()),
  'call-many': async () => callOrdersOften(ordersUrl, await currentToken(), 200),
  'send-expired': async () => {
    const subject = (await manager.getUser())?.profile.sub ?? 'nobody';
    return callOrders(ordersUrl, await askForToken(`/tokens/expired?subject=${encodeURIComponent(subject)}`));
  },
  'send-tampered': async () => {
    const token = await currentToken();
    return token === undefined ? 'sign in first' : callOrders(ordersUrl, tamper(token));
  },
  'send-opaque': async () => callOrders(ordersUrl, await askForToken('/tokens/opaque')),
  'store-later': async () => {
    const subject = (await manager.getUser())?.profile.sub ?? 'nobody';
    localStorage.setItem('later.token', await sign({ sub: subject, purpose: 'stored later' }));
    return 'stored later.token';
  },
};

for (const [id, act] of Object.entries(buttons)) {
  document.getElementById(id).addEventListener('click', () => showOutcome(act));
}
await showOutcome(start);

async function showOutcome(act) {
  status.textContent = 'working';
  try {
    status.textContent = await act();
  } catch (error) {
    status.textContent = `failed: ${error.message}`;
  }
}

async function start() {
  if (location.pathname === '/callback') {
    const user = await manager.signinCallback();
    history.replaceState(null, '', '/');
    await verifySignature(user.id_token);
    await openSession(user);
  }
  if (location.pathname === '/signed-out') {
    await manager.signoutCallback();
    history.replaceState(null, '', '/');
  }
  const user = await manager.getUser();
  return user ? `signed in as ${user.profile.sub}` : 'signed out';
}

/** The library fetches the provider's keys, but verifies no signature: a browser trusts the token endpoint's TLS. */
async function verifySignature(idToken) {
  const keys = await manager.metadataService.getSigningKeys();
  const { kid } = JSON.parse(atob(idToken.split('.')[0].replaceAll('-', '+').replaceAll('_', '/')));
  if (!keys.some((key) => key.kid === kid)) throw new Error(`the provider has no key "${kid}"`);
}

async function openSession(user) {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id_token: user.id_token }),
  });
  if (!response.ok) throw new Error(`/session responded with ${response.status}`);
  const { sub } = user.profile;
  const token = await sign({ sub, purpose: 'remember this device', device: crypto.randomUUID() });
  localStorage.setItem('app.state', JSON.stringify({ user: { name: sub, token }, theme: 'system' }));
}

async function signOut() {
  await fetch('/session', { method: 'DELETE' });
  localStorage.removeItem('app.state');
  if ((await manager.getUser()) === null) return 'signed out';
  await manager.signoutRedirect();
  return 'going to the provider';
}

async function currentToken() {
  return (await manager.getUser())?.access_token;
}

async function askForToken(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} responded with ${response.status}`);
  return response.text();
}

/** The same token with another subject and the old signature. */
function tamper(token) {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  const changed = btoa(JSON.stringify({ ...claims, sub: 'mallory' }));
  return [header, changed.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), signature].join('.');
}
