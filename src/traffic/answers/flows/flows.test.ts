import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders, makeHttp, makeToken } from '../../exchange/exchange.fixture';
import { readFlow } from './describe-flow';
import {
  accessToken,
  authorize,
  callback,
  flowOf,
  form,
  get,
  tokenHash,
  idToken,
  issuer,
  json,
  post,
  record,
  redeem,
  redirectTo,
  redirectUri,
  refresh,
  request,
  resultOf,
  userInfo,
} from './sign-in.fixture';

const first = accessToken(1);
const second = accessToken(2);
const kindsOf = ({ steps }: { readonly steps: readonly { readonly kind: string }[] }) =>
  steps.map(({ kind }) => kind);

describe('a sign-in with a code', () => {
  it('has all steps from the authorization request to the logout', async () => {
    const id = idToken({ at_hash: tokenHash(first), sid: 's1' });
    const flow = await flowOf(
      authorize(),
      get(`${issuer}/login`),
      get(`${issuer}/resume`, redirectTo(`${redirectUri}?${form({ code: 'code-1', state: 'state-1' })}`)),
      callback(),
      redeem({ access_token: first, id_token: id, refresh_token: 'r1' }),
      userInfo(first, { sub: 'alice' }),
      refresh('r1', { access_token: second, id_token: idToken(), refresh_token: 'r2' }),
      refresh('r2', { access_token: accessToken(3) }),
      post(`${issuer}/revoke`, form({ token: 'r2', token_type_hint: 'refresh_token' })),
      get(`https://other.test/logout?${form({ iss: issuer, sid: 's1' })}`),
      get(`${issuer}/logout?${form({ id_token_hint: id })}`),
    );
    expect(flow.kind).toBe('authorization code');
    expect(flow.clientId).toBe('app');
    expect(kindsOf(flow)).toEqual([
      'authorization request',
      'authorization response',
      'token request',
      'userinfo',
      'refresh',
      'refresh',
      'revocation',
      'front-channel logout',
      'logout',
    ]);
    expect(flow.steps.filter(({ isCurrent }) => isCurrent).map(({ kind }) => kind)).toEqual(['logout']);
    expect(JSON.stringify(flow.steps)).not.toContain('code-1');
  });

  it('is found by the redirect to the client, by the request there, and by the tokens', async () => {
    const exchanges = [
      authorize(),
      get(`${issuer}/resume`, redirectTo(`${redirectUri}?code=code-1&state=state-1`)),
      callback(),
      redeem({ access_token: first, id_token: idToken() }),
    ];
    const log = record(...exchanges);
    for (const { id } of exchanges) {
      const flow = await readFlow(log, { exchangeId: id });
      expect(flow?.steps).toHaveLength(3);
      expect(flow?.steps.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
      // The link leads to the request that the client got.
      expect(flow?.steps[1]?.exchangeId).toBe(exchanges[2]?.id);
    }
    const row = log.rows().find(({ raw }) => raw === first);
    const flow = await readFlow(log, { tokenId: row?.id ?? -1 });
    expect(flow?.steps.find(({ isCurrent }) => isCurrent)?.kind).toBe('token request');
    expect(await readFlow(log, { tokenId: 9_999 })).toBeUndefined();
  });

  it('is not mixed with another one of the same client', async () => {
    const other = { state: 'state-2', nonce: 'n2', code_challenge: 'c2' };
    const requests = [authorize(), authorize(other)];
    const flow = await flowOf(...requests, callback(), callback({ code: 'code-2', state: 'state-2' }));
    expect(flow.steps).toHaveLength(2);
    expect(resultOf(flow, 'state')).toBe('proven: equal');
  });

  it('keeps a second redemption of the same code', async () => {
    const again = redeem({ error: 'invalid_grant' }, {}, 400);
    const flow = await flowOf(authorize(), callback(), redeem({ access_token: first }), again);
    expect(flow.steps.map(({ kind, error }) => [kind, error])).toContainEqual([
      'token request',
      'invalid_grant',
    ]);
  });

  it('is shown from a request in the middle, whatever was captured before', async () => {
    expect(kindsOf(await flowOf(refresh('r1', { access_token: first })))).toEqual(['refresh']);
    expect((await flowOf(refresh('r1', { access_token: first }))).kind).toBe('refresh');
    expect((await flowOf(redeem({ access_token: first }))).kind).toBe('authorization code');
  });
});

describe('other flows', () => {
  it('hybrid: the tokens of both responses', async () => {
    const id = idToken({ c_hash: tokenHash('code-1'), s_hash: tokenHash('state-1') });
    const body = form({ code: 'code-1', state: 'state-1', id_token: id });
    const flow = await flowOf(
      authorize({ response_type: 'code id_token', response_mode: 'form_post' }),
      post(redirectUri, body, redirectTo('https://app.test/')),
    );
    expect(flow.kind).toBe('hybrid');
    expect(flow.codeFate).toBe('server');
    expect(resultOf(flow, 'c_hash')).toBe('proven: hash-matches');
    expect(resultOf(flow, 's_hash')).toBe('proven: hash-matches');
    expect(resultOf(flow, 'nonce')).toBe('proven: equal');
  });

  it('a form with the code only', async () => {
    const flow = await flowOf(authorize(), post(redirectUri, form({ code: 'code-1', state: 'state-1' })));
    expect(resultOf(flow, 'state')).toBe('proven: equal');
    expect(flow.codeFate).toBe('server');
  });

  it('implicit: tokens in the fragment', async () => {
    const fragment = form({
      access_token: first,
      state: 'state-1',
      id_token: idToken({ at_hash: tokenHash(first) }),
    });
    const requested = authorize({ response_type: 'id_token token' });
    const flow = await flowOf(
      requested,
      get(`${issuer}/resume`, redirectTo(`${redirectUri}#${fragment}`)),
      userInfo(first, { sub: 'alice' }),
    );
    expect(flow.kind).toBe('implicit');
    expect(kindsOf(flow)).toEqual(['authorization request', 'authorization response', 'userinfo']);
    expect(resultOf(flow, 'at_hash')).toBe('proven: hash-matches');
  });

  it('a pushed request (RFC 9126)', async () => {
    const uri = 'urn:ietf:params:oauth:request_uri:1';
    const flow = await flowOf(
      post(`${issuer}/par`, form(request), json({ request_uri: uri, expires_in: 60 }, 201)),
      get(`${issuer}/authorize?${form({ client_id: 'app', request_uri: uri })}`),
      callback(),
      redeem({ access_token: first, id_token: idToken() }),
    );
    expect(kindsOf(flow)).toEqual([
      'pushed request',
      'authorization request',
      'authorization response',
      'token request',
    ]);
    expect(flow.steps[1]?.features).toEqual(['PAR']);
    for (const name of ['state', 'nonce', 'pkce', 'redirect_uri'] as const) {
      expect(resultOf(flow, name), name).toMatch(/^proven/);
    }
  });

  it('a request that a form sends', async () => {
    const sent = post(`${issuer}/authorize`, form(request), redirectTo(`${issuer}/login`));
    expect(kindsOf(await flowOf(sent, callback()))).toEqual([
      'authorization request',
      'authorization response',
    ]);
  });

  it('a response object (JARM)', async () => {
    const response = makeToken(
      { iss: issuer, aud: 'app', code: 'code-1', state: 'state-1' },
      { alg: 'RS256' },
    );
    const flow = await flowOf(
      authorize({ response_mode: 'jwt' }),
      get(`${redirectUri}?${form({ response })}`),
      redeem({ access_token: first, id_token: idToken() }),
    );
    expect(flow.steps.map(({ features }) => features.join())).toContain('JARM');
    expect(resultOf(flow, 'state')).toBe('proven: equal');
    expect(resultOf(flow, 'iss')).toBe('proven: equal');
  });

  it('a device: polls are one step', async () => {
    const poll = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'd1' };
    const pending = json({ error: 'authorization_pending' }, 400);
    const flow = await flowOf(
      post(`${issuer}/device`, form({ client_id: 'app' }), json({ device_code: 'd1', user_code: 'U' })),
      post(`${issuer}/token`, form(poll), pending),
      post(`${issuer}/token`, form(poll), json({ error: 'slow_down' }, 400)),
      post(`${issuer}/token`, form(poll), json({ access_token: first, id_token: idToken() })),
    );
    expect(flow.kind).toBe('device');
    expect(flow.steps.map(({ kind, polls }) => [kind, polls])).toEqual([
      ['device request', undefined],
      ['token request', 2],
    ]);
  });

  it('back-channel authentication (CIBA)', async () => {
    const grant = { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'q1' };
    const flow = await flowOf(
      post(`${issuer}/bc`, form({ client_id: 'app' }), json({ auth_req_id: 'q1', expires_in: 60 })),
      post(`${issuer}/token`, form(grant), json({ access_token: first })),
    );
    expect(flow.kind).toBe('backchannel');
    expect(kindsOf(flow)).toEqual(['backchannel request', 'token request']);
  });

  it('a token exchange of a token from a sign-in (RFC 8693)', async () => {
    const body = form({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: first,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });
    const flow = await flowOf(
      authorize(),
      callback(),
      redeem({ access_token: first }),
      post(`${issuer}/token`, body, json({ access_token: second })),
    );
    expect(kindsOf(flow).at(-1)).toBe('token exchange');
    expect(flow.kind).toBe('authorization code');
  });

  it('a password, whose request body is not kept', async () => {
    const body = form({ grant_type: 'password', username: 'alice', password: 'x', client_id: 'app' });
    const flow = await flowOf(post(`${issuer}/token`, body, json({ access_token: first })));
    expect(flow.kind).toBe('other grant');
  });
});

