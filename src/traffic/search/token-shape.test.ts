import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTokens } from '../../token';
import { makeToken } from '../exchange/exchange.fixture';
import { mayContainToken } from './token-shape';

/** Payload and signature, without anything of that shape. */
const rest = `.${Buffer.from('plain text').toString('base64url')}.${Buffer.alloc(32).toString('base64url')}`;

function makeTokenWithHeader(header: string): string {
  return Buffer.from(header).toString('base64url') + rest;
}

describe('mayContainToken', () => {
  it('is false for typical headers and pages', () => {
    const ordinary = [
      '',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'sid=0123456789abcdef0123456789abcdef; theme=dark',
      'they say that every key and every eye is in the money; eyJ alone is not a token',
      'https://app.test/assets/index-4f2a91bc.js?v=20260101',
    ];
    for (const text of ordinary) expect(mayContainToken(text)).toBe(false);
  });

  it('is true for the shortest header', () => {
    expect(mayContainToken(makeTokenWithHeader('{"alg":"x"}'))).toBe(true);
  });

  it('is true for everything that the search finds', () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 4 });
    const header = fc
      .tuple(
        space,
        space,
        space,
        fc.constantFrom('"alg":"HS256"', '"kid":"é\u{1F511}","alg":"none"', '"~~":1,"alg":"x"'),
      )
      .map(([before, inside, after, members]) => `${before}{${inside}${members}${after}}`);
    const wrap = fc.constantFrom<(token: string) => string>(
      (token) => token,
      (token) => `Bearer ${token}`,
      (token) => encodeURIComponent(JSON.stringify({ token })),
      (token) => token.replaceAll('.', '%2E'),
      (token) => JSON.stringify({ inner: JSON.stringify({ token }) }),
      (token) => Buffer.from(token).toString('base64'),
      (token) => `Basic ${Buffer.from(`user:${token}`).toString('base64')}`,
      (token) => Buffer.from(JSON.stringify([token])).toString('base64url'),
      (token) => Buffer.from(Buffer.from(token).toString('base64')).toString('base64'),
      (token) => token.replaceAll('.', '&#46;'),
      (token) => Array.from(token, (letter) => `%25${letter.charCodeAt(0).toString(16)}`).join(''),
      (token) => {
        const [header, payload, signature] = token.split('.');
        return JSON.stringify({ payload, protected: header, signature });
      },
      (token) => {
        const [, payload, signature] = token.split('.');
        return JSON.stringify(JSON.stringify({ payload, header: { alg: 'none' }, signature }));
      },
      (token) => `base64-${Buffer.from(JSON.stringify({ token })).toString('base64url')}`,
    );
    let found = 0;
    fc.assert(
      fc.property(header, wrap, fc.string({ maxLength: 20 }), (text, wrapped, before) => {
        const value = `${before} ${wrapped(makeTokenWithHeader(text))}`;
        const count = findTokens(value).length;
        found += count;
        expect(mayContainToken(value) || count === 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(1_000);
  });

  it('is true for a token between ordinary words', () => {
    expect(mayContainToken(`every key ${makeToken()} and more`)).toBe(true);
  });
});
