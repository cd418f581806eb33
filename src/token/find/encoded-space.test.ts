import { describe, expect, it } from 'vitest';
import { makeEncryptedToken, makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const short = makeToken({ alg: 'HS256', typ: 'JWT' }, { sub: 'user-1', name: 'Ada', iat: 1_790_000_000 });
const long = makeToken({ alg: 'RS256' }, { sub: 'user-1' }, Buffer.alloc(256, 7).toString('base64url'));
const encrypted = makeEncryptedToken();

/** Puts white space into a token. */
const insertions: readonly (readonly [string, (token: string, space: string) => string])[] = [
  ['header', (token, space) => `${token.slice(0, 9)}${space}${token.slice(9)}`],
  ['payload', (token, space) => `${token.slice(0, 50)}${space}${token.slice(50)}`],
  ['signature', (token, space) => `${token.slice(0, -9)}${space}${token.slice(-9)}`],
  ['dots', (token, space) => token.replaceAll('.', `.${space}`)],
  [
    'all parts',
    (token, space) =>
      [token.slice(0, 9), token.slice(9, 50), token.slice(50, -9), token.slice(-9)].join(space),
  ],
];
const contexts: readonly (readonly [string, (token: string) => string])[] = [
  ['alone', (token) => token],
  ['after a scheme', (token) => `Authorization: Bearer ${token}`],
  ['after an encoded scheme', (token) => `Authorization=Bearer%20${token}`],
  ['in a URL', (token) => `https://x.test/cb?a=1&token=${token}&b=2#c`],
  ['in a cookie', (token) => `Cookie: a=1; t=${token}; b=2`],
  ['in JSON', (token) => `{"token":"${token}","b":1}`],
  ['in text', (token) => `See ${token} here`],
];

describe('white space in URL encoding', () => {
  it.each([
    ['%20', 'spaces_removed'],
    ['%20%20', 'spaces_removed'],
    ['%2520', 'spaces_removed'],
    ['%09', 'spaces_removed'],
    ['%C2%A0', 'spaces_removed'],
    ['%0A', 'lines_merged'],
    ['%0D%0A', 'lines_merged'],
    ['%0d%0a', 'lines_merged'],
    ['%E2%80%8B', 'invisible_removed'],
    ['%EF%BB%BF', 'invisible_removed'],
    ['%C2%AD', 'invisible_removed'],
  ])('%s is removed from a token, with a note', (space, code) => {
    for (const [part, insert] of insertions) {
      for (const [context, write] of contexts) {
        for (const token of [short, long, encrypted]) {
          const found = findTokens(write(insert(token, space)));
          const raws = found.map(({ raw }) => raw);
          expect([part, context, raws]).toEqual([part, context, [token]]);
          expect(found[0]?.notes.map((note) => note.code)).toContain(code);
        }
      }
    }
  });

  it('isn’t removed after a token', () => {
    for (const text of [`${short}%20and`, `t=${short}%20%20`, `${short}%20${long}`]) {
      expect(findTokens(text)[0]?.notes.some(({ code }) => code === 'spaces_removed')).toBe(false);
      expect(findTokens(text)[0]?.raw).toBe(short);
    }
  });
});

describe('plus signs, by which forms write spaces', () => {
  it.each(insertions)('are removed from a token: %s', (part, insert) => {
    for (const [, write] of contexts) {
      for (const token of [short, long, encrypted]) {
        // In what is encrypted, a plus sign may be a letter of standard base64.
        if (token === encrypted && part === 'payload') continue;
        const found = findTokens(write(insert(token, '+')));
        expect(found.map(({ raw }) => raw)).toEqual([token]);
        expect(found[0]?.notes.map(({ code }) => code)).toContain('plus_removed');
      }
    }
  });
});

describe('white space in HTML', () => {
  it.each(['&nbsp;', '&#160;', '&#10;', '&#x20;', '&NewLine;'])('%s is removed from a signature', (space) => {
    const text = `<p>${short.slice(0, -9)}${space}${short.slice(-9)}</p>`;
    expect(findTokens(text)).toMatchObject([{ raw: short, path: ['html'] }]);
  });
});

describe('a space in a JSON string', () => {
  it.each(insertions)('is removed from a token: %s', (part, insert) => {
    for (const token of [short, long, encrypted]) {
      const found = findTokens(JSON.stringify({ a: insert(token, ' '), b: 1 }));
      if (part === 'signature' || part === 'dots') expect(found).toMatchObject([{ raw: token }]);
      expect(found.every(({ raw }) => raw === token)).toBe(true);
    }
  });
});
