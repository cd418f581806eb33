import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode, finish, hasPlaceholderSignature } from '../../token';
import type { Exchange, HttpExchange } from '../exchange/exchange';
import {
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeReport,
  makeToken,
} from '../exchange/exchange.fixture';
import { findSightings } from '../search/find-sightings';
import { loadSanitizer } from './load-sanitizer';

const base64url = (value: string | Uint8Array) => Buffer.from(value as string).toString('base64url');
const makeJwt = (claims: object, header: object = { alg: 'RS256', typ: 'JWT', kid: 'k1' }) =>
  `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}.${base64url(randomBytes(256))}`;
const opaque = (bytes = 24) => randomBytes(bytes).toString('base64url').replace(/^[-_]/, 'a');
const sha256 = (text: string) => createHash('sha256').update(text).digest();

async function sanitize(exchanges: readonly Exchange[], decided?: Readonly<Record<string, boolean>>) {
  const sanitizer = await loadSanitizer({
    fillRandom: (bytes) => void crypto.getRandomValues(bytes),
    decided,
  });
  for (const exchange of exchanges) finish(sanitizer.collect(exchange));
  finish(sanitizer.prepare());
  const sanitized = exchanges.map((exchange) => finish(sanitizer.sanitize(exchange)));
  return { sanitized, text: JSON.stringify(sanitized), summary: sanitizer.summary };
}

