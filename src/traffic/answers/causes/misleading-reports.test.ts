// Responses of real servers whose words are about something else, or that leave out the reason.
import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
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
  type Headers,
} from './diagnose.fixture';

type Facts = Partial<HttpExchange>;

const text = (body: string, mimeType = 'text/html') => ({ responseBody: makeBody(body, mimeType) });
const responding = (headers: Headers) => ({ responseHeaders: makeHeaders(headers) });
const challenging = (value: string) => responding({ 'WWW-Authenticate': value });
const opaque = bearer('tok_9f8e7d6c5b4a39281706');
const inSync = responding({ Date: new Date(nowMs).toUTCString() });

/** The first cause of a request with a token that the endpoint accepted before. */
const causeOfSame = (facts: Facts, headers: Headers = bearer(tokenWith())) =>
  firstCause(accepted(headers), rejected(headers, facts));

describe('something else that has expired', () => {
  it.each([
    'Your trial has expired. Please upgrade your plan.',
    'license_expired',
    'This share link has expired.',
    'The coupon has expired',
    'Your card is expired.',
  ])('isn’t the token: %s', async (message) => {
    const { causes = [] } =
      (await diagnose(rejected(bearer(tokenWith()), { status: 400, ...json({ message }) }))) ?? {};
    expect(causes.map(({ code }) => code)).toEqual(['unknown']);
  });

  it.each(['Token expired', 'expired', 'It has expired', 'invalid or expired', 'Signature has expired'])(
    'may be the token: %s',
    async (message) => {
      const expired = bearer(tokenWith({ exp: nowSeconds - 20 }));
      const causes = (await diagnose(rejected(expired, json({ message }))))?.causes ?? [];
      expect(causes[0]?.code).toBe('expired');
      expect(causes[0]?.evidence.map(({ code }) => code)).toContain('reported');
    },
  );

  it('is a clock only possibly, if the clocks agree that the token has more than a minute left', async () => {
    const report = json({ message: 'The incoming token has expired' });
    expect(await firstCause(rejected(bearer(tokenWith()), { ...report, ...inSync }))).toEqual([
      'clock-skew',
      'possible',
    ]);
    expect(
      await firstCause(rejected(bearer(tokenWith({ exp: nowSeconds + 40 })), { ...report, ...inSync })),
    ).toEqual(['clock-skew', 'likely']);
    expect(await firstCause(rejected(bearer(tokenWith()), report))).toEqual(['clock-skew', 'likely']);
  });

  it('isn’t a clock if the lifetime is too long', async () => {
    const message = "'Expiration time' claim ('exp') is too far in the future";
    expect((await firstCause(rejected(bearer(tokenWith()), json({ message }))))?.[0]).toBe('unknown');
  });
});

describe('a 403 for a token that was accepted', () => {
  it('is about the permissions if another resource of the endpoint was accepted', async () => {
    const headers = bearer(tokenWith());
    const first = await firstCause(
      accepted(headers, { url: 'https://api.test/orders/11' }),
      rejected(headers, { url: 'https://api.test/orders/12', status: 403, ...json({ error: 'Forbidden' }) }),
    );
    expect(first).toEqual(['scope', 'possible']);
  });

  it('is the same for an opaque token', async () => {
    const first = await firstCause(
      accepted(opaque, { url: 'https://api.test/me' }),
      rejected(opaque, { status: 403, ...json({ error: 'Forbidden' }) }),
    );
    expect(first?.[0]).toBe('scope');
  });

  it('isn’t a revocation if a later request was accepted', async () => {
    const headers = bearer(tokenWith());
    const later = accepted(headers, { sentAtMs: nowMs + 1_000, answeredAtMs: nowMs + 1_100 });
    for (const status of [401, 403]) {
      const { causes = [] } = (await diagnose(accepted(headers), later, rejected(headers, { status }))) ?? {};
      expect(causes.map(({ code }) => code)).not.toContain('revoked-or-opaque');
    }
    expect(await firstCause(accepted(headers), rejected(headers))).toEqual(['revoked-or-opaque', 'likely']);
  });

  it.each<[string, Facts]>([
    [
      'Cloudflare by its header',
      { ...text('<h1>Access denied</h1>'), ...responding({ 'cf-mitigated': 'challenge' }) },
    ],
    ['Cloudflare by its code', text('error code: 1020', 'text/plain')],
    [
      'Akamai',
      {
        ...text('<p>Access Denied<p>Reference&#32;&#35;18&#46;2f'),
        ...responding({ Server: 'AkamaiGHost' }),
      },
    ],
    ['Akamai, by its text', text('<p>You cannot open this page. Reference&#32;&#35;18&#46;2f')],
    [
      'a load balancer of AWS',
      { ...text('<h1>403 Forbidden</h1>'), ...responding({ Server: 'awselb/2.0' }) },
    ],
    [
      'a list of addresses',
      json({ message: 'Your IP address 192.0.2.1 is not allowed to access this resource' }),
    ],
  ])('has no known cause if it comes from %s', async (_, facts) => {
    expect((await causeOfSame({ status: 403, ...facts }))?.[0]).toBe('unknown');
  });

  it('has status 200 from a GraphQL server', async () => {
    const errors = [{ message: 'Not authorised!', extensions: { code: 'FORBIDDEN' } }];
    const facts = { status: 200, ...json({ errors, data: null }) };
    expect((await firstCause(rejected(bearer(tokenWith()), facts)))?.[0]).toBe('scope');
    expect((await causeOfSame(facts))?.[0]).not.toBe('clock-skew');
  });
});

