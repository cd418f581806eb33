import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders, makeToken } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createLog } from '../../log/log';
import { createDiagnosis } from './diagnose';
import {
  accepted,
  bearer,
  diagnose,
  firstCause,
  json,
  nowMs,
  nowSeconds,
  rejected,
  tokenWith,
  url,
} from './diagnose.fixture';

describe('a server that reports the signature of a token that has just expired', () => {
  const diagnoseReported = (text: string, secondsAgo: number) =>
    diagnose(
      accepted(bearer(tokenWith())),
      rejected(bearer(tokenWith({ exp: nowSeconds - secondsAgo })), json({ error_description: text })),
    );

  it('is believed, since it verifies the signature first', async () => {
    const rejection = await diagnoseReported('The signature does not match', 34);
    expect(rejection?.causes.map(({ code }) => code)).toEqual(['signature', 'expired']);
    expect(rejection?.causes[0]?.evidence).toContainEqual({
      code: 'reported',
      params: ['The signature does not match'],
    });
    expect(rejection?.causes[1]?.evidence).toContainEqual({
      code: 'reported-otherwise',
      params: ['The signature does not match'],
    });
  });

  it('is not, if it names the expiry too or the token expired long ago', async () => {
    for (const text of ['The signature has expired', 'Invalid signature, since the token has expired']) {
      const [first] = (await diagnoseReported(text, 34))?.causes ?? [];
      expect(first?.code, text).toBe('expired');
    }
    const [old] = (await diagnoseReported('The signature does not match', 3_600))?.causes ?? [];
    expect(old?.code).toBe('expired');
  });
});

it('has what the server reports once in a cause that it stands for', async () => {
  const text = 'Token expired';
  const exchange = rejected(bearer(tokenWith({ jti: 'b' })), json({ error_description: text }));
  const [first] = (await diagnose(accepted(bearer(tokenWith())), exchange))?.causes ?? [];
  expect(first?.code).toBe('clock-skew');
  expect(first?.evidence.filter(({ params }) => params.includes(text))).toEqual([
    { code: 'reported', params: [text] },
  ]);
});

it('knows for certain that a token is malformed by what the same endpoint accepts', async () => {
  const token = tokenWith();
  const other = { url: 'https://api.test/other' };
  const causeOf = (text: string, facts?: Partial<HttpExchange>) =>
    firstCause(accepted(bearer(token)), rejected(bearer(text), facts));
  expect(await causeOf(`${token};`)).toEqual(['malformed', 'certain']);
  expect(await causeOf(`${token};`, other)).toEqual(['malformed', 'likely']);
  expect(await causeOf(token.slice(0, 90), other)).toEqual(['malformed', 'certain']);
});

it('ranks a cause by all of its reasons', async () => {
  const headers = { Authorization: 'opaque "text"', DPoP: 'not a proof' };
  expect(await firstCause(rejected(headers))).toEqual(['malformed', 'likely']);
});