/** Everything that a reader could decode from a text: escapes, base64 at each alignment, hexadecimal, in layers. */
function decodeAll(text: string, depth = 3): string {
  const results = [text, text.split('').toReversed().join('')];
  const layers = [
    text.replace(/%[\da-f]{2}/gi, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16))),
    text.replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    text.replace(/\\(["\\/])/g, '$1'),
    text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    text.replace(/[\s"',;]+/g, ''),
    ...[0, 1, 2, 3].map((skipped) =>
      (text.match(/[\w+/-]{12,}/g) ?? [])
        .map((run) => Buffer.from(run.slice(skipped), 'base64').toString('latin1'))
        .join('\n'),
    ),
    (text.match(/(?:[\da-f]{2}){8,}/gi) ?? [])
      .map((run) => Buffer.from(run, 'hex').toString('latin1'))
      .join('\n'),
  ];
  for (const layer of layers) {
    if (layer === text || layer === '') continue;
    results.push(depth > 1 ? decodeAll(layer, depth - 1) : layer);
  }
  return results.join('\n');
}

/** Whether any part of a secret that is long enough to matter is in a text, in whatever encoding. */
function findLeaks(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  const all = decodeAll(text);
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const size = Math.min(secret.length, 24);
    for (let at = 0; at + size <= secret.length; at += Math.max(1, size - 8))
      if (all.includes(secret.slice(at, at + size))) return [name];
    return [];
  });
}

const token = makeJwt({
  sub: 'user-1',
  email: 'alice.secret@example.org',
  name: 'Alice Secretname',
  scope: 'read',
});
const signature = token.slice(token.lastIndexOf('.') + 1);
const refresh = opaque(32);

const wrappings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  [
    'percent-encoded',
    (text) => text.replaceAll(/[^]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`),
  ],
  [
    'percent-encoded twice',
    (text) => encodeURIComponent(encodeURIComponent(JSON.stringify({ access_token: text }))),
  ],
  ['in JSON', (text) => JSON.stringify({ access_token: text })],
  ['in JSON in JSON', (text) => JSON.stringify({ a: JSON.stringify({ access_token: text }) })],
  [
    'with unicode escapes',
    (text) =>
      `{"access_token":"${text.replaceAll(/[^]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)}"}`,
  ],
  ['in base64', (text) => Buffer.from(JSON.stringify({ access_token: text })).toString('base64')],
  ['in base64url', (text) => base64url(JSON.stringify({ a: 1, access_token: text }))],
  ['in base64 with a prefix', (text) => `base64-${base64url(JSON.stringify({ access_token: text }))}`],
  [
    'in base64 twice',
    (text) => base64url(JSON.stringify({ v: base64url(JSON.stringify({ access_token: text })) })),
  ],
  [
    'in base64, percent-encoded',
    (text) => encodeURIComponent(Buffer.from(JSON.stringify({ access_token: text })).toString('base64')),
  ],
  ['in hexadecimal', (text) => Buffer.from(JSON.stringify({ access_token: text })).toString('hex')],
  ['with HTML entities', (text) => text.replaceAll('.', '&#46;')],
  ['in lines', (text) => text.replaceAll(/.{64}/g, '$&\r\n')],
  ['with tags', (text) => text.replaceAll(/[^.]+|\./g, '<span class="part">$&</span>')],
  [
    'with tags in base64',
    (text) => base64url(JSON.stringify({ page: text.replaceAll(/[^.]+|\./g, '<b>$&</b>') })),
  ],
  ['with colors of a terminal', (text) => text.replaceAll(/[^.]+|\./g, '\u001B[32m$&\u001B[0m')],
  ['in concatenated strings', (text) => `"${text.replaceAll(/.{60}/g, '$&"+"')}"`],
  ['with escaped dots', (text) => text.replaceAll('.', '\\x2e')],
  ['with other hyphens', (text) => text.replaceAll('-', '\u2011')],
];

const locations: readonly (readonly [string, (text: string) => Partial<HttpExchange>])[] = [
  [
    'request header',
    (text) => ({ requestHeaders: makeHeaders({ 'X-Custom': text.replaceAll('\r\n', ' ') }) }),
  ],
  ['query', (text) => ({ url: `https://api.test/a?x=${encodeURIComponent(text)}` })],
  ['fragment', (text) => ({ url: `https://api.test/a#x=${encodeURIComponent(text)}` })],
  [
    'Referer',
    (text) => ({
      requestHeaders: makeHeaders({ Referer: `https://app.test/?x=${encodeURIComponent(text)}` }),
    }),
  ],
  [
    'Location',
    (text) => ({ responseHeaders: makeHeaders({ Location: `/cb#x=${encodeURIComponent(text)}` }) }),
  ],
  ['cookie', (text) => ({ requestHeaders: makeHeaders({ Cookie: `a=1; x=${encodeURIComponent(text)}` }) })],
  [
    'set cookie',
    (text) => ({ responseHeaders: makeHeaders({ 'Set-Cookie': `x=${encodeURIComponent(text)}; Path=/` }) }),
  ],
  [
    'form',
    (text) => ({
      requestBody: makeBody(new URLSearchParams({ x: text }).toString(), 'application/x-www-form-urlencoded'),
    }),
  ],
  [
    'response body',
    (text) => ({ responseBody: makeBody(JSON.stringify({ data: text }), 'application/json') }),
  ],
  [
    'page',
    (text) => ({ responseBody: makeBody(`<input name="x" value='${text}'><p>${text}</p>`, 'text/html') }),
  ],
  [
    'message',
    (text) => ({
      messages: [
        { direction: 'received', atMs: 1, text: `42["x",${JSON.stringify(text)}]`, truncated: false },
      ],
    }),
  ],
  ['page URL', (text) => ({ pageUrl: `https://app.test/?x=${encodeURIComponent(text)}` })],
  ['status text', (text) => ({ statusText: text })],
];

/** Where the secrets have names, so that they are known everywhere else. */
const source = makeHttp({
  id: 'source',
  requestHeaders: makeHeaders({ Authorization: `Bearer ${token}` }),
  responseBody: makeBody(JSON.stringify({ refresh_token: refresh, access_token: token }), 'application/json'),
});

describe.each(locations)('a token and a known secret in a %s', (_, make) => {
  it.each(wrappings)('are replaced %s', async (__, wrap) => {
    const exchanges = [
      makeHttp({ id: 'token', ...make(wrap(token)) }),
      makeHttp({ id: 'secret', ...make(wrap(refresh)) }),
      source,
    ];
    const { sanitized, text } = await sanitize(exchanges);
    const secrets = { signature, refresh, email: 'alice.secret@example.org', name: 'Alice Secretname' };
    expect(findLeaks(text, secrets)).toEqual([]);
    // The list of tokens stays the same.
    const listed = (exchange: Exchange) =>
      findSightings(exchange).found.map(({ sighting: { kind, name } }) => `${kind} ${name}`);
    for (const [index, exchange] of exchanges.entries()) {
      const before = listed(exchange);
      // A token of which each letter is escaped isn't found before, but is then.
      if (before.length > 0) expect(sanitized.slice(index, index + 1).flatMap(listed)).toEqual(before);
    }
    for (const exchange of sanitized)
      for (const { raw } of findSightings(exchange).found)
        expect(hasPlaceholderSignature(decode(raw))).toBe(true);
  });
});

it('keeps the encoding around a token with tags', async () => {
  const wrapped = base64url(
    JSON.stringify({ page: `<p>${token.replaceAll('.', '<wbr>.')}</p>`, kept: 'yes' }),
  );
  const { sanitized } = await sanitize([
    makeHttp({ id: 'a', responseBody: makeBody(JSON.stringify({ data: wrapped }), 'application/json') }),
  ]);
  const [exchange] = sanitized;
  const body = exchange?.kind === 'http' ? exchange.responseBody?.text : undefined;
  const { data } = JSON.parse(body ?? '') as { readonly data: string };
  expect(JSON.parse(Buffer.from(data, 'base64url').toString())).toMatchObject({ kept: 'yes' });
});

describe('credentials', () => {
  const secrets: Record<string, string> = {
    client: opaque(),
    password: 'correct-Horse 7 "battery"',
    code: opaque(),
    verifier: opaque(),
    basic: opaque(),
    session: opaque(),
    csrf: opaque(),
    apiKey: opaque(),
    device: opaque(),
    saml: opaque(60),
    url: opaque(),
    bearer: opaque(),
    chunk: opaque(90),
    stored: opaque(),
    report: opaque(),
    jwk: opaque(),
    pem: opaque(90).replaceAll(/[-_]/g, 'A'),
  };
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'shop',
    client_secret: secrets['client'] ?? '',
    password: secrets['password'] ?? '',
    code: secrets['code'] ?? '',
    code_verifier: secrets['verifier'] ?? '',
    SAMLResponse: secrets['saml'] ?? '',
  });
  const challenge = sha256(secrets['verifier'] ?? '').toString('base64url');
  const exchanges: readonly Exchange[] = [
    makeHttp({
      id: '1',
      url: `https://id.test/authorize?client_id=shop&code_challenge=${challenge}&state=st`,
    }),
    makeHttp({
      id: '2',
      method: 'POST',
      url: `https://u:${secrets['url']}@id.test/token`,
      requestHeaders: makeHeaders({
        Authorization: `Basic ${btoa(`shop:${secrets['basic']}`)}`,
        'X-Api-Key': secrets['apiKey'] ?? '',
        Cookie: `session=${secrets['session']}; c.0=${secrets['chunk']?.slice(0, 60)}; c.1=${secrets['chunk']?.slice(60)}`,
      }),
      requestBody: makeBody(form.toString(), 'application/x-www-form-urlencoded'),
      responseBody: makeBody(
        JSON.stringify({
          device_code: secrets['device'],
          d: secrets['jwk'],
          csrf_token: secrets['csrf'],
          key: `-----BEGIN PRIVATE KEY-----\n${secrets['pem']}\n-----END PRIVATE KEY-----`,
        }),
        'application/json',
      ),
    }),
    makeHttp({
      id: '3',
      url: `https://api.test/echo?x=${encodeURIComponent(secrets['password'] ?? '')}`,
      requestHeaders: makeHeaders({ Authorization: `Bearer ${secrets['bearer']}` }),
      responseHeaders: makeHeaders({
        'X-Echo': Object.values(secrets).toReversed().join(' ').replaceAll('"', ''),
      }),
    }),
    makeReading({
      refreshToken: secrets['stored'] ?? '',
      other: JSON.stringify({ session: secrets['session'] }),
    }),
    makeReport('', {
      texts: [{ kind: 'request header', name: 'X-Auth-Token', text: secrets['report'] ?? '' }],
    }),
  ];

  it('are replaced wherever they are', async () => {
    const { text, summary } = await sanitize(exchanges);
    expect(findLeaks(text, secrets)).toEqual([]);
    expect(summary.dropped).toEqual({});
    expect(text).toContain('client_id=shop');
    expect(text).toContain('grant_type=authorization_code');
  });

  it('have the same replacement everywhere, and digests of it match', async () => {
    const { sanitized } = await sanitize(exchanges);
    const [authorize, request] = sanitized as readonly HttpExchange[];
    const fields = new URLSearchParams(request?.requestBody?.text);
    expect(new URL(authorize?.url ?? '').searchParams.get('code_challenge')).toBe(
      sha256(fields.get('code_verifier') ?? '').toString('base64url'),
    );
    const cookie = /session=([^;]+)/.exec(request?.requestHeaders[2]?.value ?? '')?.[1] ?? 'none';
    expect(JSON.stringify(sanitized[3])).toContain(cookie);
    expect(atob(request?.requestHeaders[0]?.value.slice(6) ?? '')).toMatch(/^shop:/);
  });

  it('have other replacements in another export', async () => {
    const [one, other] = [await sanitize(exchanges), await sanitize(exchanges)];
    expect(one.text).not.toBe(other.text);
  });
});

