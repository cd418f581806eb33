// Guards: the flows of a real authorization server (oidc-provider) are found and proven, in each way that a client can sign
// a user in. The responses are the server's own, so a mistake in how the panel reads them can't be repeated by the test.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { Provider, type Configuration } from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../src/traffic';
import { readFlow } from '../src/traffic/answers/flows/describe-flow';
import type { Flow } from '../src/traffic/answers/flows/flow';
import type { HttpExchange } from '../src/traffic/exchange/exchange';
import { createLoopback, type Loopback } from './world/loopback';
import { createProviderStorage } from './world/provider-storage';
import { createSigningKeys } from './world/signing-keys';

const redirectUri = 'https://app.test/callback';
const verifier = 'v'.repeat(64);
const request = {
  client_id: 'app',
  response_type: 'code',
  scope: 'openid email',
  redirect_uri: redirectUri,
  state: 'state-of-the-request',
  nonce: 'nonce-of-the-request',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};
const ciba = 'urn:openid:params:grant-type:ciba';
const device = 'urn:ietf:params:oauth:grant-type:device_code';

let listener: Loopback;
let issuer: string;
let provider: Provider;
let clientKey: CryptoKey;

beforeAll(async () => {
  listener = await createLoopback();
  issuer = `http://localhost:${listener.port}`;
  const pair = await generateKeyPair('ES256');
  clientKey = pair.privateKey;
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid: 'client', use: 'sig', alg: 'ES256' };
  provider = new Provider(issuer, await describe(publicKey));
  const callback = provider.callback();
  listener.serve(async (incoming, response) => {
    if (incoming.url?.startsWith('/interaction/') !== true) return callback(incoming, response);
    await provider.interactionFinished(incoming, response, { login: { accountId: 'alice' } });
  });
});
afterAll(() => listener.close());

async function describe(publicKey: JWK): Promise<Configuration> {
  const storage = createProviderStorage();
  const keys = await createSigningKeys();
  return {
    adapter: (model) => storage.adapter(model),
    jwks: keys.privateJwks,
    clients: [
      {
        client_id: 'app',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'implicit', 'refresh_token', device, ciba],
        response_types: ['code', 'code id_token', 'id_token'],
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: ['https://app.test/'],
        backchannel_token_delivery_mode: 'poll',
        jwks: { keys: [publicKey] },
      },
    ],
    responseTypes: ['code', 'code id_token', 'id_token'],
    claims: { openid: ['sub'], email: ['email'] },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, email: 'alice@app.test' }),
    }),
    cookies: { keys: ['a key'] },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      requestObjects: { request: true },
      jwtResponseModes: { enabled: true },
      dPoP: { enabled: true },
      deviceFlow: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => void (context.body = form) },
      revocation: { enabled: true },
      ciba: {
        enabled: true,
        processLoginHint: async (_context, hint) => hint ?? 'alice',
        processLoginHintToken: async () => 'alice',
        triggerAuthenticationDevice: async () => {},
        validateBindingMessage: async () => {},
        validateRequestContext: async () => {},
        verifyUserCode: async () => {},
        deliveryModes: ['poll'],
      },
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }) {
      const accountId = oidc.session?.accountId;
      return accountId === undefined ? undefined : saveGrant(oidc.provider, accountId);
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    pkce: { required: () => false },
    ttl: {
      Interaction: 60,
      Session: 600,
      Grant: 600,
      AccessToken: 600,
      IdToken: 600,
      RefreshToken: 600,
      DeviceCode: 600,
      BackchannelAuthenticationRequest: 600,
    },
  };
}

async function saveGrant(of: Provider, accountId: string) {
  const grant = new of.Grant({ clientId: 'app', accountId });
  grant.addOIDCScope('openid email');
  await grant.save();
  return grant;
}

