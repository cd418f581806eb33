import { describe, expect, it } from 'vitest';
import { makeHeaders, makeToken } from '../../exchange/exchange.fixture';
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
  redeem,
  redirectTo,
  redirectUri,
  refresh,
  request,
  resultOf,
  sha256,
  userInfo,
  verifier,
} from './sign-in.fixture';

const first = accessToken(1);
const tokens = { access_token: first, id_token: idToken({ at_hash: tokenHash(first) }) };

describe('state', () => {
  it.each([
    ['proven: equal', {}, {}],
    ['broken: differs', {}, { state: 'state-2' }],
    ['broken: missing-in-response', {}, { state: undefined }],
    ['broken: not-requested', { state: undefined }, {}],
    ['not checkable: not-used', { state: undefined }, { state: undefined }],
  ])('is %s', async (expected, requested, received) => {
    expect(resultOf(await flowOf(authorize(requested), callback(received)), 'state')).toBe(expected);
  });

  it('is not checkable without the request or the response', async () => {
    // The authorization request was sent by a pop-up window.
    expect(resultOf(await flowOf(redeem(tokens)), 'state')).toBe('not checkable: no-request');
    expect(resultOf(await flowOf(callback()), 'state')).toBe('not checkable: no-request');
    expect(resultOf(await flowOf(authorize()), 'state')).toBe('not checkable: no-response');
  });

  it('is quoted in part only', async () => {
    const flow = await flowOf(authorize({ state: 's'.repeat(40) }), callback({ state: 't'.repeat(40) }));
    expect(JSON.stringify(flow.checks)).not.toMatch(/s{20}|t{20}/);
  });
});

