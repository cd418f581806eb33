import { describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { makeToken } from '../exchange/exchange.fixture';
import type { TokenRow } from '../log/log-summary';
import { matchesFilter } from './filter';

const raw = makeToken(
  {
    sub: 'Alice',
    iss: 'https://ID.example',
    aud: ['https://api.example', 'orders'],
    email: 'a@example.org',
    n: { x: 1 },
  },
  { alg: 'HS256', typ: 'at+jwt', kid: 'key-7' },
);

function makeRow(text: string): TokenRow {
  return { id: 1, raw: text, firstSeenMs: 0, lastSeenMs: 0, requests: 0, rejected: 0, sightings: 1 };
}

function matches(text: string, token = raw): boolean {
  return matchesFilter(makeRow(token), decode(token), text);
}

describe('matchesFilter', () => {
  it('is false if the text is not found', () => {
    expect(matches('bob')).toBe(false);
    expect(matches('alice orders')).toBe(false);
  });

  it('does not search the raw token for short texts or in another case', () => {
    expect(matches(raw.slice(0, 5))).toBe(false);
    expect(matches(raw.slice(0, 20).toLowerCase())).toBe(false);
  });

  it('is true for an empty text', () => {
    expect(matches('')).toBe(true);
    expect(matches('  ')).toBe(true);
  });

  it('finds subject, issuer, audience, type and key ID in any case', () => {
    for (const text of [
      'alice',
      'ALI',
      'id.EXAMPLE',
      'orders',
      'API.',
      'a@example',
      'jws',
      'Access token',
      'AT+JWT',
      'key-7',
      'hs256',
    ]) {
      expect(matches(text)).toBe(true);
    }
  });

  it('does not match across two values', () => {
    expect(matches('alicehttps')).toBe(false);
    expect(matches('api.exampleorders')).toBe(false);
  });

  it('does not match if only the beginning of a long text is found', () => {
    const long = makeToken({ sub: 'a'.repeat(1_000) });
    const piece = long.slice(5, 805);
    expect(matches(piece, long)).toBe(true);
    expect(matches(`${piece.slice(0, -1)}!`, long)).toBe(false);
  });

  it('searches only the beginning of a long claim', () => {
    const hostile = makeToken({ sub: `alice${'x'.repeat(100_000)}bob` });
    expect(matches('alice', hostile)).toBe(true);
    expect(matches('bob', hostile)).toBe(false);
  });

  it('finds a part of the raw token', () => {
    expect(matches(` ${raw.slice(10, 40)} `)).toBe(true);
  });

  it('accepts claims of any type, tokens without claims, and malformed tokens', () => {
    expect(matches('alice', makeToken({ sub: 7, aud: { deep: ['alice'] }, iss: null }))).toBe(false);
    const jwe = `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
    expect(matches('jwe', jwe)).toBe(true);
    expect(matches('malformed', 'not a token')).toBe(true);
  });
});