describe('an opaque token', () => {
  it.each(['12|abcdefghijklmnopqrstuvwxyzMN', '00D5g00000ABCDE!AQ0AQFJ_abcdefghi.jklmnop'])(
    'can have characters that RFC 6750 doesn’t allow: %s',
    async (token) => {
      const headers = bearer(token);
      expect((await causeOfSame({}, headers))?.[0]).toBe('revoked-or-opaque');
      expect((await firstCause(rejected(headers)))?.[0]).toBe('revoked-or-opaque');
    },
  );

  it('is malformed with characters of JSON or code, unless such a token was accepted', async () => {
    const headers = bearer('abcdef;ghijkl,mnopqr');
    expect((await firstCause(rejected(headers)))?.[0]).toBe('malformed');
    expect((await causeOfSame({}, headers))?.[0]).toBe('revoked-or-opaque');
    expect((await firstCause(accepted(opaque), rejected(headers)))?.[0]).toBe('malformed');
    const withJwt = accepted(bearer(`${tokenWith()}, extra`));
    expect((await firstCause(withJwt, rejected(headers)))?.[0]).toBe('malformed');
  });

  it('gets the cause that a 403 reports', async () => {
    const scope = challenging('Bearer error="insufficient_scope", scope="https://mail.test/"');
    expect((await firstCause(rejected(opaque, { status: 403, ...scope })))?.[0]).toBe('scope');
    expect((await firstCause(rejected(opaque, { status: 403 })))?.[0]).toBe('scope');
    expect(await firstCause(rejected(opaque))).toEqual(['revoked-or-opaque', 'likely']);
  });
});

describe('a body or a field that is too large', () => {
  it('isn’t about the headers', async () => {
    const long = { status: 400, ...json({ message: 'Title is too long (maximum is 50 characters)' }) };
    expect((await causeOfSame(long))?.[0]).toBe('unknown');
    expect(await causeOfSame({ status: 413, ...json({ message: 'File too large' }) })).toBeUndefined();
  });

  it('is about large headers, and about those that the text names', async () => {
    const large = { ...bearer(tokenWith()), Cookie: `a=${'b'.repeat(8_000)}` };
    expect((await firstCause(rejected(large, { status: 413, ...json({ message: 'Too large' }) })))?.[0]).toBe(
      'too-large',
    );
    const named = { status: 400, ...text('Request header or cookie too large') };
    expect((await firstCause(rejected(bearer(tokenWith()), named)))?.[0]).toBe('too-large');
  });
});

