import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const token = makeToken();
const encrypted = makeEncryptedToken();
const unsecured = makeToken({ alg: 'none' }, { sub: 'a' }, '');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hmac = (algorithm: string, encoding: 'base64' | 'base64url' | 'hex', key = 'k') =>
  createHmac(algorithm, key).update(token).digest(encoding);
const unpadded = (text: string) => text.replace(/=+$/, '');
/** A signature in standard base64 that contains both letters that base64url doesn't have. */
const standard = unpadded(
  Array.from({ length: 400 }, (_, key) => hmac('sha256', 'base64', `${key}`)).find(
    (signature) => signature.includes('/') && signature.includes('+'),
  ) ?? '',
);

function foundIn(text: string): readonly (readonly [string, readonly string[]])[] {
  return findTokens(text).map(({ raw, notes }) => [raw, notes.map(({ code }) => code)]);
}

describe('a token in a signed cookie', () => {
  it.each([
    ['Fastify', `access_token=${token}.${unpadded(hmac('sha256', 'base64'))}`],
    ['Fastify, with a slash and a plus sign', `${token}.${standard}`],
    ['Express', `s:${token}.${standard}`],
    ['Express, with attributes', `Set-Cookie: t=s:${token}.${standard}; Path=/; HttpOnly`],
    ['Hono, which keeps the padding', `Cookie: a=1; t=${token}.${hmac('sha256', 'base64')}; b=2`],
    ['a signature with SHA-1', `${token}.${unpadded(hmac('sha1', 'base64'))}`],
    ['a signature with SHA-384', `${token}.${hmac('sha384', 'base64')}`],
    ['a signature with SHA-512', `${token}.${unpadded(hmac('sha512', 'base64'))}`],
    ['a signature with SHA-1 in hexadecimal', `${token}.${hmac('sha1', 'hex')}`],
    ['a signature with SHA-256 in hexadecimal', `${token}.${hmac('sha256', 'hex')}`],
    ['a signature with SHA-512 in hexadecimal', `${token}.${hmac('sha512', 'hex')}`],
    ['itsdangerous', `session=${token}.${hmac('sha1', 'base64url')}`],
    ['itsdangerous, with a timestamp', `session=${token}.aKx3Gg.${hmac('sha1', 'base64url')}; Path=/`],
    ['itsdangerous, with a timestamp and SHA-512', `${token}.aKx3Gg.${hmac('sha512', 'base64url')}`],
    ['JSON', JSON.stringify({ name: 't', value: `s:${token}.${standard}` })],
    ['a sentence', `The cookie is ${token}.${unpadded(hmac('sha256', 'base64'))}. Why?`],
  ])('of %s is found without the signature of the cookie', (_, text) => {
    expect(foundIn(text)).toEqual([[token, ['cookie_signature']]]);
    const [{ source, notes } = { source: { start: 0, end: 0 }, notes: [] }] = findTokens(text);
    expect(text.slice(source.start, source.end)).toBe(token);
    expect(notes[0]?.params).toEqual([4]);
  });

  it.each([
    ['Express', `Cookie: t=s%3A${token}.${encodeURIComponent(standard)}; b=2`],
    ['Fastify', `t=${token}.${encodeURIComponent(standard)}`],
    ['Hono', `t=${token}.${encodeURIComponent(`${standard}=`)}; Path=/`],
    ['a cookie that was encoded as a whole', encodeURIComponent(`s:${token}.${standard}`)],
    [
      'a cookie that was encoded twice',
      `t=${encodeURIComponent(encodeURIComponent(`s:${token}.${standard}`))}`,
    ],
  ])('of %s is found in URL encoding', (_, text) => {
    expect(findTokens(text)).toMatchObject([
      { raw: token, notes: expect.arrayContaining([expect.objectContaining({ code: 'cookie_signature' })]) },
    ]);
  });

  it('may be encrypted or unsecured', () => {
    for (const raw of [encrypted, unsecured]) {
      expect(foundIn(`t=s:${raw}.${standard}; x`)).toEqual([[raw, ['cookie_signature']]]);
    }
    expect(findTokens(`${encrypted}.${standard}`)[0]?.notes[0]?.params).toEqual([6]);
  });

  it.each([
    ['Rails', `${base64(JSON.stringify(token))}--${hmac('sha1', 'hex')}`],
    [
      'Rails, with the purpose of the cookie',
      `t=${encodeURIComponent(
        `${base64(
          JSON.stringify({
            _rails: { message: base64(JSON.stringify(token)), exp: null, pur: 'cookie.t' },
          }),
        )}--${hmac('sha256', 'hex')}`,
      )}`,
    ],
    [
      'Starlette',
      `session=${base64(JSON.stringify({ user: 1, token }))}.aKx3Gg.${hmac('sha1', 'base64url')}`,
    ],
    ['Flask', `session=${encode({ token })}.aKx3Gg.${hmac('sha1', 'base64url')}`],
    ['Django', `t=${token}:1tXyzA:${hmac('sha256', 'base64url')}`],
    [
      'Tornado',
      `t="2|1:0|10:1790000000|1:t|${base64(token).length}:${base64(token)}|${hmac('sha256', 'hex')}"`,
    ],
    ['Adonis', `t=s%3A${encode({ message: token, purpose: 't' })}.${hmac('sha256', 'base64url')}`],
    ['Remix', `t=${encodeURIComponent(`${base64(JSON.stringify(token))}.${standard}`)}`],
    ['Express, in JSON', encodeURIComponent(`s:j:${JSON.stringify({ token })}.${standard}`)],
    ['Koa, in another cookie', `t=${token}; t.sig=${hmac('sha1', 'base64url')}`],
  ])('of %s is found', (_, text) => {
    expect(findTokens(text).map(({ raw }) => raw)).toEqual([token]);
  });
});

describe('more than three parts', () => {
  it.each([
    ['a fourth part that is too short for a signature', `${token}.AA`],
    ['a fourth part of another length', `${token}.${'x'.repeat(50)}`],
    ['a file name', `${token}.html`],
    ['a signature that isn’t the last part', `${token}.${unpadded(hmac('sha256', 'base64'))}.x`],
    ['a token whose signature isn’t complete', `${token.slice(0, -4)}.${unpadded(hmac('sha256', 'base64'))}`],
    ['an encrypted token with one part missing', `${encrypted.split('.').slice(0, 4).join('.')}`],
    ['an encrypted token with a sixth part', `${encrypted}.AA`],
    ['five parts without enc', `${token}.AA.AA`],
  ])('with %s give no token', (_, text) => {
    expect(findTokens(text)).toEqual([]);
  });

  it('are two tokens if they are', () => {
    expect(findTokens(`${encrypted} ${token}`).map(({ raw }) => raw)).toEqual([encrypted, token]);
  });
});
