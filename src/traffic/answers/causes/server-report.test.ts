import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders, makeHttp } from '../../exchange/exchange.fixture';
import { parseChallenges, readReport } from './server-report';

const parse = (value: string) =>
  parseChallenges(value).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  it.each<[string, unknown]>([
    ['Bearer', [['bearer', {}]]],
    ['Bearer realm="a, b", error="invalid_token"', [['bearer', { realm: 'a, b', error: 'invalid_token' }]]],
    [
      'DPoP algs="ES256 PS256", error="use_dpop_nonce", Bearer realm="x"',
      [
        ['dpop', { algs: 'ES256 PS256', error: 'use_dpop_nonce' }],
        ['bearer', { realm: 'x' }],
      ],
    ],
    [
      'Bearer error="a", error_description="The \\"aud\\" claim"',
      [['bearer', { error: 'a', error_description: 'The "aud" claim' }]],
    ],
    // Not allowed by RFC 9110, but sent: no quotes, single quotes, no scheme.
    [
      'Bearer error=invalid_token, error_description=The token expired',
      [['bearer', { error: 'invalid_token', error_description: 'The token expired' }]],
    ],
    ["Bearer error='invalid_token'", [['bearer', { error: 'invalid_token' }]]],
    ['error="invalid_token"', [['', { error: 'invalid_token' }]]],
    ['', []],
  ])('%s', (value, challenges) => {
    expect(parse(value)).toEqual(challenges);
  });
});

describe('readReport', () => {
  const textsOf = (text: string, mimeType = 'application/json') =>
    readReport(makeHttp({ status: 401, responseBody: makeBody(text, mimeType) })).texts;

  it('reads the texts of JSON, wherever they are, without those about the request', () => {
    const body = {
      errors: [{ message: 'a', extensions: { code: 'b' } }],
      path: '/scope',
      timestamp: 'c',
      stack: 'd',
    };
    expect(textsOf(JSON.stringify(body))).toEqual(['a', 'b']);
    expect(textsOf('"Unauthorized"')).toEqual(['Unauthorized']);
  });

  it('reads plain text and HTML without markup, scripts and styles', () => {
    expect(textsOf('{not JSON', 'text/plain')).toEqual(['{not JSON']);
    const page = '<style>a{}</style><script>csrf()</script><h1>Forbidden</h1><p>CSRF &quot;x&quot;</p>';
    expect(textsOf(page, 'text/html')).toEqual(['Forbidden CSRF "x"']);
  });

  it('reads headers that explain an error, and OAuth error codes', () => {
    const responseHeaders = makeHeaders({
      'WWW-Authenticate': 'Bearer error="invalid_token", error_description="expired"',
      'x-amzn-ErrorType': 'UnauthorizedException',
    });
    const { texts, errors } = readReport(makeHttp({ status: 401, responseHeaders }));
    expect(texts).toEqual(['invalid_token', 'expired', 'UnauthorizedException']);
    expect(errors).toEqual(['invalid_token']);
  });
});
