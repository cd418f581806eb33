import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenShape as searchedShape } from '../../traffic/search/token-shape';
import { hasTokenShape } from './token-shape';

const encode = (text: string) => Buffer.from(text).toString('base64url');

describe('hasTokenShape', () => {
  it.each([
    '',
    'plain text, a long one, with dots. And more of them.',
    'they keep every journey we made in the eyes of Europe',
    '3f2c9e1a-7be3-4d8e-9e30-5c1d2e3f4a5b',
    'd41d8cd98f00b204e9800998ecf8427e3d41d8cd98f00b204',
    'eyJhbGciOi',
  ])('is false for %j', (text) => {
    expect(hasTokenShape(text)).toBe(false);
  });

  it.each([
    `${encode('{"alg":"HS256"}')}.${encode('{}')}.c2ln`,
    `Bearer ${encode('{"alg":"none"}')}.e30.`,
    encode('{\r\n "typ":"JWT", "alg":"HS256"}'),
    encode('{\n\t"alg":"HS256"}'),
    encode('{ "alg": "HS256" }'),
    `%7B%22access_token%22%3A%22${encode('{"alg":"ES256"}')}.e30.x%22%7D`,
    `base64-${encode('{"access_token":"x"}')}`,
    encode(`${encode('{"alg":"HS256"}')}.${encode('{}')}.c2ln`),
    encode(encode('{\n"alg":"HS256"}')),
    JSON.stringify({ deep: { token: encode('{"alg":"RS256"}') } }),
    'e30.e30.',
    `Basic ${Buffer.from(`user:${encode('{"alg":"HS256"}')}.e30.c2ln`).toString('base64')}`,
    encode(JSON.stringify([`${encode('{"alg":"HS256"}')}.e30.c2ln`])),
    Array.from(encode('{"alg":"HS256"}'), (letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
    encode(' {"alg":"HS256"}'),
    JSON.stringify({ payload: '_w', header: { alg: 'HS256' }, signature: '_____w' }),
    `shc:/${'5676290952432060346029243740446031222959532654603460292540772804336028702864'.repeat(3)}`,
  ])('is true for %j', (text) => {
    expect(hasTokenShape(text)).toBe(true);
  });

  it('is true for whatever the search looks into', () => {
    fc.assert(
      fc.property(fc.stringMatching(searchedShape), (text) => {
        expect(hasTokenShape(text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
