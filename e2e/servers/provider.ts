import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK } from 'jose';
import { Provider } from 'oidc-provider';
import type { CauseCode } from '../../src/traffic';
import { createProviderStorage } from '../world/provider-storage';
import type { Answer, Caller } from './caller';
import { createKey, mint, mintProof, nowSeconds } from './issuer';
import type { Mistake } from './mistake';
import type { RunningServer } from './services/start.js';

const redirectUri = 'https://shop.test/callback';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const webClient = 'shop-web';
const serverClient = 'shop-server';

/** oidc-provider, whose token endpoint and UserInfo endpoint are called. Codes are issued without its sign-in page. */
export async function startProvider(): Promise<RunningServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(origin, {
    jwks: { keys: [await exportJWK(createKey('provider', 'RS256').privateKey)] },
    adapter: createProviderStorage().adapter,
    clients: [
      {
        client_id: webClient,
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri, 'https://shop.test/other'],
        grant_types: ['authorization_code', 'refresh_token'],
      },
      {
        client_id: serverClient,
        client_secret: 'correct-secret-of-the-server-client',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    scopes: ['openid', 'offline_access', 'profile'],
    clientBasedCORS: () => true,
    pkce: { required: () => false, methods: ['S256'] },
    cookies: { keys: [randomBytes(32)] },
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: true },
      revocation: { enabled: true },
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      RefreshToken: 600,
      Session: 600,
      Interaction: 600,
    },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const code = codes.get(new URL(request.url ?? '', origin).searchParams.get('state') ?? '');
    if (code === undefined) void handle(request, response);
    else response.writeHead(303, { location: code }).end();
  });
  running = provider;
  return {
    origin,
    close: () => {
      codes.clear();
      server.close();
      server.closeAllConnections();
    },
  };
}

let running: Provider | undefined;
/** Where the authorization endpoint redirects to, by the request's state. */
const codes = new Map<string, string>();

interface Code {
  readonly code: string;
  readonly verifier: string;
}

/** An authorization request, and the code in its redirect. */
async function authorize(
  cell: Caller,
  clientId = webClient,
  scope = 'openid offline_access',
  hasChallenge = true,
): Promise<Code> {
  const provider = running;
  const client = await provider?.Client.find(clientId);
  if (provider === undefined || client === undefined) throw new Error('no provider');
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const grant = new provider.Grant({ accountId: 'alice', clientId });
  grant.addOIDCScope(scope);
  const code = await new provider.AuthorizationCode({
    accountId: 'alice',
    client,
    grantId: await grant.save(),
    redirectUri,
    scope,
    gty: 'authorization_code',
    authTime: nowSeconds(),
    ...(hasChallenge && { codeChallenge: challenge, codeChallengeMethod: 'S256' }),
  }).save();
  const state = randomBytes(8).toString('hex');
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    ...(hasChallenge && { code_challenge: challenge, code_challenge_method: 'S256' }),
  });
  codes.set(state, `${redirectUri}?code=${code}&state=${state}&iss=${encodeURIComponent(provider.issuer)}`);
  await cell.send({ path: `/auth?${parameters}` });
  return { code, verifier };
}

type Values = Readonly<Record<string, string | undefined>>;

function requestToken(
  cell: Caller,
  values: Values,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const defined = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return cell.send({
    method: 'POST',
    path: '/token',
    headers: { ...form, ...headers },
    body: new URLSearchParams(defined).toString(),
  });
}

