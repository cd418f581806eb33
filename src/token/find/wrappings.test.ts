import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const token = makeToken();
const other = makeToken({ alg: 'HS256', kid: '2' }, { sub: 'bob' });
const [header = '', payload = '', signature = ''] = token.split('.');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The ways in which a token may be wrapped. Each keeps the text around it. */
const wrappings: readonly ((text: string) => string)[] = [
  (text) => encodeURIComponent(text),
  (text) => text.replace(/[^A-Za-z0-9]/g, (character) => encodeURIComponent(character).replace('.', '%2E')),
  (text) => base64(text),
  (text) => encode(text),
  (text) => `base64-${encode(text)}`,
  (text) => JSON.stringify({ a: 1, token: text, 'b c': [null, true, { d: 'e\n' }] }),
  (text) => JSON.stringify([JSON.stringify({ deep: text })], null, 2),
  (text) => `GET /x?y=1&token=${encodeURIComponent(text)}&z HTTP/1.1`,
];

describe('a token', () => {
  it('is found in any three wrappings, within any text', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'aeyJ ."{}[]\n:,;%=/+-_é\u{1F511}\\'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(token, other, makeEncryptedToken(), makeToken('{ "alg":"HS256"}')),
        fc.array(fc.constantFrom(...wrappings), { maxLength: 3 }),
        noise,
        noise,
        (raw, layers, before, after) => {
          const wrapped = layers.reduce((text, wrap) => wrap(text), raw);
          expect(findTokens(`${before} ${wrapped} ${after}`).map((found) => found.raw)).toContain(raw);
          expect(findTokens(wrapped).map((found) => found.raw)).toEqual([raw]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('has one note if it was URL-encoded twice', () => {
    const [found] = findTokens(encodeURIComponent(encodeURIComponent(JSON.stringify({ token }))));
    expect(found?.path).toEqual(['url', 'url', 'json', '$.token']);
    expect(found?.notes.map(({ code, params }) => [code, params])).toEqual([['url_decoded', [2]]]);
  });

  it('is found when each of its letters is URL-encoded', () => {
    const all = Array.from(token, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    expect(findTokens(`x=${all}&y`)).toMatchObject([
      { raw: token, source: { start: 2, end: 2 + all.length } },
    ]);
  });

  it('is found as the password of Basic credentials', () => {
    const found = findTokens(`Authorization: Basic ${base64(`user:${token}`)}`);
    expect(found).toMatchObject([{ raw: token, path: ['base64'] }]);
    const docker = JSON.stringify({ auths: { 'r.test': { auth: base64(`x:${token}`) } } });
    expect(findTokens(docker)).toMatchObject([
      { raw: token, path: ['json', "$.auths['r.test'].auth", 'base64'] },
    ]);
  });

  it('is found in base64 in lines, and in base64 whose slashes JSON escapes', () => {
    const text = base64(JSON.stringify({ a: '???>>>', token }));
    expect(text).toContain('/');
    expect(findTokens(text.replace(/.{76}/g, '$&\n'))).toMatchObject([{ raw: token }]);
    expect(findTokens(`{"s":"${text.replaceAll('/', '\\/')}"}`)).toMatchObject([
      { raw: token, path: ['json', '$.s', 'base64', 'json', '$.token'] },
    ]);
  });

  it('is found in the WebSocket subprotocol of Kubernetes', () => {
    const found = findTokens(
      `Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.${encode(token)}, v4`,
    );
    expect(found).toMatchObject([{ raw: token, path: ['base64'] }]);
  });

  it('is found after base64 of a long text, which is searched in between', () => {
    const text = `${base64(`one, ${token} and${' '.repeat(15_000)}`)} ${other} ${base64(`;${' '.repeat(15_000)}${token}`)} ${other}`;
    expect(findTokens(text).map(({ raw }) => raw)).toEqual([token, other, token, other]);
  });

  it('is found with its dots as HTML entities', () => {
    for (const dot of ['&period;', '&#46;', '&#x2E;', '&#x2e;']) {
      const text = `<p title="${token.replaceAll('.', dot)}">`;
      expect(findTokens(text)).toMatchObject([
        {
          raw: token,
          path: ['html'],
          notes: [{ code: 'entities_decoded' }],
          source: { start: 10, end: text.length - 2 },
        },
      ]);
    }
    expect(findTokens(token.replaceAll('.', '&nosuch;'))).toEqual([]);
  });

  it('is found in a JSON string that escapes it', () => {
    const hidden = token.replaceAll('.', '\\u002e');
    expect(findTokens(`{"t":"${hidden}"}`)).toMatchObject([
      { raw: token, path: ['json', '$.t'], source: { start: 6, end: 6 + hidden.length } },
    ]);
    expect(findTokens(JSON.stringify({ t: `\n${makeToken('{\n"alg":"HS256"}')}` }))).toHaveLength(1);
  });

  it('is found in requests that tools copied', () => {
    const texts = [
      `curl "https://x.test" ^\r\n  -H ^"authorization: Bearer ${token}^" ^\r\n  --compressed`,
      `curl 'https://x.test' -b $'s=${token}' --data-raw $'{"a":"it\\'s"}'`,
      `fetch("https://x.test", {\n  "headers": {\n    "authorization": "Bearer ${token}"\n  }\n});`,
      `Invoke-WebRequest -Headers @{"Authorization"="Bearer ${token}"\`\n}`,
      `POST /x HTTP/1.1\r\nHost: x.test\r\nAuthorization: Bearer ${token}\r\n\r\n{"a":1}`,
      JSON.stringify({
        log: { entries: [{ request: { headers: [{ name: 'a', value: `Bearer ${token}` }] } }] },
      }),
      `TOKEN=${token}\nOTHER="x"`,
      `token: ${token}   # prod`,
    ];
    for (const text of texts) expect(findTokens(text).map(({ raw }) => raw)).toEqual([token]);
  });
});

describe('a token in standard base64', () => {
  const bytes = Buffer.alloc(32, 0xfb);
  const standard = `${header}==.${base64(JSON.stringify({ a: '???' }))}.${bytes.toString('base64')}`;
  const base64url = `${header}.${encode({ a: '???' })}.${bytes.toString('base64url')}`;

  it('is converted to base64url, with a note', () => {
    expect(findTokens(`jwt=${standard}; x`)).toMatchObject([
      {
        raw: base64url,
        source: { start: 4, end: 4 + standard.length },
        notes: [{ code: 'alphabet_replaced' }],
      },
    ]);
    const padded = `${header}==.${payload}=.${signature}=`;
    expect(findTokens(padded)).toMatchObject([{ raw: token, notes: [{ code: 'padding_removed' }] }]);
  });

  it('isn’t found if its signature isn’t complete', () => {
    expect(findTokens(`${header}==.${payload}.AAEC+w==`)).toEqual([]);
    expect(findTokens(`${token}/path+x=`).map(({ raw }) => raw)).toEqual([token]);
  });
});

/** Cookies in a table of the browser and in JSON. */
function listExports(chunks: readonly string[]): readonly string[] {
  const cookies = chunks.map((chunk) => {
    const name = chunk.slice(0, chunk.indexOf('='));
    return { name, value: chunk.slice(name.length + 1) };
  });
  const list = cookies.map(({ name, value }) => ({ domain: 'x.test', name, path: '/', secure: true, value }));
  return [
    cookies.map(({ name, value }) => `${name}\t${value}\tx.test\t/`).join('\n'),
    JSON.stringify(Object.fromEntries(cookies.map(({ name, value }) => [name, value]))),
    JSON.stringify({ cookies }),
    JSON.stringify(list, undefined, 4),
    JSON.stringify(JSON.stringify({ cookies: list })),
  ];
}

describe('a token in several cookies', () => {
  const long = makeEncryptedToken({ alg: 'dir', enc: 'A256CBC-HS512', kid: 'x'.repeat(60) });
  const session = JSON.stringify({ access_token: token, refresh_token: 'r', user: { name: 'é'.repeat(20) } });
  const split = (text: string, name: string, separator: string, size = 60) =>
    (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).map(
      (chunk, index) => `${name}${separator}${index}=${chunk}`,
    );

  it.each([
    ['next-auth', split(long, '__Secure-next-auth.session-token', '.'), long],
    ['Auth0', split(long, '__session', '__'), long],
    ['Supabase', split(`base64-${encode(session)}`, 'sb-x-auth-token', '.', 100), token],
    ['an older Supabase', split(encodeURIComponent(session), 'sb-x-auth-token', '.', 150), token],
  ])(
    'of %s is joined in the order of the chunk numbers, in headers and in document.cookie',
    (_, chunks, raw) => {
      const texts = [
        `Cookie: a=1; ${chunks.join('; ')}; b=2`,
        chunks.toReversed().join('; '),
        chunks.map((chunk) => `Set-Cookie: ${chunk}; Path=/; HttpOnly`).join('\r\n'),
        `curl 'https://x.test' -b '${chunks.join('; ')}'`,
        JSON.stringify({ headers: [{ name: 'Cookie', value: chunks.join('; ') }] }),
        ...listExports(chunks),
      ];
      for (const text of texts) {
        const found = findTokens(text);
        expect(found.map((one) => one.raw)).toEqual([raw]);
        expect(found[0]?.notes, text).toContainEqual({
          code: 'chunks_merged',
          params: [expect.any(String), chunks.length],
        });
      }
    },
  );

  it('is joined if its first chunk ends where a shorter signature would', () => {
    const rs256 = `${encode('{"alg":"RS256"}')}.${payload}.${'A'.repeat(342)}`;
    const end = rs256.length - 171;
    const [found] = findTokens(`a.0=${rs256.slice(0, end)}; a.1=${rs256.slice(end)}`);
    expect(found?.raw).toBe(rs256);
  });

  it('isn’t joined with what is in another table or JSON', () => {
    expect(findTokens(`"a.0","b":1,"c":{"value":"${token}"}`).map(({ raw }) => raw)).toEqual([token]);
    expect(findTokens(JSON.stringify({ 'v1.0': token, 'v1.1': 'text' })).map(({ raw }) => raw)).toEqual([
      token,
    ]);
    expect(findTokens(`v1.0\t${token}\nv1.2\t${token}`).map(({ raw }) => raw)).toEqual([token, token]);
  });

  it('has the names of its cookies', () => {
    const [found] = findTokens(
      `sb-x-auth-token.0=base64-${encode(session).slice(0, 90)}; sb-x-auth-token.1=${encode(session).slice(90)}`,
    );
    expect(found?.path).toEqual(['cookie', 'sb-x-auth-token.0+.1', 'base64', 'json', '$.access_token']);
    expect(found?.notes.map(({ code }) => code)).toEqual(['chunks_merged', 'supabase_prefix']);
  });

  it('isn’t joined if a chunk is missing', () => {
    const [first, , ...rest] = split(long, 'appSession', '.');
    expect(rest.length).toBeGreaterThan(0);
    expect(findTokens([first, ...rest].join('; '))).toEqual([]);
    // Without its end, the token would have a shorter signature.
    const chunks = split(token, 'appSession', '.', 50);
    expect(findTokens([...chunks.slice(0, -1), 'appSession.9=AAAA'].join('; '))).toEqual([]);
  });

  it('is joined separately from the request and from the response', () => {
    const newer = makeEncryptedToken({ alg: 'dir', enc: 'A128GCM', kid: 'y'.repeat(60) });
    const text = `Cookie: ${split(long, 's', '.').join('; ')}\r\n\r\nSet-Cookie: ${split(newer, 's', '.').join('\r\nSet-Cookie: ')}`;
    expect(findTokens(text).map(({ raw }) => raw)).toEqual([long, newer]);
  });

  it.each([
    ['jwt_hp', 'jwt_s'],
    ['token.payload', 'token.signature'],
    ['X.header.payload', 'X.signature'],
    ['session', 'session.sig'],
  ])('is joined from %s and %s', (first, second) => {
    const found = findTokens(`Cookie: ${first}=${header}.${payload}; theme=dark; ${second}=${signature}`);
    expect(found).toMatchObject([
      {
        raw: token,
        path: ['cookie', `${first}+${second}`],
        notes: [{ code: 'cookies_merged', params: [first, second] }],
      },
    ]);
  });

  it('isn’t joined with a signature of another length or another cookie', () => {
    expect(findTokens(`jwt_hp=${header}.${payload}; jwt_s=AAAA`)).toEqual([]);
    expect(findTokens(`jwt_hp=${header}.${payload}; other_s=${signature}`)).toEqual([]);
  });
});

describe('a token in JSON serialization', () => {
  const flattened = { payload, protected: header, signature };
  const general = {
    payload,
    signatures: [
      { protected: header, signature },
      { protected: header, signature },
    ],
  };
  const [jweHeader = '', encrypted_key = '', iv = '', ciphertext = '', tag = ''] =
    makeEncryptedToken().split('.');
  const encrypted = { protected: jweHeader, encrypted_key, iv, ciphertext, tag };
  const disclosed = {
    ...flattened,
    header: {
      disclosures: [encode(['salt', 'name', 'value'])],
      kb_jwt: makeToken({ alg: 'HS256', typ: 'kb+jwt' }),
    },
  };

  it.each([
    ['flattened', flattened, 'jws'],
    ['general', general, 'jws'],
    ['encrypted', encrypted, 'jwe'],
    ['SD-JWT', disclosed, 'sd-jwt'],
  ])('(%s) is found with all its parts, in any text', (_, object, kind) => {
    const raw = JSON.stringify(object, null, 1);
    expect(findTokens(raw)).toMatchObject([{ raw, path: [], token: { kind } }]);
    expect(findTokens(`{"a":[1,${raw}],"b":"${other}"}`)).toMatchObject([
      { raw, path: ['json', '$.a[1]'], token: { kind } },
      { raw: other, path: ['json', '$.b'] },
    ]);
    expect(findTokens(`POST / HTTP/1.1\r\n\r\n${raw}`)).toMatchObject([{ raw, path: [], token: { kind } }]);
    expect(findTokens(`body {"a":${raw}} and ${other}`).map((one) => one.raw)).toEqual([raw, other]);
    expect(findTokens(JSON.stringify({ text: raw }))).toMatchObject([
      { raw, path: ['json', '$.text'], token: { kind } },
    ]);
  });

  it('isn’t found if it’s broken or only similar to one', () => {
    expect(findTokens(JSON.stringify({ ...flattened, payload: 1 }))).toEqual([]);
    expect(findTokens(JSON.stringify({ signature, protected: encode('x') }))).toEqual([]);
    expect(findTokens(`{"signature":"${signature}"`)).toEqual([]);
  });
});