describe('nonce', () => {
  it.each([
    ['proven: equal', {}, {}],
    ['broken: differs', {}, { nonce: 'nonce-2' }],
    ['broken: missing-in-response', {}, { nonce: undefined }],
    ['broken: not-requested', { nonce: undefined }, {}],
    ['not checkable: not-used', { nonce: undefined }, { nonce: undefined }],
  ])('is %s', async (expected, requested, claims) => {
    const response = { access_token: first, id_token: idToken(claims) };
    const flow = await flowOf(authorize(requested), callback(), redeem(response));
    expect(resultOf(flow, 'nonce')).toBe(expected);
  });

  it('is not expected in a refreshed ID token', async () => {
    const response = { ...tokens, refresh_token: 'r1' };
    const next = { access_token: accessToken(2), id_token: idToken({ nonce: undefined }) };
    const flow = await flowOf(authorize(), callback(), redeem(response), refresh('r1', next));
    expect(resultOf(flow, 'nonce')).toBe('proven: equal');
  });

  it('is not checkable without an ID token, or if that is encrypted', async () => {
    const opaque = await flowOf(authorize(), callback(), redeem({ access_token: first }));
    expect(resultOf(opaque, 'nonce')).toBe('not checkable: no-id-token');
    const jwe = `${Buffer.from('{"alg":"dir","enc":"A128GCM"}').toString('base64url')}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
    const encrypted = await flowOf(authorize(), callback(), redeem({ access_token: first, id_token: jwe }));
    expect(resultOf(encrypted, 'nonce')).toBe('not checkable: encrypted-id-token');
    expect(resultOf(encrypted, 'at_hash')).toBe('not checkable: encrypted-id-token');
  });
});

describe('PKCE', () => {
  const plain = { code_challenge: verifier, code_challenge_method: undefined };
  it.each([
    ['proven: hash-matches', {}, {}],
    ['proven: equal', plain, {}],
    ['broken: hash-differs', {}, { code_verifier: 'w'.repeat(43) }],
    ['broken: differs', plain, { code_verifier: 'w'.repeat(43) }],
    ['broken: missing-in-request', {}, { code_verifier: undefined }],
    ['broken: not-requested', { code_challenge: undefined }, {}],
    ['not checkable: not-used', { code_challenge: undefined }, { code_verifier: undefined }],
  ])('is %s', async (expected, requested, sent) => {
    const flow = await flowOf(authorize(requested), callback(), redeem(tokens, sent));
    expect(resultOf(flow, 'pkce')).toBe(expected);
  });

  it('is not checkable if the body has a secret, which the log does not keep', async () => {
    const flow = await flowOf(
      authorize(),
      callback(),
      redeem({ access_token: first }, { client_secret: 's' }),
    );
    expect(flow.kind).toBe('authorization code');
    expect(resultOf(flow, 'pkce')).toBe('not checkable: body-not-kept');
    expect(resultOf(flow, 'redirect_uri')).toBe('proven: equal');
  });

  it('is not checkable if the server redeems the code', async () => {
    const flow = await flowOf(authorize(), callback({}, redirectTo('https://app.test/')));
    expect(flow.codeFate).toBe('server');
    expect(resultOf(flow, 'pkce')).toBe('not checkable: server-redeems');
    expect(resultOf(flow, 'at_hash')).toBe('not checkable: server-redeems');
  });

  it('is not checkable if the code was not redeemed', async () => {
    const flow = await flowOf(authorize(), callback());
    expect(flow.codeFate).toBe('not redeemed');
    expect(resultOf(flow, 'pkce')).toBe('not checkable: no-token-request');
  });

  it('links the requests of several silent sign-ins whose responses a script got', async () => {
    const other = 'o'.repeat(43);
    const requests = [
      authorize({ state: 's1' }),
      authorize({ state: 's2', nonce: 'n2', code_challenge: 'another' }),
    ];
    const matched = await flowOf(...requests, redeem(tokens));
    expect(resultOf(matched, 'pkce')).toBe('proven: hash-matches');
    expect(resultOf(matched, 'nonce')).toBe('proven: equal');
    const unmatched = await flowOf(...requests, redeem(tokens, { code_verifier: other }));
    expect(resultOf(unmatched, 'pkce')).toBe('not checkable: not-matched');
    expect(resultOf(unmatched, 'nonce')).toBe('not checkable: not-matched');
  });
});

describe('redirect_uri', () => {
  it.each([
    ['proven: equal', redirectUri, {}],
    ['broken: differs', redirectUri, { redirect_uri: 'https://app.test/other' }],
    ['broken: differs', 'https://app.test/elsewhere', {}],
    // OAuth 2.1 removed it from the token request.
    ['proven: equal', redirectUri, { redirect_uri: undefined }],
  ])('is %s', async (expected, target, sent) => {
    const requested = authorize();
    const response = get(`${target}?${form({ code: 'code-1', state: 'state-1' })}`);
    const flow = await flowOf(requested, response, redeem(tokens, sent));
    expect(resultOf(flow, 'redirect_uri')).toBe(expected);
  });

  it('is equal if the client redirects its callback', async () => {
    const query = form({ code: 'code-1', state: 'state-1' });
    const flow = await flowOf(
      authorize({}),
      get(`${redirectUri}?${query}`, redirectTo(`/callback/?${query}`)),
      get(`${redirectUri}/?${query}`),
      redeem(tokens),
    );
    expect(resultOf(flow, 'redirect_uri')).toBe('proven: equal');
  });

  it('has the form in which browsers report it', async () => {
    const requested = authorize({ redirect_uri: 'https://App.test' });
    const flow = await flowOf(requested, get('https://app.test/?code=code-1&state=state-1'));
    expect(resultOf(flow, 'redirect_uri')).toBe('proven: equal');
  });
});

describe('iss', () => {
  const discovery = get(
    `${issuer}/.well-known/openid-configuration`,
    json({
      issuer,
      jwks_uri: `${issuer}/jwks`,
      authorization_endpoint: `${issuer}/authorize`,
      authorization_response_iss_parameter_supported: true,
    }),
  );

  it('is compared with the ID token', async () => {
    const received = (iss: string) => flowOf(authorize(), callback({ iss }), redeem(tokens));
    expect(resultOf(await received(issuer), 'iss')).toBe('proven: equal');
    expect(resultOf(await received('https://evil.test'), 'iss')).toBe('broken: differs');
  });

  it('is compared with the discovery document without an ID token', async () => {
    expect(resultOf(await flowOf(discovery, authorize(), callback({ iss: issuer })), 'iss')).toBe(
      'proven: equal',
    );
    const elsewhere = get(`https://evil.test/authorize?${form(request)}`);
    expect(resultOf(await flowOf(discovery, elsewhere, callback({ iss: issuer })), 'iss')).toBe(
      'broken: differs',
    );
    expect(resultOf(await flowOf(authorize(), callback({ iss: issuer })), 'iss')).toBe(
      'not checkable: no-issuer',
    );
  });

  it('must be there if the discovery document promises it', async () => {
    expect(resultOf(await flowOf(authorize(), callback(), redeem(tokens)), 'iss')).toBe(
      'not checkable: no-parameter',
    );
    expect(resultOf(await flowOf(discovery, authorize(), callback(), redeem(tokens)), 'iss')).toBe(
      'broken: missing-in-response',
    );
    const inToken = callback({ id_token: idToken() });
    expect(
      resultOf(await flowOf(discovery, authorize({ response_type: 'code id_token' }), inToken), 'iss'),
    ).toBe('not checkable: no-parameter');
  });
});

