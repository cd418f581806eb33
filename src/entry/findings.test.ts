import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, encrypt } from '../token';
import { createLog, type Exchange } from '../traffic';
import { readContext } from '../traffic/answers/token-context';
import { makeBearer, makeBody, makeHeaders, makeHttp, makeToken } from '../traffic/exchange/exchange.fixture';
import { createTestClock } from '../ui/fixture/clock.fixture';
import { decryptHere } from '../ui/fixture/decrypt.fixture';
import { makeSdJwt } from '../ui/fixture/nested.fixture';
import { until } from '../ui/fixture/screen.fixture';
import { startSeconds } from '../ui/fixture/tokens.fixture';
import { createDetail } from '../ui/model/detail/create-detail';

// From recorded exchanges, through the context that the devtools page sends, to the findings that the panel shows.
// Detects rules whose inputs have no producer.

const startMs = startSeconds * 1_000;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicJwk = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'k-1' };
const api = 'https://api.shop.com/orders';
const pageUrl = 'https://shop.com/';

/** Conforms to RFC 9068 §2.2, and not expired while the tests run. */
const claims = {
  iss: 'https://id.shop.com',
  aud: 'https://api.shop.com',
  sub: 'u-1',
  client_id: 'shop',
  scope: 'orders',
  iat: startSeconds - 60,
  exp: startSeconds + 600,
  jti: 'j-1',
};
const header = { alg: 'RS256', typ: 'at+jwt', kid: 'k-1' };

const at = (seconds = 0) => ({
  sentAtMs: startMs + seconds * 1_000,
  answeredAtMs: startMs + seconds * 1_000 + 50,
});
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signed with the RSA key. */
function make(more: object = {}, moreHeader: object = {}): string {
  const signed = `${encode({ ...header, ...moreHeader })}.${encode({ ...claims, ...more })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), rsa.privateKey).toString('base64url')}`;
}

const bearer = (raw: string, facts: Parameters<typeof makeBearer>[1] = {}) =>
  makeBearer(raw, { url: api, pageUrl, ...at(), ...facts });
const json = (url: string, body: object, facts: Parameters<typeof makeHttp>[0] = {}) =>
  makeHttp({
    url,
    pageUrl,
    ...at(-5),
    responseBody: makeBody(JSON.stringify(body), 'application/json'),
    ...facts,
  });
const discovery = (more: object = {}) =>
  json('https://id.shop.com/.well-known/openid-configuration', {
    issuer: claims.iss,
    jwks_uri: 'https://id.shop.com/jwks',
    ...more,
  });
const keySet = (...keys: readonly object[]) => json('https://id.shop.com/jwks', { keys });
const tokenResponse = (body: object, form = 'grant_type=authorization_code&code=c') =>
  json('https://id.shop.com/token', body, {
    method: 'POST',
    requestBody: makeBody(form, 'application/x-www-form-urlencoded'),
    responseHeaders: makeHeaders({ 'Cache-Control': 'no-store' }),
  });