describe('without accepted requests', () => {
  it.each<[string, string, Headers | undefined, Facts]>([
    [
      'unknown-kid',
      'Spring’s decoder',
      undefined,
      challenging(
        'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found"',
      ),
    ],
    [
      'malformed',
      'Spring’s decoder without a reason that is known',
      bearer('eyJhbGciOiJSUzI1NiJ9.e30'),
      challenging(
        'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Nothing"',
      ),
    ],
    ['signature', 'Envoy', undefined, text('Jwt verification fails', 'text/plain')],
    [
      'step-up',
      'Microsoft Graph',
      undefined,
      challenging('Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="'),
    ],
    ['step-up', 'Flask', undefined, json({ msg: 'Fresh token required' })],
    [
      'revoked-or-opaque',
      'Microsoft’s code',
      undefined,
      json({ code: 'TokenIssuedBeforeRevocationTimestamp' }),
    ],
    [
      'issuer',
      'go-oidc',
      undefined,
      json({
        error:
          'oidc: id token issued by a different provider, expected "https://a.test" got "https://b.test"',
      }),
    ],
    [
      'wrong-kind',
      'Flask',
      undefined,
      { status: 422, ...json({ msg: 'Only non-refresh tokens are allowed' }) },
    ],
    ['scheme', 'a server with Basic', undefined, challenging('Basic realm="Staging"')],
    [
      'scheme',
      'Django',
      opaque,
      { ...challenging('Token'), ...json({ detail: 'Authentication credentials were not provided.' }) },
    ],
    [
      'no-token',
      'a server that reads another header',
      undefined,
      json({ msg: 'No token, authorization denied' }),
    ],
    [
      'unknown',
      'Apache',
      undefined,
      text('This server could not verify that you are authorized to access the document requested.'),
    ],
    [
      'scope',
      'an administrator’s page',
      undefined,
      { status: 403, ...json({ message: 'Only administrators are authorized to view this resource' }) },
    ],
    [
      'csrf',
      'Spring',
      undefined,
      {
        status: 403,
        ...json({
          message: 'Could not verify the provided CSRF token because no token was found to compare.',
        }),
      },
    ],
    [
      'unknown',
      'a program that failed',
      undefined,
      { status: 500, ...json({ message: "Cannot read properties of undefined (reading 'role')" }) },
    ],
    [
      'unknown',
      'a program that connects',
      undefined,
      { status: 500, ...json({ message: 'unable to verify the first certificate' }) },
    ],
    [
      'revoked-or-opaque',
      'GitHub',
      { Authorization: 'token ghp_abcdefghijklmnopqrstuvwxyz0123' },
      json({ message: 'Bad credentials' }),
    ],
    [
      'revoked-or-opaque',
      'Django with its own scheme',
      { Authorization: 'Token 9944b09199c62bcf9418ad84' },
      { ...challenging('Token'), ...json({ detail: 'Invalid token.' }) },
    ],
    [
      'unknown',
      'a server with another header',
      { 'X-Vault-Token': 'hvs.abcdefghijkl' },
      { status: 401, ...json({ errors: ['invalid request'] }) },
    ],
  ])('finds %s by the report of %s', async (code, _, headers, facts) => {
    expect((await firstCause(rejected(headers ?? bearer(tokenWith()), facts)))?.[0]).toBe(code);
  });

  it('doesn’t take an ID token of Firebase for the wrong kind', async () => {
    const token = tokenWith(
      { iss: 'https://securetoken.google.com/p', aud: 'p', auth_time: nowSeconds - 60, user_id: 'a' },
      { typ: 'JWT' },
    );
    const denied = {
      status: 403,
      ...json({
        error: { code: 403, message: 'Missing or insufficient permissions.', status: 'PERMISSION_DENIED' },
      }),
    };
    expect((await firstCause(rejected(bearer(token), denied)))?.[0]).toBe('scope');
    const revoked = json({ code: 'auth/id-token-revoked' });
    expect((await firstCause(rejected(bearer(token), revoked)))?.[0]).toBe('revoked-or-opaque');
  });

  it('asks for another sign-in if a refresh needs one', async () => {
    const body = makeBody('grant_type=refresh_token&refresh_token=r', 'application/x-www-form-urlencoded');
    const description = 'AADSTS50076: You must use multi-factor authentication to access this resource.';
    const first = await firstCause(
      rejected(
        {},
        {
          url: 'https://id.test/token',
          method: 'POST',
          status: 400,
          requestBody: body,
          ...json({ error: 'invalid_grant', error_description: description }),
        },
      ),
    );
    expect(first?.[0]).toBe('step-up');
  });

  it('takes the signed URL of a storage service as credentials', async () => {
    const url = 'https://files.test/a.pdf?X-Amz-Signature=abcdef0123456789';
    const { causes = [] } =
      (await diagnose(
        rejected({}, { url, status: 403, ...text('<Code>SignatureDoesNotMatch</Code>', 'application/xml') }),
      )) ?? {};
    expect(causes.map(({ code }) => code)).not.toContain('no-token');
  });
});