describe('hashes in the ID token', () => {
  const withClaims = (claims: object, header?: object) =>
    flowOf(authorize(), callback(), redeem({ access_token: first, id_token: idToken(claims, header) }));

  it.each([
    ['at_hash', tokenHash(first)],
    ['c_hash', tokenHash('code-1')],
    ['s_hash', tokenHash('state-1')],
  ] as const)('prove %s, and are broken otherwise', async (name, value) => {
    expect(resultOf(await withClaims({ [name]: value }), name)).toBe('proven: hash-matches');
    expect(resultOf(await withClaims({ [name]: tokenHash('other') }), name)).toBe('broken: hash-differs');
    expect(resultOf(await withClaims({}), name)).toBe('not checkable: no-claim');
    expect(resultOf(await withClaims({ [name]: value }, { alg: 'XX256' }), name)).toBe(
      'not checkable: no-hash',
    );
  });

  it('are checked in each ID token', async () => {
    const next = accessToken(2);
    const response = { access_token: next, id_token: idToken({ at_hash: tokenHash(first) }) };
    const signIn = redeem({ ...tokens, refresh_token: 'r1' });
    const flow = await flowOf(authorize(), callback(), signIn, refresh('r1', response));
    expect(resultOf(flow, 'at_hash')).toBe('broken: hash-differs');
  });
});

describe('DPoP', () => {
  const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
  const proofOf = (key: object) =>
    makeToken({ htm: 'POST', jti: '1' }, { alg: 'ES256', typ: 'dpop+jwt', jwk: key });
  const bound = async (jkt: string, requested = {}) => {
    const response = { access_token: accessToken(1, { cnf: { jkt } }) };
    const requestHeaders = makeHeaders({ DPoP: proofOf(jwk) });
    return flowOf(authorize(requested), callback(), { ...redeem(response), requestHeaders });
  };

  it('binds the token to the key of the proof', async () => {
    // RFC 7638 §3.2: the required members in this order.
    const jkt = sha256(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }));
    const flow = await bound(jkt);
    expect(resultOf(flow, 'dpop')).toBe('proven: key-matches');
    expect(flow.steps.at(-1)?.features).toEqual(['DPoP']);
    expect(resultOf(await bound('other'), 'dpop')).toBe('broken: key-differs');
    expect(resultOf(await bound(jkt, { dpop_jkt: 'other' }), 'dpop')).toBe('broken: key-differs');
  });

  it('is absent if it is not used', async () => {
    expect(resultOf(await flowOf(authorize(), callback(), redeem(tokens)), 'dpop')).toBe('absent');
  });
});

describe('sub', () => {
  it.each([
    ['proven: equal', { sub: 'alice' }],
    ['broken: differs', { sub: 'mallory' }],
    ['not checkable: no-claim', { name: 'Alice' }],
  ])('is %s', async (expected, claims) => {
    const flow = await flowOf(authorize(), callback(), redeem(tokens), userInfo(first, claims));
    expect(resultOf(flow, 'sub')).toBe(expected);
  });
});

describe('a request object', () => {
  it('has the parameters (RFC 9101)', async () => {
    const object = makeToken({ ...request, iss: 'app' }, { alg: 'RS256' });
    const sent = get(`${issuer}/authorize?${form({ client_id: 'app', request: object })}`);
    const flow = await flowOf(sent, callback(), redeem(tokens));
    expect(flow.steps[0]?.features).toEqual(['JAR']);
    for (const name of ['state', 'nonce', 'pkce', 'redirect_uri'] as const) {
      expect(resultOf(flow, name), name).toMatch(/^proven/);
    }
  });

  it('is not checkable if it is encrypted, or was pushed by the server', async () => {
    const header = Buffer.from('{"alg":"dir","enc":"A128GCM"}').toString('base64url');
    const jwe = `${header}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
    const encrypted = get(`${issuer}/authorize?${form({ client_id: 'app', request: jwe })}`);
    expect(resultOf(await flowOf(encrypted), 'state')).toBe('not checkable: encrypted-request');
    const pushed = get(`${issuer}/authorize?${form({ client_id: 'app', request_uri: 'urn:x' })}`);
    expect(resultOf(await flowOf(pushed), 'pkce')).toBe('not checkable: request-elsewhere');
  });
});

it('a response object that is encrypted has no checkable parameters', async () => {
  const header = Buffer.from('{"alg":"dir","enc":"A128GCM"}').toString('base64url');
  const response = `${header}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
  const flow = await flowOf(authorize(), get(`${redirectUri}?${form({ response })}`));
  expect(resultOf(flow, 'state')).toBe('not checkable: encrypted-response');
  expect(resultOf(flow, 'iss')).toBe('not checkable: encrypted-response');
});

it('has no checks of redirects for a token exchange', async () => {
  const body = form({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: accessToken(9),
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  });
  const flow = await flowOf(post(`${issuer}/token`, body, json({ access_token: first })));
  expect(flow.kind).toBe('token exchange');
  expect(flow.checks).toEqual([]);
});