/** Signed with a shared secret. */
function signWith(secret: string): string {
  const signed = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

async function encryptFor(publicKey: object, plaintext: string): Promise<string> {
  const making = await encrypt(
    { alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' },
    plaintext,
    JSON.stringify(publicKey),
  );
  if ('problem' in making) throw new Error(making.problem);
  return making.token;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** The detail model of a token after these exchanges, and the rules that fire. */
function open(exchanges: readonly Exchange[], raw: string) {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  const row = log.rows().find((candidate) => candidate.raw === raw);
  if (row === undefined) throw new Error('the token is not in the log');
  const context = signal(structuredClone(readContext(log, row.id)));
  const unknown = signal(undefined);
  const detail = createDetail({
    selected: signal(decode(raw, { repair: true })),
    clock: createTestClock(startMs),
    language: 'en',
    explainsMalformed: true,
    commands: {
      copyText: async () => ({ ok: true }),
      decrypt: decryptHere,
      fetchDocument: async () => ({ ok: false, reason: 'unreachable' }),
      trySecrets: async () => ({ outcome: 'stopped', tried: 0 }),
    },
    seen: {
      lastSentMs: unknown,
      lastSent: unknown,
      lastAnswered: unknown,
      clockOf: () => undefined,
      lastSeen: unknown,
      context,
    },
  });
  ends.push(() => detail.end());
  return { detail, rules: () => detail.checks.findings.value?.map(({ rule }) => rule) };
}

interface Journey {
  /** The file of the rule, below `src/token/rules`. */
  readonly file: string;
  readonly rule: string;
  readonly raw: string;
  readonly exchanges: readonly Exchange[];
}

const token = make();
const idToken = make({ typ: 'ID' }, { typ: 'JWT' });
const long = make({ note: 'x'.repeat(9_000) });
const bound = make({ cnf: { jkt: 'A'.repeat(43) } });
const proof = makeToken(
  { htm: 'GET', htu: api, iat: startSeconds, jti: 'p' },
  { alg: 'ES256', typ: 'dpop+jwt' },
);
const duplicate = token.replace(
  /\.[^.]+\./,
  `.${Buffer.from(JSON.stringify(claims).replace('{', '{"sub":"root",')).toString('base64url')}.`,
);
const sdJwt = await makeSdJwt({ claims: { iss: claims.iss, vct: 'card' }, disclosed: { name: 'Alice' } });
const refresh = makeToken({ iss: claims.iss, sub: 'u-1' }, { alg: 'RS256' });
const random = 'q7Vd0mK2xR9sT4hW8bN1cY6zJ3pLfG5e';
const phrase = 'Correct-Horse-Battery-Staple-2024-2024';
const forged = signWith(rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString());
const encrypted = await encryptFor(publicJwk, signWith(phrase));
const unsplit = { name: 'session', value: token };
const leftover = [0, 1].map((index) => ({ name: `session.${index}`, value: 'A'.repeat(200 - 100 * index) }));
const cookies = [unsplit, ...leftover].map(({ name, value }) => `${name}=${value}`).join('; ');
const ofToken = (more: Omit<Journey, 'raw' | 'exchanges'>, ...exchanges: readonly Exchange[]): Journey => ({
  raw: token,
  exchanges: exchanges.length > 0 ? exchanges : [bearer(token)],
  ...more,
});
const ofBearer = (file: string, rule: string, raw: string, ...before: readonly Exchange[]): Journey => ({
  file,
  rule,
  raw,
  exchanges: [...before, bearer(raw)],
});

const journeys: readonly Journey[] = [
  ofToken({ file: 'claims/claim-times', rule: 'CLM-EXPIRED-2XX' }, bearer(token, at(901))),
  ofBearer(
    'claims/identity',
    'CLM-AUD-FOREIGN',
    make({ iss: 'https://id.other.com', aud: 'https://api.other.com' }),
  ),
  ofBearer('claims/personal', 'CLM-PII', make({ email: 'alice@shop.com' })),
  ofBearer('claims/content', 'CLM-PRIV', make({ scope: '*' })),
  ofToken(
    { file: 'hosts/host-rules', rule: 'HOST-LOOKALIKE' },
    bearer(token, { url: 'https://xn--80ak6aa92e.com/' }),
  ),
  ofBearer(
    'jose/algorithm',
    'ALG-NOT-ADVERTISED',
    idToken,
    discovery({ id_token_signing_alg_values_supported: ['ES256'] }),
  ),
  ofBearer('jose/signature', 'SIG-EMPTY', token.replace(/[^.]+$/, '')),
  ofBearer('jose/encoding', 'FMT-SIZE', long),
  ofBearer('jose/header', 'HDR-TYP-CONFLICT', make({}, { typ: 'logout+jwt' })),
  ofBearer('jose/json', 'JSON-DUP', duplicate),
  ofBearer('jose/jwe', 'JWE-FOR-JWS', encrypted, bearer(token)),
  { file: 'jose/sd-jwt', rule: 'SDJ-NO-KB', raw: sdJwt, exchanges: [bearer(sdJwt)] },
  ofBearer('keys/key', 'HMAC-KEY-IS-PUBLIC', forged, keySet(publicJwk)),
  ofBearer('keys/key-set', 'JWKS-PRIVATE', token, keySet({ ...publicJwk, d: 'AQAB' })),
  ofBearer('keys/key-location', 'HDR-JKU', make({}, { jku: 'https://id.shop.com/jwks' })),
  ofBearer('keys/kid', 'HDR-KID-UNKNOWN', token, discovery(), keySet({ ...publicJwk, kid: 'k-2' })),
  {
    file: 'oauth/oauth',
    rule: 'AT-REFRESH-SENT',
    raw: refresh,
    exchanges: [tokenResponse({ access_token: token, refresh_token: refresh }), bearer(refresh, at(1))],
  },
  ofToken(
    { file: 'oauth/grants', rule: 'TR-RT-ROTATION' },
    tokenResponse(
      { access_token: token },
      `grant_type=refresh_token&refresh_token=${refresh}&client_id=shop`,
    ),
  ),
  {
    file: 'oauth/dpop',
    rule: 'DPOP-REPLAY',
    raw: proof,
    exchanges: [0, 1].map((seconds) =>
      makeHttp({
        url: api,
        ...at(seconds),
        requestHeaders: makeHeaders({ Authorization: `DPoP ${bound}`, DPoP: proof }),
      }),
    ),
  },
  ofBearer('oauth/confirmation', 'DPOP-DOWNGRADE', bound),
  ofToken(
    { file: 'requests/transport', rule: 'TR-THIRD-PARTY' },
    makeHttp({
      url: 'https://collector.test/',
      pageUrl,
      ...at(),
      method: 'POST',
      requestBody: makeBody(`{"token":"${token}"}`, 'application/json'),
    }),
  ),
  ofToken(
    { file: 'requests/responses', rule: 'TR-NO-STORE' },
    json(
      'https://id.shop.com/session',
      { token },
      { responseHeaders: makeHeaders({ 'Cache-Control': 'public, max-age=60' }) },
    ),
  ),
  // The log drops the body of the token request.
  ofToken(
    { file: 'oauth/grants', rule: 'TR-CLIENT-SECRET' },
    tokenResponse({ access_token: token }, 'grant_type=authorization_code&code=c&client_secret=s'),
  ),
  ofToken(
    { file: 'oauth/grants', rule: 'TR-PASSWORD-GRANT' },
    tokenResponse({ access_token: token }, 'grant_type=password&password=p&client_id=shop'),
  ),
  ofToken(
    { file: 'requests/storage', rule: 'ST-URL-HISTORY' },
    bearer(token, { pageUrl: `${pageUrl}?access_token=${token}` }),
  ),
  ofToken(
    { file: 'requests/cookies', rule: 'CK-CHUNK' },
    makeHttp({ url: pageUrl, ...at(), requestHeaders: makeHeaders({ Cookie: cookies }) }),
  ),
];

/** The files below `src/token/rules` with rules. */
function listRuleFiles(): readonly string[] {
  const folder = fileURLToPath(new URL('../token/rules/', import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^\w+\/[\w-]+\.ts$/.test(name))
    .filter((name) => /^ +id: '[A-Z]/m.test(readFileSync(`${folder}${name}`, 'utf8')))
    .map((name) => name.replace('.ts', ''));
}

describe('recorded exchanges', () => {
  it.each(journeys)('lead to a finding of $file: $rule', async ({ rule, raw, exchanges }) => {
    const { rules } = open(exchanges, raw);
    await until(() => expect(rules()).toContain(rule));
  });

  it('lead to a finding of every file with rules', () => {
    const files = listRuleFiles();
    expect(files.length).toBeGreaterThan(15);
    expect([...new Set(journeys.map(({ file }) => file))].sort()).toEqual([...files].sort());
  });

  it.each([
    ['an access token', [discovery(), keySet(publicJwk), bearer(token), bearer(token, at(1))], token],
    [
      'an access token from the token endpoint',
      [tokenResponse({ access_token: token, refresh_token: 'r' }), bearer(token)],
      token,
    ],
    ['a token signed with a shared secret', [keySet(publicJwk), bearer(signWith(random))], signWith(random)],
    ['an encrypted token', [bearer(encrypted)], encrypted],
    [
      'a token in a cookie',
      [
        makeHttp({
          url: pageUrl,
          ...at(-1),
          responseHeaders: makeHeaders({
            'Set-Cookie': `__Host-s=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=300`,
          }),
        }),
        makeHttp({ url: pageUrl, ...at(), requestHeaders: makeHeaders({ Cookie: `__Host-s=${token}` }) }),
      ],
      token,
    ],
  ])('lead to no finding above Low for %s', async (_, exchanges, raw) => {
    const { detail } = open(exchanges, raw);
    detail.keyBox.type(raw === token ? JSON.stringify(publicJwk) : random);
    detail.keyBox.verify();
    await until(() => expect(detail.keyBox.state.value.state).toBe('verdict'));
    await until(() => expect(detail.checks.findings.value).toBeDefined());
    const severe = detail.checks.findings.value?.filter(({ severity }) => !/^(?:low|info)$/.test(severity));
    expect(severe?.map(({ rule }) => rule)).toEqual([]);
  });
});