describe('other requests aren’t steps', () => {
  it.each([
    ['a page with a parameter of the same name', get('https://shop.test/?code=SUMMER')],
    ['a postal address', get('https://shop.test/tax?code=94103&state=CA')],
    [
      'an API call with such parameters',
      get('https://shop.test/tax?code=some-long-code&state=CA', {
        requestHeaders: makeHeaders({ 'Sec-Fetch-Mode': 'cors' }),
      }),
    ],
    ['statistics', get('https://stats.test/?client_id=1&request=page')],
    ['client credentials', post(`${issuer}/token`, form({ grant_type: 'client_credentials' }))],
    ['a preflight', { ...redeem({}), method: 'OPTIONS' }],
    ['an API', get('https://api.test/me', { requestHeaders: makeHeaders({ Authorization: 'Bearer x' }) })],
    ['UserInfo of an unknown token', userInfo('x', { sub: 'alice' })],
  ])('%s', async (_name, exchange) => {
    expect(await readFlow(record(exchange), { exchangeId: exchange.id })).toBeUndefined();
  });
});

describe('claims', () => {
  const id = idToken({ name: 'Alice', roles: ['a', 'b'], address: { country: 'DE', city: 'B' } });

  it('of the ID token are compared with UserInfo, without those about the token itself', async () => {
    const flow = await flowOf(
      authorize(),
      callback(),
      redeem({ access_token: first, id_token: id }),
      userInfo(first, {
        sub: 'alice',
        name: 'Alicia',
        roles: ['b', 'a'],
        address: { city: 'B', country: 'DE' },
        email: 'a@b.test',
      }),
    );
    expect(flow.comparisons).toMatchObject([
      {
        with: 'userinfo',
        changes: [
          { path: ['name'], change: 'changed', before: 'Alice', after: 'Alicia' },
          { path: ['email'], change: 'added', after: 'a@b.test' },
        ],
      },
    ]);
  });

  it('of a signed UserInfo response are compared too', async () => {
    const answer = userInfo(first, {});
    const responseBody = makeBody(makeToken({ sub: 'alice', name: 'Bob' }), 'application/jwt');
    const flow = await flowOf(authorize(), callback(), redeem({ access_token: first, id_token: id }), {
      ...answer,
      sentAtMs: answer.sentAtMs + 1_000,
      responseBody,
    });
    expect(flow.comparisons[0]?.changes).toMatchObject([
      { path: ['name'], before: 'Alice', after: 'Bob' },
      {},
      {},
    ]);
    expect(resultOf(flow, 'sub')).toBe('proven: equal');
  });

  it('are compared with those of the next ID token, and expected differences are marked', async () => {
    const next = idToken({ sub: 'mallory', name: 'Alice', iat: 5, nonce: undefined });
    const flow = await flowOf(
      authorize(),
      callback(),
      redeem({ access_token: first, id_token: id, refresh_token: 'r1' }),
      refresh('r1', { access_token: second, id_token: next }),
    );
    const [comparison] = flow.comparisons;
    expect(comparison?.with).toBe('next ID token');
    expect(comparison?.expected).toEqual(['iat', 'nonce']);
    expect(comparison?.changes.map(({ path }) => path[0]).sort()).toEqual(['address', 'roles', 'sub']);
  });
});