function redeem(
  cell: Caller,
  { code, verifier }: Code,
  changes: Values = {},
  headers: Readonly<Record<string, string>> = {},
) {
  return requestToken(
    cell,
    {
      grant_type: 'authorization_code',
      client_id: webClient,
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
      ...changes,
    },
    headers,
  );
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

async function signIn(
  cell: Caller,
  scope?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Tokens> {
  const { text } = await redeem(cell, await authorize(cell, webClient, scope), {}, headers);
  return JSON.parse(text) as Tokens;
}

function mistake(
  name: string,
  cause: CauseCode,
  make: (cell: Caller) => Promise<Answer>,
  alsoCorrect?: readonly CauseCode[],
): Mistake {
  return { name, cause, ...(alsoCorrect && { alsoCorrect }), make: ({ cell }) => make(cell) };
}

const redeemWith = (name: string, cause: CauseCode, changes: Values) =>
  mistake(name, cause, async (cell) => redeem(cell, await authorize(cell), changes));

const userinfo = (cell: Caller, authorization: string, headers: Readonly<Record<string, string>> = {}) =>
  cell.send({ path: '/me', headers: { authorization, ...headers } });

const key = createKey('client', 'ES256');

async function signInWithProof(cell: Caller): Promise<Tokens> {
  const url = `${cell.origin}/token`;
  const dpop = await mintProof(key, { method: 'POST', url, token: '' }, { ath: undefined });
  return signIn(cell, undefined, { dpop });
}

const proven = (name: string, cause: CauseCode, claims: Readonly<Record<string, unknown>>, by = key) =>
  mistake(name, cause, async (cell) => {
    const { access_token: token } = await signInWithProof(cell);
    const url = `${cell.origin}/me`;
    return userinfo(cell, `DPoP ${token}`, {
      dpop: await mintProof(by, { method: 'GET', url, token }, claims),
    });
  });

/** Mistakes at the endpoints of an authorization server. */
export const providerMistakes: readonly Mistake[] = [
  redeemWith('other verifier', 'pkce', { code_verifier: randomBytes(32).toString('base64url') }),
  redeemWith('no verifier', 'pkce', { code_verifier: undefined }),
  redeemWith('short verifier', 'pkce', { code_verifier: 'abc' }),
  redeemWith('other redirect URI', 'redirect-mismatch', { redirect_uri: 'https://shop.test/other' }),
  redeemWith('redirect URI with slash', 'redirect-mismatch', { redirect_uri: `${redirectUri}/` }),
  redeemWith('no redirect URI', 'redirect-mismatch', { redirect_uri: undefined }),
  redeemWith('unknown code', 'invalid-grant', { code: 'SplxlOBeZQQYbYS6WxSbIA' }),
  redeemWith('unknown client', 'invalid-client', { client_id: 'shop-wbe' }),
  redeemWith('client without its secret', 'invalid-client', { client_id: serverClient }),
  mistake('code used twice', 'invalid-grant', async (cell) => {
    const code = await authorize(cell);
    await redeem(cell, code);
    return redeem(cell, code);
  }),
  mistake('wrong client secret', 'invalid-client', async (cell) => {
    const code = await authorize(cell, serverClient);
    const authorization = `Basic ${btoa(`${serverClient}:another-secret`)}`;
    return redeem(cell, code, { client_id: undefined }, { authorization });
  }),
  mistake('refresh token used twice', 'invalid-grant', async (cell) => {
    const { refresh_token } = await signIn(cell);
    const values = { grant_type: 'refresh_token', client_id: webClient, refresh_token };
    await requestToken(cell, values);
    return requestToken(cell, values);
  }),
  mistake('unknown refresh token', 'invalid-grant', async (cell) =>
    requestToken(cell, {
      grant_type: 'refresh_token',
      client_id: webClient,
      refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
    }),
  ),
  mistake('UserInfo without a token', 'no-token', async (cell) => {
    const { access_token: token } = await signIn(cell);
    await userinfo(cell, `Bearer ${token}`);
    return cell.send({ path: '/me' });
  }),
  mistake('UserInfo with undefined', 'no-token', (cell) => userinfo(cell, 'Bearer undefined')),
  mistake('UserInfo with another scheme', 'scheme', async (cell) =>
    userinfo(cell, `Token ${(await signIn(cell)).access_token}`),
  ),
  mistake('UserInfo with the ID token', 'wrong-kind', async (cell) =>
    userinfo(cell, `Bearer ${(await signIn(cell)).id_token}`),
  ),
  mistake('UserInfo with the refresh token', 'wrong-kind', async (cell) =>
    userinfo(cell, `Bearer ${(await signIn(cell)).refresh_token}`),
  ),
  mistake('UserInfo with an unknown token', 'revoked-or-opaque', (cell) =>
    userinfo(cell, 'Bearer 2YotnFZFEjr1zCsicMWpAA'),
  ),
  mistake('UserInfo after revocation', 'revoked-or-opaque', async (cell) => {
    const { access_token: token } = await signIn(cell);
    await userinfo(cell, `Bearer ${token}`);
    await cell.send({
      method: 'POST',
      path: '/token/revocation',
      headers: form,
      body: `token=${token}&client_id=${webClient}`,
    });
    return userinfo(cell, `Bearer ${token}`);
  }),
  mistake(
    'UserInfo with a JWT of another issuer',
    'revoked-or-opaque',
    async (cell) => {
      const foreign = await mint({ url: 'https://id.test', key: createKey('k', 'RS256') });
      return userinfo(cell, `Bearer ${foreign}`);
    },
    ['issuer', 'unknown', 'signature', 'audience', 'wrong-kind'],
  ),
  mistake(
    'bound token as Bearer',
    'dpop-missing',
    async (cell) => userinfo(cell, `Bearer ${(await signInWithProof(cell)).access_token}`),
    ['scheme'],
  ),
  mistake('bound token without a proof', 'dpop-missing', async (cell) =>
    userinfo(cell, `DPoP ${(await signInWithProof(cell)).access_token}`),
  ),
  proven('proof for POST', 'dpop-method', { htm: 'POST' }),
  proven('proof for another URL', 'dpop-uri', { htu: 'https://shop.test/me' }),
  proven('proof for another token', 'dpop-token-hash', {
    ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
  }),
  proven('proof 1 h old', 'dpop-age', { iat: nowSeconds() - 3_600 }),
  proven('proof of another key', 'dpop-binding', {}, createKey('stranger', 'ES256')),
  mistake('proof used twice', 'dpop-replay', async (cell) => {
    const { access_token: token } = await signInWithProof(cell);
    const dpop = await mintProof(key, { method: 'GET', url: `${cell.origin}/me`, token });
    await userinfo(cell, `DPoP ${token}`, { dpop });
    return userinfo(cell, `DPoP ${token}`, { dpop });
  }),
  mistake('token request with a proof for GET', 'dpop-method', async (cell) => {
    const url = `${cell.origin}/token`;
    const dpop = await mintProof(key, { method: 'GET', url, token: '' }, { ath: undefined });
    return redeem(cell, await authorize(cell), {}, { dpop });
  }),
];