describe('what can’t be sanitized', () => {
  const body = (text: string, more: object = {}) =>
    makeHttp({ responseBody: { ...makeBody(text, 'application/octet-stream'), ...more } });

  it.each([
    ['binary', body(`\0\x01\xff${token}\0\xfe${refresh}`)],
    [
      'cut',
      body(`${JSON.stringify({ access_token: token })},"password":"${refresh.slice(0, 9)}`, {
        truncated: true,
      }),
    ],
    ['compressed', body(`\x1f\x8b\x08${refresh}`, { gap: 'gzip', truncated: true })],
  ] as const)('is reduced to its tokens: %s', async (reason, exchange) => {
    const { sanitized, text, summary } = await sanitize([exchange]);
    expect(summary.dropped).toEqual({ [reason]: 1 });
    expect(findLeaks(text, { signature, refresh: refresh.slice(0, 9) })).toEqual([]);
    const count = (each: Exchange) => findSightings(each).found.length;
    expect(sanitized.map(count)).toEqual([count(exchange)]);
  });
});

describe('an SD-JWT in JSON serialization', () => {
  it('has sanitized disclosures and key bindings, whose digests match', async () => {
    const disclosure = base64url(
      JSON.stringify(['2GLC42sKQveCfGfryNRN9w', 'email', 'alice.secret@example.org']),
    );
    const [protectedText = '', payload = '', end = ''] = makeJwt(
      { iss: 'https://id.test', _sd_alg: 'sha-256', _sd: [sha256(disclosure).toString('base64url')] },
      { alg: 'ES256', typ: 'dc+sd-jwt' },
    ).split('.');
    const presented = `${protectedText}.${payload}.${end}~${disclosure}~`;
    const binding = makeJwt(
      { iat: 1, aud: 'https://rp.test', nonce: 'n', sd_hash: sha256(presented).toString('base64url') },
      { alg: 'ES256', typ: 'kb+jwt' },
    );
    const body = JSON.stringify({
      payload,
      protected: protectedText,
      signature: end,
      header: { disclosures: [disclosure], kb_jwt: binding },
    });
    const { sanitized } = await sanitize([makeHttp({ responseBody: makeBody(body, 'application/json') })]);
    const { text = '' } = (sanitized[0] as HttpExchange).responseBody ?? {};
    const secrets = { end, binding: binding.slice(binding.lastIndexOf('.') + 1) };
    expect(findLeaks(text, { ...secrets, email: 'alice.secret@example.org' })).toEqual([]);
    expect(text).not.toContain(disclosure);
    const result = JSON.parse(text) as Record<'payload' | 'protected' | 'signature', string> & {
      readonly header: { readonly disclosures: readonly string[]; readonly kb_jwt: string };
    };
    const [changed = ''] = result.header.disclosures;
    const read = (encoded = '') => JSON.parse(Buffer.from(encoded, 'base64url').toString()) as object;
    expect(read(changed)).toMatchObject({ 1: 'email' });
    expect(read(result.payload)).toMatchObject({ _sd: [sha256(changed).toString('base64url')] });
    expect(read(result.header.kb_jwt.split('.')[1])).toMatchObject({
      sd_hash: sha256(`${result.protected}.${result.payload}.${result.signature}~${changed}~`).toString(
        'base64url',
      ),
    });
  });
});