it('believes that a request without a token lacks it, whatever a page of Apache suggests', async () => {
  const page = text('You either supplied the wrong credentials (e.g., bad password), or your browser can’t.');
  const first = await firstCause(
    accepted(bearer(tokenWith()), { method: 'POST' }),
    rejected({}, { method: 'POST', ...page, ...challenging('Bearer realm="api"') }),
  );
  expect(first?.[0]).toBe('no-token');
});

it('compares the claim "type" with that of accepted tokens', async () => {
  const first = await firstCause(
    accepted(bearer(tokenWith({ type: 'access' }))),
    rejected(bearer(tokenWith({ type: 'refresh' })), json({ msg: 'Unauthorized' })),
  );
  expect(first?.[0]).toBe('wrong-kind');
});

it('takes a report of a missing token for one of another location, unless the server reads this one', async () => {
  const report = json({ msg: 'No token, authorization denied' });
  const headers = bearer(tokenWith({ jti: 'b' }));
  const codesOf = async (...exchanges: readonly HttpExchange[]) =>
    (await diagnose(...exchanges))?.causes.map(({ code }) => code) ?? [];
  expect(await codesOf(rejected(headers, report))).toContain('no-token');
  expect(await codesOf(accepted(bearer(tokenWith())), rejected(headers, report))).not.toContain('no-token');
});

it('takes an encrypted token for the wrong kind if it is "malformed"', async () => {
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url');
  const headers = bearer(`${header}..AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA`);
  expect((await firstCause(rejected(headers, json({ message: 'jwt malformed' }))))?.[0]).toBe('wrong-kind');
});

it('finds permissions that depend on the resource, although the token has the scopes of others', async () => {
  const denied = { status: 403, ...json({ message: 'Missing or insufficient permissions.' }) };
  const first = await firstCause(
    accepted(bearer(tokenWith())),
    rejected(bearer(tokenWith({ jti: 'b' })), denied),
  );
  expect(first).toEqual(['scope', 'possible']);
});

it('finds a revocation in a 403 for what was accepted before', async () => {
  const headers = bearer(tokenWith());
  const { causes = [] } = (await diagnose(accepted(headers), rejected(headers, { status: 403 }))) ?? {};
  expect(causes.map(({ code, certainty }) => [code, certainty])).toEqual([['revoked-or-opaque', 'possible']]);
  expect((await causeOfSame({ status: 414 }))?.[0]).not.toBe('revoked-or-opaque');
});

it('lets a server read a token without a scheme, or with one that it names itself', async () => {
  const bare = rejected({ Authorization: tokenWith() }, json({ message: 'Token has expired.' }));
  expect((await firstCause(bare))?.[0]).not.toBe('scheme');
  const own = rejected({ Authorization: 'Token 9944b09199c62bcf9418ad84' }, challenging('Token'));
  expect((await diagnose(own))?.causes.map(({ code }) => code)).not.toContain('scheme');
});

it('keeps an opaque token first if a server of JWTs calls it malformed', async () => {
  const malformed = json({ msg: 'token contains an invalid number of segments' });
  expect((await firstCause(rejected(opaque, { status: 403, ...malformed })))?.[0]).toBe('revoked-or-opaque');
});

it('believes a report about the signature of a token that was accepted, but not with a 403', async () => {
  const codesOf = async (facts: Facts) => {
    const headers = bearer(tokenWith());
    return (await diagnose(accepted(headers), rejected(headers, facts)))?.causes.map(({ code }) => code);
  };
  expect(await codesOf(json({ message: 'invalid signature' }))).toContain('signature');
  const document = json({ message: 'Document signature pending: you cannot edit this document' });
  expect(await codesOf({ status: 403, ...document })).not.toContain('signature');
});
