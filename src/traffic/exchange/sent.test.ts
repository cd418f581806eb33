import { describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { makeToken } from './exchange.fixture';
import { isSent, stateWhenSent } from './sent';
import type { LocationKind } from './sighting';

function stateAt(sentAtMs: number, claims: object) {
  return stateWhenSent(decode(makeToken(claims)), sentAtMs);
}

describe('stateWhenSent', () => {
  it('is unknown without claims, without a time, and with an invalid time claim', () => {
    const jwe = `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`;
    expect(stateWhenSent(decode(jwe), 1_000)).toBe('unknown');
    expect(stateWhenSent(decode('not a token'), 1_000)).toBe('unknown');
    expect(stateAt(Number.NaN, { exp: 100 })).toBe('unknown');
    expect(stateAt(1_000, { exp: 'soon' })).toBe('unknown');
  });

  it('is expired from the second in exp on', () => {
    expect(stateAt(99_999, { exp: 100 })).toBe('not expired');
    expect(stateAt(100_000, { exp: 100 })).toBe('expired');
    expect(stateAt(112_000, { exp: 100 })).toBe('expired');
  });

  it('is not yet valid before nbf', () => {
    expect(stateAt(99_999, { nbf: 100, exp: 200 })).toBe('not yet valid');
    expect(stateAt(100_000, { nbf: 100, exp: 200 })).toBe('not expired');
  });

  it('is not expired for a token that never expires', () => {
    expect(stateAt(1_000, { sub: 'alice' })).toBe('not expired');
  });
});

describe('isSent', () => {
  it('is true for the parts of a request and for sent messages only', () => {
    const at = (kind: LocationKind, ...path: readonly string[]) => isSent({ kind, path });
    expect(at('request cookie')).toBe(true);
    expect(at('message sent')).toBe(true);
    expect(at('request url', 'query')).toBe(true);
    expect(at('request url', 'fragment')).toBe(false);
    expect(at('message received')).toBe(false);
    expect(at('response cookie')).toBe(false);
    expect(at('cookie')).toBe(false);
    expect(at('reported by the page')).toBe(false);
  });
});
