import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createDiagnosis } from '../causes/diagnose';
import { createSignInDiagnosis } from './describe-flow';
import { RequestedStates } from '../../sign-in/requested-states';
import { isFailedSignIn } from '../../sign-in/failed-step';
import {
  authorize,
  callback,
  form,
  get,
  issuer,
  json,
  post,
  record,
  redeem,
  redirectTo,
  redirectUri,
  request,
  type Values,
} from './sign-in.fixture';

/** The causes of the last exchange. */
async function causesOf(...exchanges: readonly HttpExchange[]) {
  const rejection = await createSignInDiagnosis(record(...exchanges))(exchanges.at(-1)?.id ?? '');
  return rejection?.causes ?? [];
}

const errorOf = (error: string, description?: string) =>
  callback({ code: undefined, error, error_description: description });

describe('an error in the redirect', () => {
  it.each([
    ['access_denied', undefined, 'access-denied', true],
    ['invalid_scope', undefined, 'scope', true],
    ['unauthorized_client', undefined, 'invalid-client', true],
    ['login_required', undefined, 'login-required', false],
    ['consent_required', undefined, 'login-required', false],
    ['invalid_request', 'PKCE is required', 'pkce', true],
    ['server_error', undefined, 'unknown', true],
  ])('%s (%s) is %s', async (error, description, code, isListed) => {
    const failed = errorOf(error, description);
    const [cause] = await causesOf(authorize(), failed);
    expect(cause?.code).toBe(code);
    expect(cause?.certainty).not.toBe('certain');
    expect(isFailedSignIn(failed)).toBe(isListed);
  });

  it('is found in the redirect itself, if the client is not captured', async () => {
    const location = `com.app:/callback?${form({ error: 'access_denied', state: 'state-1' })}`;
    const redirect = get(`${issuer}/resume`, redirectTo(location));
    expect((await causesOf(authorize(), redirect))[0]?.code).toBe('access-denied');
  });
});

describe('a lost state', () => {
  it('is the cause, and its values are shortened', async () => {
    const [cause] = await causesOf(authorize(), callback({ state: 'x'.repeat(40) }));
    expect(cause).toMatchObject({ code: 'state', certainty: 'likely' });
    expect(JSON.stringify(cause)).not.toContain('x'.repeat(20));
    expect((await causesOf(authorize(), callback({ state: undefined })))[0]?.code).toBe('state');
  });

  it('is not reported for a response with the state, or without a captured request', async () => {
    expect(await causesOf(authorize(), callback())).toEqual([]);
    expect(await causesOf(callback())).toEqual([]);
  });

  it('is recognized while requests are recorded', () => {
    const states = new RequestedStates();
    const lost = callback({ state: 'other' });
    expect(states.isLost(lost)).toBe(false);
    states.note(authorize());
    expect(states.isLost(lost)).toBe(true);
    expect(states.isLost(callback())).toBe(false);
    expect(states.isLost(get('https://other.test/?code=1&state=other'))).toBe(false);
  });

  it('is not recognized if a request may have it that was pushed elsewhere', () => {
    const states = new RequestedStates();
    const uri = 'urn:ietf:params:oauth:request_uri:1';
    const pushed = post(`${issuer}/par`, form(request), json({ request_uri: uri }, 201));
    const sent = get(`${issuer}/authorize?${form({ client_id: 'app', request_uri: uri })}`);
    states.note(pushed);
    states.note(sent);
    expect(states.isLost(callback({ state: 'other' }))).toBe(true);
    states.note(get(`${issuer}/authorize?${form({ client_id: 'app', request_uri: 'urn:other' })}`));
    expect(states.isLost(callback({ state: 'other' }))).toBe(false);
  });
});

describe('CORS at the token endpoint', () => {
  const headers = { Origin: 'https://app.test', 'Sec-Fetch-Mode': 'cors' };
  const sent = (response: Record<string, string>, facts: Partial<HttpExchange> = {}): HttpExchange => ({
    ...redeem({}),
    requestHeaders: makeHeaders(headers),
    responseHeaders: makeHeaders({ 'Content-Type': 'application/json', ...response }),
    ...facts,
  });

  it.each([
    ['no header', {}, 200, true],
    ['another origin', { 'Access-Control-Allow-Origin': 'https://other.test' }, 200, true],
    ['this origin', { 'Access-Control-Allow-Origin': 'https://app.test' }, 200, false],
    ['any origin', { 'Access-Control-Allow-Origin': '*' }, 200, false],
    ['no response', {}, 0, true],
  ])('%s', async (_name, response, status, isBlocked) => {
    const delivery = { state: 'unknown', error: 'net::ERR_FAILED' } as const;
    const exchange = sent(response, { status, ...(status === 0 && { delivery }) });
    expect((await causesOf(exchange))[0]?.code).toBe(isBlocked ? 'preflight' : undefined);
    expect(isFailedSignIn(exchange)).toBe(isBlocked);
  });

  it('does not apply to a form that the page sends, or to its own server', async () => {
    const navigation = makeHeaders({ ...headers, 'Sec-Fetch-Mode': 'navigate' });
    expect(await causesOf(sent({}, { requestHeaders: navigation }))).toEqual([]);
    const own = makeHeaders({ ...headers, Origin: issuer });
    expect(await causesOf(sent({}, { requestHeaders: own }))).toEqual([]);
  });
});