describe('a diagnosis', () => {
  it('does not depend on how many requests there were in between, or on what was asked before', async () => {
    const log = createLog();
    log.record(accepted(bearer(tokenWith())));
    for (let index = 0; index < 400; index += 1)
      log.record(accepted({}, { url: `https://api.test/items?page=${index}` }));
    const other = rejected({}, { url: 'https://api.test/items' });
    const exchange = rejected({}, { method: 'POST', status: 400 });
    for (const each of [other, exchange]) log.record(each);
    const diagnosis = createDiagnosis(log);
    expect(await diagnosis(other.id)).toBeDefined();
    expect(await diagnosis(exchange.id)).toBeDefined();
  });

  it('is undefined once the requests with credentials are cleared, like the mark of its row', async () => {
    const log = createLog();
    log.record(accepted(bearer(tokenWith())));
    log.clear();
    const exchange = rejected({}, { method: 'POST', status: 400 });
    log.record(exchange);
    expect(log.rejectionOf(exchange.id)).toBeUndefined();
    expect(await createDiagnosis(log)(exchange.id)).toBeUndefined();
  });

  it('is undefined for accepted requests, unknown IDs and requests that were aborted', async () => {
    expect(await diagnose(accepted(bearer(tokenWith())))).toBeUndefined();
    expect(await diagnose(rejected({}, { status: 404 }))).toBeUndefined();
    expect(
      await diagnose(rejected(bearer(tokenWith()), { status: 0, delivery: { state: 'sent' } })),
    ).toBeUndefined();
    expect(await diagnose(rejected({}, { status: 400 }))).toBeUndefined();
    expect(await createDiagnosis(createLog())('unknown')).toBeUndefined();
  });

  it('includes failures of calls that lack credentials which similar calls had', async () => {
    expect(await firstCause(accepted(bearer(tokenWith())), rejected({}, { status: 500 }))).toBeDefined();
    expect(await firstCause(accepted(bearer(tokenWith())), rejected({}, { status: 400 }))).toEqual([
      'no-token',
      'likely',
    ]);
  });

  it('has what was ruled out if the cause is unknown', async () => {
    const token = tokenWith();
    const { causes } = (await diagnose(
      accepted(bearer(token)),
      rejected(bearer(tokenWith({ jti: 'b' })), { status: 403 }),
    )) ?? { causes: [] };
    expect(causes.map(({ code }) => code)).toEqual(['unknown']);
    expect(causes[0]?.evidence.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['not-expired-here', 'same', 'status']),
    );
  });

  it('is unknown if a token that the endpoint accepted gets a 400, 422 or 500', async () => {
    const headers = bearer(tokenWith());
    for (const status of [400, 422, 500]) {
      expect(await firstCause(accepted(headers), rejected(headers, { status }))).toEqual([
        'unknown',
        'possible',
      ]);
    }
  });

  it('is never certain because of what the server reports', async () => {
    const reports = [
      'jwt expired',
      'jwt audience invalid',
      'invalid signature',
      'Missing scope',
      'No authorization token was found',
      'Token revoked',
      'invalid_dpop_proof htm',
      'csrf token missing',
      'certificate required',
    ];
    for (const error of reports) {
      const first = await firstCause(rejected(bearer(tokenWith()), json({ error })));
      expect(first?.[1], error).not.toBe('certain');
    }
  });

  it('is not certain about a scheme, a placeholder or a missing proof that the server may accept', async () => {
    const basic = { authorization: 'Basic YWxpY2U6d3Jvbmc=' };
    expect(await firstCause(accepted(bearer(tokenWith())), rejected(basic))).toEqual(['scheme', 'likely']);
    const nothing = { authorization: 'Bearer null', cookie: 'sid=1' };
    const first = await firstCause(accepted(nothing), rejected(nothing));
    expect(first?.[1]).not.toBe('certain');
    const bound = bearer(tokenWith({ cnf: { jkt: 'k'.repeat(43) } }));
    expect((await firstCause(accepted(bound), rejected(bound)))?.[1]).not.toBe('certain');
    expect(await firstCause(rejected(bound))).toEqual(['dpop-missing', 'certain']);
  });

  it('expects no access token’s hash in the proof of a token request', async () => {
    const proof = makeToken(
      { htm: 'POST', htu: 'https://id.test/token', iat: nowSeconds, jti: 'j' },
      { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } },
    );
    const { causes = [] } =
      (await diagnose(
        rejected(
          { authorization: 'Basic YXBwOnNlY3JldA==', dpop: proof },
          {
            url: 'https://id.test/token',
            method: 'POST',
            status: 400,
            requestBody: makeBody(
              'grant_type=refresh_token&refresh_token=r',
              'application/x-www-form-urlencoded',
            ),
          },
        ),
      )) ?? {};
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.map(({ code }) => code)).not.toContain('dpop-token-hash');
  });

  it('is not certain about credentials that a file redacted', async () => {
    const first = await firstCause(accepted(bearer(tokenWith())), rejected({}, { isRedacted: true }));
    expect(first?.[1]).not.toBe('certain');
  });

  it.each<[string, Partial<HttpExchange>, string]>([
    [
      'AWS API Gateway',
      {
        responseHeaders: makeHeaders({ 'x-amzn-ErrorType': 'UnauthorizedException' }),
        ...json({ message: 'The incoming token has expired' }),
      },
      'clock-skew',
    ],
    [
      'Kubernetes',
      json({
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      }),
      'unknown',
    ],
    [
      'Spring',
      {
        responseHeaders: makeHeaders({
          'WWW-Authenticate':
            'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: The aud claim is not valid", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
        }),
      },
      'audience',
    ],
    [
      'ASP.NET',
      {
        responseHeaders: makeHeaders({
          'WWW-Authenticate':
            'Bearer error="invalid_token", error_description="The issuer \'https://id.test\' is invalid"',
        }),
      },
      'issuer',
    ],
    [
      'Envoy',
      { responseBody: makeBody("Jwks doesn't have key to match kid or alg from Jwt", 'text/plain') },
      'unknown-kid',
    ],
    [
      'Hasura',
      {
        status: 200,
        ...json({
          errors: [
            {
              message: 'Could not verify JWT: JWSError JWSInvalidSignature',
              extensions: { path: '$', code: 'invalid-jwt' },
            },
          ],
        }),
      },
      'signature',
    ],
    [
      'PostgREST',
      {
        responseHeaders: makeHeaders({
          'WWW-Authenticate': 'Bearer error="invalid_token", error_description="JWT not in audience"',
        }),
        ...json({ code: 'PGRST303', message: 'JWT not in audience' }),
      },
      'audience',
    ],
    ['Kong', json({ message: "No credentials found for given 'iss'" }), 'issuer'],
    ['Istio', { status: 403, responseBody: makeBody('RBAC: access denied', 'text/plain') }, 'scope'],
    [
      'nginx',
      {
        status: 400,
        responseBody: makeBody(
          '<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>',
          'text/html',
        ),
      },
      'too-large',
    ],
    [
      'Okta',
      json({ error: 'access_denied', error_description: 'Policy evaluation failed: MFA is required' }),
      'step-up',
    ],
  ])('without accepted requests uses the report of %s', async (_, facts, expected) => {
    expect((await firstCause(rejected(bearer(tokenWith()), facts)))?.[0]).toBe(expected);
  });

  it('prefers differences from accepted tokens to a report about something else', async () => {
    const facts = {
      status: 403,
      responseHeaders: makeHeaders({ 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="read"' }),
    };
    expect(
      await firstCause(accepted(bearer(tokenWith())), rejected(bearer(tokenWith({ aud: 'billing' })), facts)),
    ).toEqual(['audience', 'likely']);
  });

  it('recognizes preflights that failed', async () => {
    const notSent = { state: 'not sent', reason: 'preflight failed', error: 'net::ERR_FAILED' } as const;
    expect((await firstCause(rejected(bearer(tokenWith()), { status: 0, delivery: notSent })))?.[0]).toBe(
      'preflight',
    );
    const preflight = {
      method: 'OPTIONS',
      requestHeaders: makeHeaders({
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      }),
    };
    for (const status of [401, 403, 404, 405, 302]) {
      expect((await firstCause(rejected({}, { ...preflight, status })))?.[0], String(status)).toBe(
        'preflight',
      );
    }
  });

  it('recognizes WebSockets that a server rejected', async () => {
    const socket = 'wss://api.test/live';
    const open = accepted({}, { url: `${socket}?access_token=${tokenWith()}`, status: 101 });
    expect((await firstCause(open, rejected({}, { url: socket })))?.[0]).toBe('no-token');
    const expired = tokenWith({ exp: nowSeconds - 3_600 });
    expect(
      (
        await firstCause(
          open,
          rejected(
            {},
            { url: `${socket}?access_token=${expired}`, status: 0, delivery: { state: 'unknown' } },
          ),
        )
      )?.[0],
    ).toBe('expired');
    expect(
      (
        await firstCause(
          rejected({ 'Sec-WebSocket-Protocol': `graphql-ws, ${expired}` }, { url: socket, status: 403 }),
        )
      )?.[0],
    ).toBe('expired');
    expect(
      (await firstCause(open, rejected({}, { url: `${socket}?access_token=undefined`, status: 400 })))?.[0],
    ).toBe('no-token');
  });

  it('recognizes a token in a cookie that expired', async () => {
    const cookie = `session=${tokenWith({ exp: nowSeconds - 3_600 })}; theme=dark`;
    expect((await firstCause(rejected({ Cookie: cookie })))?.[0]).toBe('expired');
  });

  it('recognizes the CSRF failures of Django, Rails and Laravel', async () => {
    const cookie = { Cookie: 'sessionid=abc; csrftoken=def' };
    const page = {
      status: 403,
      method: 'POST',
      responseBody: makeBody(
        '<h1>Forbidden</h1><p>CSRF verification failed. Request aborted.</p>',
        'text/html',
      ),
    };
    expect((await firstCause(rejected(cookie, page)))?.[0]).toBe('csrf');
    expect(
      (
        await firstCause(
          rejected(
            { Cookie: '_app_session=x' },
            { status: 422, method: 'POST', ...json({ error: "Can't verify CSRF token authenticity." }) },
          ),
        )
      )?.[0],
    ).toBe('csrf');
    expect(
      (await firstCause(rejected({ Cookie: 'laravel_session=x' }, { status: 419, method: 'POST' })))?.[0],
    ).toBe('csrf');
  });

  it('recognizes a session cookie that wasn’t sent to another site', async () => {
    const login = accepted(
      {},
      {
        url: 'https://api.test/login',
        method: 'POST',
        responseHeaders: makeHeaders({ 'Set-Cookie': 'sid=abc; Path=/; SameSite=Lax; HttpOnly' }),
      },
    );
    const rejection = await diagnose(login, rejected({}));
    expect(rejection?.causes[0]).toMatchObject({ code: 'cookie-not-sent', params: ['sid'] });
    expect(rejection?.causes[0]?.evidence).toContainEqual({
      code: 'cookie-attributes',
      params: ['Path=/; SameSite=Lax; HttpOnly'],
    });
  });

  it('recognizes tokens of another format that look like a JWT', async () => {
    const flask = (end: string) => bearer(`eyJ1c2VyX2lkIjoxfQ.ZxYabc12.${end}`);
    const first = await firstCause(accepted(flask('abcdefghij')), rejected(flask('klmnopqrst')));
    expect(first).toEqual(['revoked-or-opaque', 'likely']);
    expect((await firstCause(rejected(flask('abcdefghij'))))?.[1]).not.toBe('certain');
  });

  it('compares clocks', async () => {
    const date = (offsetSeconds: number) => ({
      responseHeaders: makeHeaders({ Date: new Date(nowMs + offsetSeconds * 1_000).toUTCString() }),
    });
    const token = tokenWith({ exp: nowSeconds + 60 });
    expect((await firstCause(rejected(bearer(token), date(600))))?.[0]).toBe('clock-skew');
    expect((await firstCause(rejected(bearer(tokenWith({ nbf: nowSeconds - 5 })), date(-600))))?.[0]).toBe(
      'clock-skew',
    );
    expect(await firstCause(rejected(bearer(tokenWith({ exp: nowSeconds - 3_600 })), date(0)))).toEqual([
      'expired',
      'certain',
    ]);
    // The server's clock is an hour behind, so it doesn't know that the token expired.
    expect(
      (await firstCause(rejected(bearer(tokenWith({ exp: nowSeconds - 600 })), date(-3_600))))?.[1],
    ).toBe('possible');
    // A proof that is fresh here, but old by the server's clock.
    const proof = makeToken(
      { htm: 'GET', htu: url, jti: 'a', iat: nowSeconds },
      { typ: 'dpop+jwt', alg: 'ES256' },
    );
    const bound = { Authorization: `DPoP ${tokenWith({ exp: nowSeconds + 3_600 })}`, DPoP: proof };
    const causes = (await diagnose(rejected(bound, date(600))))?.causes.map(({ code }) => code);
    expect(causes).toEqual(expect.arrayContaining(['clock-skew', 'dpop-age']));
    // A cache repeats the date of the original response.
    const cached = {
      responseHeaders: makeHeaders({ Date: new Date(nowMs + 600_000).toUTCString(), Age: '30' }),
    };
    expect((await firstCause(rejected(bearer(token), cached)))?.[0]).toBe('unknown');
  });

  it('knows no clock if responses of the origin contradict each other, or the token issued in one', async () => {
    const token = tokenWith();
    const last = rejected(bearer(tokenWith({ jti: 'b' })), { status: 403 });
    const clocksOf = async (...exchanges: readonly HttpExchange[]) => {
      const all = await diagnose(...exchanges, ...(exchanges.at(-1)?.status === 403 ? [] : [last]));
      return all?.causes.flatMap(({ evidence }) => evidence.filter(({ code }) => code.startsWith('server-')));
    };
    const answered = (offsetSeconds: number, facts: Partial<HttpExchange> = {}) =>
      accepted(bearer(token), {
        responseHeaders: makeHeaders({
          Date: new Date(nowMs - 10_000 + offsetSeconds * 1_000).toUTCString(),
        }),
        ...facts,
      });
    expect(await clocksOf(answered(0), answered(0))).toMatchObject([{ code: 'server-in-sync' }]);
    expect(await clocksOf(answered(600), answered(600))).toMatchObject([{ code: 'server-ahead' }]);
    const contradicting = [answered(0), answered(600), answered(0), answered(600)];
    expect(await clocksOf(...contradicting)).toEqual([]);
    const own = makeHeaders({ Date: new Date(nowMs + 600_000).toUTCString() });
    const dated = { ...last, responseHeaders: own };
    expect(await clocksOf(...contradicting, dated)).toMatchObject([{ code: 'server-ahead' }]);
    const issuedAt = (iat: number) => ({
      url: 'https://api.test/login',
      method: 'POST',
      ...json({ access_token: tokenWith({ iss: 'https://api.test', iat, exp: nowSeconds + 900 }) }),
    });
    const undated = accepted(bearer(token));
    const slow = answered(600, issuedAt(nowSeconds + 590));
    expect(await clocksOf(undated, slow)).toMatchObject([{ code: 'server-ahead' }]);
    const now = answered(0, issuedAt(nowSeconds - 10));
    expect(await clocksOf(undated, now)).toMatchObject([{ code: 'server-in-sync' }]);
    expect(await clocksOf(undated, answered(0, issuedAt(nowSeconds + 590)))).toEqual([]);
  });

  it('keeps within its limits for hostile text', { timeout: 5_000 }, async () => {
    const texts = [
      '<script'.repeat(1_000),
      'a='.repeat(30_000),
      `Bearer ${'"'.repeat(60_000)}`,
      `${'x '.repeat(30_000)}`,
    ];
    for (const text of texts) {
      const rejection = await diagnose(
        rejected(
          { Authorization: text, Cookie: text, DPoP: text },
          {
            responseHeaders: makeHeaders({ 'WWW-Authenticate': text, Date: text }),
            responseBody: makeBody(text.slice(0, 8_000), 'text/html'),
          },
        ),
      );
      expect(rejection?.causes.length).toBeGreaterThan(0);
    }
  });
});
