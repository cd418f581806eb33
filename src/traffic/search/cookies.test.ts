import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../exchange/exchange';
import { makeHttp, makeReading, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';

const token = makeToken({ sub: 'alice', groups: 'g'.repeat(300) });
const session = `base64-${Buffer.from(JSON.stringify({ access_token: token, user: { id: 1 } })).toString('base64url')}`;
const [headerAndPayload, signature] = [
  token.slice(0, token.lastIndexOf('.')),
  token.slice(token.lastIndexOf('.') + 1),
];

/** Splits a text into cookies with numbered names. */
function chunk(name: string, text: string, size = 150, separator = '.'): string[] {
  const count = Math.ceil(text.length / size);
  return Array.from(
    { length: count },
    (_, index) => `${name}${separator}${index}=${text.slice(index * size, (index + 1) * size)}`,
  );
}

const sends = (...cookies: string[]) =>
  makeHttp({ requestHeaders: [{ name: 'Cookie', value: cookies.join('; ') }] });
const sets = (lines: readonly string[], facts: Partial<HttpExchange> = {}) =>
  makeHttp({ responseHeaders: lines.map((value) => ({ name: 'Set-Cookie', value })), ...facts });

function search(exchange: HttpExchange) {
  const { found, truncated } = findSightings(exchange);
  return {
    locations: found.map(({ raw, sighting: { kind, name, path } }) => [kind, name, path, raw === token]),
    chunks: found.map(({ sighting }) => sighting.chunks),
    truncated,
  };
}

describe('cookie chunk', () => {
  it('is not reported as a token if another chunk is missing', () => {
    const [first = '', second = '', third = '', ...rest] = chunk('s', token);
    expect(rest.length).toBeGreaterThan(0);
    expect(search(sends(first, third, ...rest)).locations).toEqual([]);
    expect(search(sends(second, third)).locations).toEqual([]);
    // Split in the signature, so that the first chunk looks like a token with an invalid signature.
    const [start = '', end = ''] = chunk('s', token, token.length - 5);
    const alone = search(sets([`${start}; Path=/`, 'other=1']));
    expect(alone.locations).toEqual([]);
    expect(alone.truncated).toBe(1);
    expect(search(sets([`${end}; Path=/`])).locations).toEqual([]);
  });

  it('is not reported as a token if the browser sent more chunks than the response sets', () => {
    const [start = '', middle = '', end = ''] = chunk('s', token, Math.ceil((token.length - 10) / 2));
    const had = { requestHeaders: [{ name: 'Cookie', value: `s.0=a; s.1=b; ${end}` }] };
    expect(search(sets([start, middle], had)).locations).toEqual([]);
  });

  it('is not reported as a token if the list of cookies is truncated', () => {
    const cookies = [...chunk('s', token), ...Array.from({ length: 1_100 }, (_, index) => `c${index}=1`)];
    expect(search(sends(...cookies)).locations).toEqual([]);
    const entries = Object.fromEntries(chunk('s', token).map((one) => one.split('=') as [string, string]));
    expect(findSightings(makeReading(entries, { area: 'cookie', leftOut: 1 })).found).toEqual([]);
  });

  it('is not reported as a token if another chunk has characters that are not recognized', () => {
    const [start = '', end = ''] = chunk('s', token, token.length - 5);
    expect(search(sends(start, `${end}|x`)).locations).toEqual([]);
  });
});

describe('cookies with one token', () => {
  it('are merged in the order of their numbers', () => {
    const chunks = chunk('sb-x-auth-token', session);
    expect(chunks.length).toBeGreaterThan(3);
    expect(search(sends('theme=dark', ...chunks.toReversed(), 'z=1'))).toMatchObject({
      locations: [['request cookie', 'sb-x-auth-token', ['base64', 'json', '$.access_token'], true]],
      chunks: [chunks.map((_, index) => `sb-x-auth-token.${index}`)],
    });
  });

  it('are merged across several Cookie headers', () => {
    const [first = '', ...others] = chunk('s', token, 300, '__');
    const exchange = makeHttp({
      requestHeaders: [first, ...others].map((value) => ({ name: 'cookie', value })),
    });
    expect(search(exchange)).toMatchObject({
      locations: [['request cookie', 's', [], true]],
      chunks: [['s__0', 's__1']],
    });
  });

  it('are merged when a response sets them, whatever their attributes', () => {
    const lines = chunk('s', token, 300).map((one) => `${one}; Path=/; HttpOnly; SameSite=Lax`);
    const expected = [['response cookie', 's', [], true]];
    expect(search(sets(lines)).locations).toEqual(expected);
    expect(search(sets([lines.join('\n')])).locations).toEqual(expected);
    // The response removes the browser's third chunk, in different ways.
    const had = { requestHeaders: [{ name: 'Cookie', value: 's.0=a; s.1=b; s.2=c' }] };
    expect(search(sets([...lines, 's.2=; Max-Age=0'], had)).locations).toEqual(expected);
    expect(search(sets([...lines, 's.2=deleted; max-age=0; Path=/'], had)).locations).toEqual(expected);
    expect(search(sets([...lines, 's.2=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], had)).locations).toEqual(
      expected,
    );
  });

  it('are merged when a script reads them', () => {
    const entries = Object.fromEntries(
      chunk('s', token, 300).map((one) => one.split('=') as [string, string]),
    );
    const { found } = findSightings(makeReading(entries, { area: 'cookie' }));
    expect(found.map(({ raw, sighting: { kind, chunks } }) => [raw === token, kind, chunks])).toEqual([
      [true, 'cookie', ['s.0', 's.1']],
    ]);
  });

  it('are merged if one has the header and payload and another the signature', () => {
    const cookies = [`jwt.header.payload=${headerAndPayload}`, 'x=1', `jwt.signature=${signature}`];
    const chunks = [['jwt.header.payload', 'jwt.signature']];
    expect(search(sends(...cookies))).toMatchObject({
      locations: [['request cookie', 'jwt.header.payload', [], true]],
      chunks,
    });
    expect(search(sets(cookies.map((one) => `${one}; Secure`)))).toMatchObject({
      locations: [['response cookie', 'jwt.header.payload', [], true]],
      chunks,
    });
    expect(search(sends(`jwt.header.payload=${headerAndPayload}`)).locations).toEqual([]);
  });
});

describe('cookie with a plus sign in its name', () => {
  it('is not split', () => {
    expect(search(sends(`my+session=${token}`, `s.0+.1=${token}`))).toMatchObject({
      locations: [
        ['request cookie', 'my+session', [], true],
        ['request cookie', 's.0+.1', [], true],
      ],
      chunks: [undefined, undefined],
    });
  });
});

describe('numbered cookie', () => {
  it('is not a chunk if it is the only one or starts like a token', () => {
    const other = makeTokenOf('bob');
    expect(search(sends(`user__1=${token}`)).locations).toEqual([['request cookie', 'user__1', [], true]]);
    expect(search(sets([`user__1=${token}`])).locations).toEqual([['response cookie', 'user__1', [], true]]);
    expect(search(sends(`user.1=${token}`, `user.2=${other}`)).locations).toHaveLength(2);
  });

  it('is searched separately if each one has its own token', () => {
    const { found } = findSightings(sends(`user.0=${token}`, `user.1=${makeTokenOf('bob')}`));
    expect(found.map(({ sighting }) => sighting.name)).toEqual(['user.0', 'user.1']);
  });
});

describe('token split into chunks anywhere after its header', () => {
  const cut = fc
    .tuple(
      fc.constantFrom(token, session, encodeURIComponent(JSON.stringify({ token }))),
      fc.uniqueArray(fc.integer({ min: 40, max: token.length - 1 }), { minLength: 2, maxLength: 8 }),
    )
    .map(([text, ends]) => {
      const at = [0, ...ends.toSorted((one, other) => one - other), text.length];
      return at.slice(1).map((end, index) => `s.${index}=${text.slice(at[index], end)}`);
    });

  it('is found in any order of the chunks', () => {
    const orders = cut.chain((chunks) => fc.shuffledSubarray(chunks, { minLength: chunks.length }));
    fc.assert(
      fc.property(orders, fc.constantFrom('a=1', `t=${token}`), (chunks, other) => {
        for (const exchange of [sends(...chunks, other), sets([...chunks, other])]) {
          const { found } = findSightings(exchange);
          expect(new Set(found.map(({ raw }) => raw))).toEqual(new Set([token]));
          expect(found.some(({ sighting }) => sighting.chunks?.[1] === 's.1')).toBe(true);
        }
      }),
    );
  });

  it('is found if a chunk starts with the payload', () => {
    const dot = token.indexOf('.') + 1;
    expect(search(sends(`s.0=${token.slice(0, dot)}`, `s.1=${token.slice(dot)}`))).toMatchObject({
      locations: [['request cookie', 's', [], true]],
      chunks: [['s.0', 's.1']],
    });
  });

  it('is not reported in part if a chunk other than the last is missing', () => {
    fc.assert(
      fc.property(cut, fc.nat(), (chunks, number) => {
        const missing = number % (chunks.length - 1);
        const { found } = findSightings(sends('a=1', ...chunks.filter((_, index) => index !== missing)));
        expect(found.filter(({ raw }) => raw !== token)).toEqual([]);
      }),
    );
  });
});

describe('a signed cookie', () => {
  const signed = `${token}.${'A'.repeat(20)}+/${'A'.repeat(21)}`;

  it.each([
    ['Fastify', signed, ['signed cookie']],
    ['Express', `s:${signed}`, ['signed cookie']],
    ['Express, URL-encoded', encodeURIComponent(`s:${signed}`), ['url', 'signed cookie']],
  ])('has its token without the signature of the cookie: %s', (_, value, path) => {
    expect(search(sends('theme=dark', `auth=${value}`)).locations).toEqual([
      ['request cookie', 'auth', path, true],
    ]);
    expect(search(sets([`auth=${value}; Path=/; HttpOnly`])).locations).toEqual([
      ['response cookie', 'auth', path, true],
    ]);
  });
});

it('hundreds of chunk sets are merged separately', () => {
  const cookies = Array.from({ length: 330 }, (_, index) =>
    chunk(`s${index}`, makeTokenOf(index), 70),
  ).flat();
  const { found } = findSightings(sends(...cookies));
  expect(found).toHaveLength(330);
});