describe('a request that starts a sign-in', () => {
  const par = `${issuer}/par`;
  const pushed = { ...request, code_challenge: undefined, code_challenge_method: undefined };
  const failed = (body: Values, error: string, status = 400, url = par, error_description?: string) =>
    post(url, form(body), json({ error, error_description }, status));
  const accepted = (body: Values) =>
    post(par, form(body), json({ request_uri: 'urn:a', expires_in: 60 }, 201));
  const codesOf = async (...exchanges: readonly HttpExchange[]) => {
    const log = record(...exchanges);
    const id = exchanges.at(-1)?.id ?? '';
    expect(log.rejectionOf(id)).toBe('credentials');
    const { causes = [] } = (await createDiagnosis(log)(id)) ?? {};
    expect(causes.map(({ certainty }) => certainty)).not.toContain('certain');
    return causes.map(({ code }) => code);
  };

  it('that is pushed has ranked causes: by its error, its parameters, and the ones that were accepted', async () => {
    expect(await codesOf(failed(pushed, 'invalid_request'))).toEqual(['pkce', 'redirect-mismatch']);
    expect(await codesOf(failed(request, 'invalid_request'))).toEqual(['redirect-mismatch']);
    expect(await codesOf(accepted(request), failed(pushed, 'invalid_request'))).toEqual(['pkce']);
    expect(
      await codesOf(
        accepted(request),
        failed({ ...request, redirect_uri: 'https://b.test/' }, 'invalid_request'),
      ),
    ).toEqual(['redirect-mismatch']);
    expect(await codesOf(accepted(request), failed(request, 'invalid_request'))).toEqual(['unknown']);
    const description = 'redirect_uri is not registered';
    expect(await codesOf(failed(request, 'invalid_request', 400, par, description))).toEqual([
      'redirect-mismatch',
    ]);
    expect((await codesOf(failed(request, 'invalid_scope')))[0]).toBe('scope');
    expect((await codesOf(failed(request, 'invalid_client', 401)))[0]).toBe('invalid-client');
  });

  it.each([
    ['/device_authorization', { client_id: 'app' }, 'unauthorized_client', 'invalid-client'],
    ['/oauth/start', { client_id: 'app', scope: 'openid' }, 'invalid_scope', 'scope'],
    [
      '/bc-authorize',
      { client_id: 'app', scope: 'openid', login_hint: 'a' },
      'invalid_client',
      'invalid-client',
    ],
    ['/device/code', { client_id: 'app' }, 'invalid_request', 'unknown'],
  ])('for another device: %s', async (path, body, error, code) => {
    expect((await codesOf(failed(body, error, 400, `${issuer}${path}`)))[0]).toBe(code);
  });

  it('that is pushed and blocked by CORS has that cause', async () => {
    const requestHeaders = makeHeaders({ Origin: 'https://app.test', 'Sec-Fetch-Mode': 'cors' });
    const delivery = { state: 'unknown', error: 'net::ERR_FAILED' } as const;
    const exchange = post(par, form(request), { status: 0, delivery, requestHeaders });
    expect((await causesOf(exchange))[0]?.code).toBe('preflight');
    expect(record(exchange).rejectionOf(exchange.id)).toBe('sign-in');
  });

  it('is not any form with a client', () => {
    const other = failed({ client_id: 'app', amount: '1' }, 'invalid_request', 400, `${issuer}/pay`);
    const unscoped = failed({ client_id: 'app' }, 'invalid_request', 400, `${issuer}/pay`);
    for (const exchange of [other, unscoped])
      expect(record(exchange).rejectionOf(exchange.id)).toBeUndefined();
  });
});

it('a page of the authorization server is read for the cause', async () => {
  const page = makeBody('<p>redirect_uri did not match any registered</p>', 'text/html');
  const failed = {
    ...authorize({ redirect_uri: `${redirectUri}2` }),
    status: 400,
    responseHeaders: [],
    responseBody: page,
  };
  expect((await causesOf(failed))[0]).toMatchObject({ code: 'redirect-mismatch', certainty: 'likely' });
  expect((await causesOf({ ...authorize(), status: 500 }))[0]?.code).toBe('unknown');
});
