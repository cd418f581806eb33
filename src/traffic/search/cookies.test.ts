import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../exchange/exchange';
import { makeHttp, makeReading, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';

const token = makeToken({ sub: 'alice', groups: 'g'.repeat(300) });
const session = `base64-${Buffer.from(JSON.stringify({ access_token: token, user: { id: 1 } })).toString('base64url')}`;
const [half, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];

/** A text in pieces, as cookies of one name with numbers. */
function chunk(name: string, text: string, size = 150, separator = '.'): string[] {
  const count = Math.ceil(text.length / size);
  return Array.from(
    { length: count },
    (_, index) => `${name}${separator}${index}=${text.slice(index * size, (index + 1) * size)}`,
  );
}

const asks = (...cookies: string[]) =>
  makeHttp({ requestHeaders: [{ name: 'Cookie', value: cookies.join('; ') }] });
const sets = (lines: readonly string[], facts: Partial<HttpExchange> = {}) =>
  makeHttp({ responseHeaders: lines.map((value) => ({ name: 'Set-Cookie', value })), ...facts });

function search(exchange: HttpExchange) {
  const { found, truncated } = findSightings(exchange);
  return {
    places: found.map(({ raw, sighting: { place, name, path } }) => [place, name, path, raw === token]),
    chunks: found.map(({ sighting }) => sighting.chunks),
    truncated,
  };
}

describe('a chunk of a cookie', () => {
  it('is no token where others of its set are missing', () => {
    const [first = '', second = '', third = '', ...rest] = chunk('s', token);
    expect(rest.length).toBeGreaterThan(0);
    expect(search(asks(first, third, ...rest)).places).toEqual([]);
    expect(search(asks(second, third)).places).toEqual([]);
    // Cut in the signature, so that the first chunk alone looks like a token with a wrong one.
    const [start = '', end = ''] = chunk('s', token, token.length - 5);
    const alone = search(sets([`${start}; Path=/`, 'other=1']));
    expect(alone.places).toEqual([]);
    expect(alone.truncated).toBe(1);
    expect(search(sets([`${end}; Path=/`])).places).toEqual([]);
  });

  it('is no token where the browser had more of them than the answer sets', () => {
    const [start = '', middle = '', end = ''] = chunk('s', token, Math.ceil((token.length - 10) / 2));
    const had = { requestHeaders: [{ name: 'Cookie', value: `s.0=a; s.1=b; ${end}` }] };
    expect(search(sets([start, middle], had)).places).toEqual([]);
  });

  it('is no token where the list of cookies is cut', () => {
    const cookies = [...chunk('s', token), ...Array.from({ length: 1_100 }, (_, index) => `c${index}=1`)];
    expect(search(asks(...cookies)).places).toEqual([]);
    const entries = Object.fromEntries(chunk('s', token).map((one) => one.split('=') as [string, string]));
    expect(findSightings(makeReading(entries, { area: 'cookie', leftOut: 1 })).found).toEqual([]);
  });

  it('is no token where another holds letters that cookies are not read with', () => {
    const [start = '', end = ''] = chunk('s', token, token.length - 5);
    expect(search(asks(start, `${end}|x`)).places).toEqual([]);
  });
});

describe('cookies that hold one token together', () => {
  it('are joined in their order, wherever they stand in the header', () => {
    const chunks = chunk('sb-x-auth-token', session);
    expect(chunks.length).toBeGreaterThan(3);
    expect(search(asks('theme=dark', ...chunks.toReversed(), 'z=1'))).toMatchObject({
      places: [['request cookie', 'sb-x-auth-token', ['base64', 'json', '$.access_token'], true]],
      chunks: [chunks.map((_, index) => `sb-x-auth-token.${index}`)],
    });
  });

  it('are joined over several Cookie headers', () => {
    const [first = '', ...others] = chunk('s', token, 300, '__');
    const exchange = makeHttp({
      requestHeaders: [first, ...others].map((value) => ({ name: 'cookie', value })),
    });
    expect(search(exchange)).toMatchObject({
      places: [['request cookie', 's', [], true]],
      chunks: [['s__0', 's__1']],
    });
  });

  it('are joined when an answer sets them, whatever their attributes', () => {
    const lines = chunk('s', token, 300).map((one) => `${one}; Path=/; HttpOnly; SameSite=Lax`);
    const expected = [['response cookie', 's', [], true]];
    expect(search(sets(lines)).places).toEqual(expected);
    expect(search(sets([lines.join('\n')])).places).toEqual(expected);
    // The third one that the browser had is removed in one of the ways there are.
    const had = { requestHeaders: [{ name: 'Cookie', value: 's.0=a; s.1=b; s.2=c' }] };
    expect(search(sets([...lines, 's.2=; Max-Age=0'], had)).places).toEqual(expected);
    expect(search(sets([...lines, 's.2=deleted; max-age=0; Path=/'], had)).places).toEqual(expected);
    expect(search(sets([...lines, 's.2=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], had)).places).toEqual(
      expected,
    );
  });

  it('are joined in what a document reads', () => {
    const entries = Object.fromEntries(
      chunk('s', token, 300).map((one) => one.split('=') as [string, string]),
    );
    const { found } = findSightings(makeReading(entries, { area: 'cookie' }));
    expect(found.map(({ raw, sighting: { place, chunks } }) => [raw === token, place, chunks])).toEqual([
      [true, 'cookie', ['s.0', 's.1']],
    ]);
  });

  it('are joined from the half that scripts read and the signature', () => {
    const cookies = [`jwt.header.payload=${half}`, 'x=1', `jwt.signature=${signature}`];
    const chunks = [['jwt.header.payload', 'jwt.signature']];
    expect(search(asks(...cookies))).toMatchObject({
      places: [['request cookie', 'jwt.header.payload', [], true]],
      chunks,
    });
    expect(search(sets(cookies.map((one) => `${one}; Secure`)))).toMatchObject({
      places: [['response cookie', 'jwt.header.payload', [], true]],
      chunks,
    });
    expect(search(asks(`jwt.header.payload=${half}`)).places).toEqual([]);
  });
});

describe('a cookie whose name has a plus sign', () => {
  it('is one cookie', () => {
    expect(search(asks(`my+session=${token}`, `s.0+.1=${token}`))).toMatchObject({
      places: [
        ['request cookie', 'my+session', [], true],
        ['request cookie', 's.0+.1', [], true],
      ],
      chunks: [undefined, undefined],
    });
  });
});

describe('a cookie with a number', () => {
  it('is a cookie of its own where it is alone, or begins as a token', () => {
    const other = makeTokenOf('bob');
    expect(search(asks(`user__1=${token}`)).places).toEqual([['request cookie', 'user__1', [], true]]);
    expect(search(sets([`user__1=${token}`])).places).toEqual([['response cookie', 'user__1', [], true]]);
    expect(search(asks(`user.1=${token}`, `user.2=${other}`)).places).toHaveLength(2);
  });

  it('is read by itself where those of its name hold one token each', () => {
    const { found } = findSightings(asks(`user.0=${token}`, `user.1=${makeTokenOf('bob')}`));
    expect(found.map(({ sighting }) => sighting.name)).toEqual(['user.0', 'user.1']);
  });
});

describe('a token cut into chunks anywhere behind its header', () => {
  const cut = fc
    .tuple(
      fc.constantFrom(token, session, encodeURIComponent(JSON.stringify({ token }))),
      fc.uniqueArray(fc.integer({ min: 40, max: token.length - 1 }), { minLength: 2, maxLength: 8 }),
    )
    .map(([text, places]) => {
      const at = [0, ...places.toSorted((one, other) => one - other), text.length];
      return at.slice(1).map((end, index) => `s.${index}=${text.slice(at[index], end)}`);
    });

  it('is found whole, in whatever order they come', () => {
    const orders = cut.chain((chunks) => fc.shuffledSubarray(chunks, { minLength: chunks.length }));
    fc.assert(
      fc.property(orders, fc.constantFrom('a=1', `t=${token}`), (chunks, other) => {
        for (const exchange of [asks(...chunks, other), sets([...chunks, other])]) {
          const { found } = findSightings(exchange);
          expect(new Set(found.map(({ raw }) => raw))).toEqual(new Set([token]));
          expect(found.some(({ sighting }) => sighting.chunks?.[1] === 's.1')).toBe(true);
        }
      }),
    );
  });

  it('is found where a chunk begins with the payload', () => {
    const dot = token.indexOf('.') + 1;
    expect(search(asks(`s.0=${token.slice(0, dot)}`, `s.1=${token.slice(dot)}`))).toMatchObject({
      places: [['request cookie', 's', [], true]],
      chunks: [['s.0', 's.1']],
    });
  });

  it('is not found in a part when one but the last is missing', () => {
    fc.assert(
      fc.property(cut, fc.nat(), (chunks, number) => {
        const missing = number % (chunks.length - 1);
        const { found } = findSightings(asks('a=1', ...chunks.filter((_, index) => index !== missing)));
        expect(found.filter(({ raw }) => raw !== token)).toEqual([]);
      }),
    );
  });
});

it('hundreds of sets are told apart', () => {
  const cookies = Array.from({ length: 330 }, (_, index) =>
    chunk(`s${index}`, makeTokenOf(index), 70),
  ).flat();
  const { found } = findSightings(asks(...cookies));
  expect(found).toHaveLength(330);
});