describe('a cookie', () => {
  it('is replaced as a whole if a part of it is known, but it has no structure', async () => {
    const exchange = makeHttp({
      requestHeaders: makeHeaders({
        Authorization: `Bearer ${makeJwt({ sub: 'alice.secret@example.org', email: 'alice.secret@example.org' })}`,
        Cookie: 'remember=alice.secret@example.org|8412750012345',
      }),
    });
    const { text } = await sanitize([exchange]);
    expect(text).not.toMatch(/alice|8412750012345/);
  });

  it('keeps the structure of JSON', async () => {
    const value = JSON.stringify({ theme: 'dark', refresh_token: refresh });
    const { text } = await sanitize([
      makeHttp({ requestHeaders: makeHeaders({ Cookie: `settings=${value}` }) }),
    ]);
    expect(text).toContain(String.raw`{\"theme\":\"dark\",\"refresh_token\":\"`);
    expect(text).not.toContain(refresh);
  });
});

describe('claims', () => {
  const exchange = makeHttp({
    url: 'https://api.test/users/alice.secret%40example.org?n=Alice+Secretname',
    requestHeaders: makeHeaders({ Authorization: `Bearer ${token}` }),
    responseBody: makeBody(
      JSON.stringify({ email: 'bob@example.org', name: 'Blue shoes' }),
      'application/json',
    ),
  });

  it('stay if they are deselected', async () => {
    const { text, summary } = await sanitize([exchange], { scope: true, name: false });
    expect(text).toContain('Alice+Secretname');
    expect(summary.claims).toContainEqual({ name: 'scope', isReplaced: true });
    expect(summary.claims).toContainEqual({ name: 'name', isReplaced: false });
  });

  it('that are personal are still replaced when others are selected, also those that the list doesn’t have', async () => {
    const profile = makeHttp({
      id: '2',
      responseBody: makeBody(
        '{"sub":"1","email":"carol@example.org","phone_number":"+4917012345"}',
        'application/json',
      ),
    });
    const { text } = await sanitize([exchange, profile], { scope: true, email: true });
    expect(decodeAll(text)).not.toMatch(/alice|Secretname|bob@|carol|17012345/);
  });

  it('that are personal are replaced by default, everywhere', async () => {
    const { text } = await sanitize([exchange]);
    expect(decodeAll(text)).not.toMatch(/alice|Secretname|bob@/);
    expect(text).toContain('Blue shoes');
    expect(text).toMatch(/n=[A-Z][a-z]+\+[A-Z][a-z]+/);
  });

  it('about a token stay what they are in an object named `profile`, as oidc-client-ts stores them', async () => {
    const stored = {
      exp: 1_790_003_600,
      iat: 1_790_000_000,
      aud: 'app-77',
      sub: 'u-123456',
      name: 'Alice Stored',
    };
    const session = makeReading({ 'oidc.user': JSON.stringify({ profile: stored }) });
    const jwt = makeToken(stored);
    const { text } = await sanitize([
      makeHttp({ requestHeaders: makeHeaders({ Authorization: `Bearer ${jwt}` }) }),
      session,
    ]);
    const decoded = decodeAll(text);
    expect(decoded).not.toContain('Stored');
    for (const kept of ['1790003600', '1790000000', 'app-77', 'u-123456']) expect(decoded).toContain(kept);
    expect(decoded).not.toMatch(/"exp\W{1,6}(?!1790003600)\d/);
  });
});