/** A browser that records its requests as DevTools does. */
function openBrowser() {
  const log = createLog();
  const cookies = new Map<string, string>();
  let count = 0;
  const record = (facts: Partial<HttpExchange> & Pick<HttpExchange, 'url'>) => {
    count += 1;
    log.record({
      kind: 'http',
      id: `request-${count}`,
      sentAtMs: count,
      answeredAtMs: count,
      method: 'GET',
      requestHeaders: [],
      responseHeaders: [],
      status: 200,
      statusText: '',
      source: 'network log',
      ...facts,
    });
  };
  const send = async (url: string, body?: URLSearchParams, headers: Record<string, string> = {}) => {
    const method = body === undefined ? 'GET' : 'POST';
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method,
      headers: { ...headers, cookie },
      redirect: 'manual',
      ...(body && { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    const mimeType = response.headers.get('content-type') ?? '';
    const form = 'application/x-www-form-urlencoded';
    record({
      url,
      method,
      requestHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      status: response.status,
      ...(body && { requestBody: { text: body.toString(), mimeType: form, truncated: false } }),
      responseBody: { text, mimeType, truncated: false },
    });
    return { status: response.status, text, location: response.headers.get('location') };
  };
  const post = async (path: string, values: Record<string, string>, headers?: Record<string, string>) => {
    const { text } = await send(`${issuer}${path}`, new URLSearchParams(values), headers);
    return (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
  };
  /** Sends an authorization request, follows its redirects, and returns the parameters at the client. */
  const authorize = async (values: Record<string, string>): Promise<URLSearchParams> => {
    let url = `${issuer}/auth?${new URLSearchParams(values)}`;
    for (let redirects = 0; redirects < 6; redirects += 1) {
      const { location, text, status } = await send(url);
      if (location === null) throw new Error(`${status} ${text}`);
      url = new URL(location, issuer).href;
      if (!url.startsWith('https://app.test/')) continue;
      // The fragment isn't part of what DevTools reports.
      record({ url: url.replace(/#.*/, '') });
      return new URLSearchParams(new URL(url).search || new URL(url).hash.slice(1));
    }
    throw new Error('too many redirects');
  };
  const redeem = (code: string | null, headers?: Record<string, string>) =>
    post(
      '/token',
      {
        grant_type: 'authorization_code',
        client_id: 'app',
        code: code ?? '',
        redirect_uri: redirectUri,
        code_verifier: verifier,
      },
      headers,
    );
  /** The flow of the newest request, or of one before it. */
  const readNewest = async (before = 0): Promise<Flow> => {
    const flow = await readFlow(log, { exchangeId: `request-${count - before}` });
    if (flow === undefined) throw new Error('no flow');
    return flow;
  };
  return { send, post, authorize, redeem, readNewest };
}

const stepsOf = ({ steps }: Flow) => steps.map(({ kind, features }) => [kind, ...features].join(' '));
const provenOf = ({ checks }: Flow) =>
  checks.filter(({ state }) => state === 'proven').map(({ name }) => name);
const brokenOf = ({ checks }: Flow) => checks.filter(({ state }) => state === 'broken');

it('a code with PKCE, UserInfo, refresh, revocation and logout', async () => {
  const { send, authorize, redeem, post, readNewest } = openBrowser();
  const tokens = await redeem((await authorize(request)).get('code'));
  await send(`${issuer}/me`, undefined, { authorization: `Bearer ${tokens['access_token']}` });
  const refreshed = await post('/token', {
    grant_type: 'refresh_token',
    client_id: 'app',
    refresh_token: tokens['refresh_token'] ?? '',
  });
  await post('/token/revocation', {
    client_id: 'app',
    token: refreshed['refresh_token'] ?? '',
    token_type_hint: 'refresh_token',
  });
  await send(`${issuer}/session/end?id_token_hint=${tokens['id_token']}`);
  const flow = await readNewest();
  expect(stepsOf(flow)).toEqual([
    'authorization request',
    'authorization response',
    'token request',
    'userinfo',
    'refresh',
    'revocation',
    'logout',
  ]);
  expect(provenOf(flow)).toEqual(['state', 'nonce', 'pkce', 'redirect_uri', 'iss', 'at_hash', 'sub']);
  expect(brokenOf(flow)).toEqual([]);
  expect(flow.comparisons).toMatchObject([
    { with: 'userinfo', changes: [{ path: ['email'], change: 'added', after: 'alice@app.test' }] },
    { with: 'next ID token', changes: [] },
  ]);
});

it('a hybrid sign-in, whose ID token has the hash of the code', async () => {
  const { authorize, redeem, readNewest } = openBrowser();
  await redeem((await authorize({ ...request, response_type: 'code id_token' })).get('code'));
  const flow = await readNewest();
  expect(flow.kind).toBe('hybrid');
  expect(provenOf(flow)).toEqual(expect.arrayContaining(['state', 'nonce', 'pkce', 'c_hash', 's_hash']));
  expect(brokenOf(flow)).toEqual([]);
});

it('an implicit sign-in, whose ID token is in the fragment', async () => {
  const { authorize, readNewest } = openBrowser();
  await authorize({ ...request, response_type: 'id_token' });
  // DevTools doesn't report the fragment of the client's URL: the redirect before it has the response.
  const flow = await readNewest(1);
  expect(flow.kind).toBe('implicit');
  expect(stepsOf(flow)).toEqual(['authorization request', 'authorization response']);
  expect(provenOf(flow)).toEqual(['state', 'nonce', 'redirect_uri', 's_hash']);
  expect(brokenOf(flow)).toEqual([]);
});

it('a pushed request with a request object, and a response object', async () => {
  const { authorize, post, redeem, readNewest } = openBrowser();
  const object = await new SignJWT({ ...request, response_mode: 'query.jwt' })
    .setProtectedHeader({ alg: 'ES256', kid: 'client' })
    .setIssuer('app')
    .setAudience(issuer)
    .setExpirationTime('1m')
    .setIssuedAt()
    .setNotBefore('0s')
    .sign(clientKey);
  const pushed = await post('/request', { client_id: 'app', request: object });
  const response = await authorize({ client_id: 'app', request_uri: pushed['request_uri'] ?? '' });
  const [, payload = ''] = (response.get('response') ?? '').split('.');
  const { code } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { code: string };
  await redeem(code);
  const flow = await readNewest();
  expect(stepsOf(flow)).toEqual([
    'pushed request PAR JAR',
    'authorization request PAR',
    'authorization response JARM',
    'token request',
  ]);
  expect(provenOf(flow)).toEqual(['state', 'nonce', 'pkce', 'redirect_uri', 'iss', 'at_hash']);
  expect(brokenOf(flow)).toEqual([]);
});

it('DPoP', async () => {
  const { authorize, redeem, readNewest } = openBrowser();
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const proof = await new SignJWT({ htm: 'POST', htu: `${issuer}/token`, jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
    .setIssuedAt()
    .sign(privateKey);
  const dpopJkt = await calculateJwkThumbprint(await exportJWK(publicKey));
  const tokens = await redeem((await authorize({ ...request, dpop_jkt: dpopJkt })).get('code'), {
    dpop: proof,
  });
  expect(tokens['token_type']).toBe('DPoP');
  const flow = await readNewest();
  expect(stepsOf(flow).at(-1)).toBe('token request DPoP');
  expect(provenOf(flow)).toContain('dpop');
});

it('a device that polls', async () => {
  const { post, readNewest } = openBrowser();
  const started = await post('/device/auth', { client_id: 'app', scope: 'openid' });
  const poll = { grant_type: device, client_id: 'app', device_code: started['device_code'] ?? '' };
  expect(await post('/token', poll)).toMatchObject({ error: 'authorization_pending' });
  const found = await provider.DeviceCode.find(started['device_code'] ?? '');
  if (found === undefined) throw new Error('no device code');
  const grant = await saveGrant(provider, 'alice');
  Object.assign(found, { accountId: 'alice', grantId: grant.jti, scope: 'openid', authTime: 1, claims: {} });
  await found.save();
  expect(await post('/token', poll)).toHaveProperty('id_token');
  const flow = await readNewest();
  expect(flow.kind).toBe('device');
  expect(flow.steps.map(({ kind, polls }) => [kind, polls])).toEqual([
    ['device request', undefined],
    ['token request', 1],
  ]);
  expect(provenOf(flow)).toEqual(['at_hash']);
});

it('back-channel authentication', async () => {
  const { post, readNewest } = openBrowser();
  const started = await post('/backchannel', { client_id: 'app', scope: 'openid', login_hint: 'alice' });
  const grant = await saveGrant(provider, 'alice');
  await provider.backchannelResult(started['auth_req_id'] ?? '', grant, { acr: undefined });
  const granted = { grant_type: ciba, client_id: 'app', auth_req_id: started['auth_req_id'] ?? '' };
  expect(await post('/token', granted)).toHaveProperty('id_token');
  const flow = await readNewest();
  expect([flow.kind, stepsOf(flow)]).toEqual(['backchannel', ['backchannel request', 'token request']]);
  expect(provenOf(flow)).toEqual(['at_hash']);
});

it('a verifier that does not match, and a code that is used twice', async () => {
  const { authorize, redeem, post, readNewest } = openBrowser();
  const code = (await authorize({ ...request, code_challenge: 'c'.repeat(43) })).get('code');
  expect(await redeem(code)).toMatchObject({ error: 'invalid_grant' });
  expect(brokenOf(await readNewest()).map(({ name }) => name)).toEqual(['pkce']);
  await post('/token', { grant_type: 'authorization_code', client_id: 'app', code: code ?? '' });
  expect((await readNewest()).steps.map(({ error }) => error)).toContain('invalid_grant');
});