describe('hostile input', () => {
  it('10,000 authorization requests take linear time', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      authorize({ state: `s${index}`, nonce: `n${index}` }),
    );
    const log = record(...many, callback({ state: 's5' }));
    const flow = await readFlow(log, { exchangeId: many[5]?.id ?? '' });
    expect(flow?.steps).toHaveLength(2);
  }, 5_000);

  it('one state for all of them is one flow, whose answer is limited', async () => {
    const many = Array.from({ length: 2_000 }, () => authorize());
    const flow = await flowOf(...many);
    expect(flow.steps.length).toBeLessThan(100);
    expect(flow.omittedSteps).toBeGreaterThan(1_800);
    expect(flow.steps.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  });

  it('a step in the middle of many is listed', async () => {
    const many = Array.from({ length: 200 }, () => refresh('r1', { access_token: 'a', refresh_token: 'r1' }));
    const flow = await readFlow(record(...many), { exchangeId: many[100]?.id ?? '' });
    expect(flow?.steps.find(({ isCurrent }) => isCurrent)?.exchangeId).toBe(many[100]?.id);
  });

  it('refresh tokens in a cycle', async () => {
    const flow = await flowOf(
      refresh('r1', { access_token: 'a1', refresh_token: 'r2' }),
      refresh('r2', { access_token: 'a2', refresh_token: 'r1' }),
      refresh('r1', { access_token: 'a1', refresh_token: 'r2' }),
    );
    expect(flow.steps).toHaveLength(3);
  });

  it('a huge state is not read, and a long one is never shown', async () => {
    const huge = authorize({ state: 's'.repeat(1_000_000) });
    expect(await readFlow(record(huge), { exchangeId: huge.id })).toBeUndefined();
    const flow = await flowOf(
      authorize({ state: 's'.repeat(30_000) }),
      callback({ state: 't'.repeat(30_000) }),
    );
    expect(resultOf(flow, 'state')).toBe('broken: differs');
    expect(JSON.stringify(flow).length).toBeLessThan(5_000);
  });

  it('claims that are deep or many', async () => {
    const deep = `{"sub":"alice","deep":${'['.repeat(3_000)}${']'.repeat(3_000)}}`;
    const answer = userInfo(first, {});
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`c${index}`, index]));
    const flow = await flowOf(
      authorize(),
      callback(),
      redeem({ access_token: first, id_token: idToken() }),
      makeHttp({
        ...answer,
        sentAtMs: answer.sentAtMs + 1_000,
        responseBody: makeBody(deep, 'application/json'),
      }),
      userInfo(first, { sub: 'alice', ...many }),
    );
    expect(flow.comparisons[0]?.changes.length).toBeLessThan(200);
  });
});
