import { describe, expect, it, vi } from 'vitest';
import { loadDescriptions } from '../../token';
import { english } from '../fixture/english.fixture';
import { startSeconds } from '../fixture/tokens.fixture';
import { describeMeaning, explainMember, type Member } from './explanation';

const descriptions = await loadDescriptions();

function explain(member: Partial<Member> & Pick<Member, 'name' | 'value'>, claims = {}) {
  const payloadMember = { part: 'payload', isEncrypted: false, ...member } as const;
  return explainMember(english, descriptions, payloadMember, { claims });
}

describe('an explanation', () => {
  it('is empty for an unknown member', () => {
    expect(explain({ name: 'x-of-nobody', value: 1 })).toEqual({
      meaning: '',
      facts: [],
      warning: undefined,
      source: '',
    });
  });

  it('describes a member and references its definition', () => {
    const { meaning, source } = explain({ name: 'aud', value: 'x' });
    expect(meaning.length).toBeGreaterThan(10);
    expect(source).toContain('RFC 7519');
    expect(
      describeMeaning(english, descriptions, { part: 'payload', name: 'aud', isEncrypted: false }, {}),
    ).toBe(meaning);
  });

  it('differs between header and payload, and between JWS and JWE', () => {
    const alg = { part: 'header', name: 'alg', value: 'RS256' } as const;
    expect(explain(alg).meaning).not.toBe(explain({ ...alg, isEncrypted: true }).meaning);
    expect(explain({ ...alg, part: 'payload' }).meaning).not.toBe(explain(alg).meaning);
  });

  it('explains known values', () => {
    expect(explain({ name: 'scope', value: 'openid' }).facts[0]).toMatch(/^openid: /);
    expect(explain({ part: 'header', name: 'alg', value: 'HS256' }).facts[0]).toMatch(/^HS256: .*HMAC/);
    expect(explain({ name: 'iss', value: 'https://accounts.google.com' }).facts.join(' ')).toMatch(/Google/);
  });

  it('contains the time since another claim, but not the date, which is already shown', () => {
    const claims = { iat: startSeconds, exp: startSeconds + 252 };
    const { facts } = explain({ name: 'exp', value: claims.exp }, claims);
    expect(facts.join(' ')).toContain('4 min 12 s');
    expect(facts.join(' ')).not.toContain('2026-09-21');
  });

  it('contains the date in UTC if it is shown in another time zone', () => {
    vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-345);
    const { facts } = explain({ name: 'exp', value: startSeconds });
    vi.restoreAllMocks();
    expect(facts).toContain('In UTC: 2026-09-21 12:00:00 UTC');
  });

  it.each([
    ['scope', 'a\u202Eb openid\u200B'],
    ['iss', 'https://login.microsoftonline.com/\u202Ex/v2.0'],
    ['amr', ['pwd\u202E']],
    ['cnf', { 'jwk\u202E': 1, jwk: 1 }],
    ['events', { 'https://schemas.openid.net/\u202E': {} }],
    ['locale', 'en\u202E'],
    ['zoneinfo', 'Europe/\u202E'],
    ['a\u202Eb', '\u202E'],
  ])('escapes invisible characters in a hostile %s', (name, value) => {
    expect(JSON.stringify(explain({ name, value }))).not.toMatch(/[\u202E\u200B]/);
  });

  it.each([
    ['scope', 'openid '.repeat(100_000)],
    ['iss', `https://login.microsoftonline.com/${'x'.repeat(500_000)}/v2.0`],
    ['iss', `https://${'x'.repeat(500_000)}.auth0.com/`],
    ['aud', Array.from({ length: 50_000 }, (_, index) => `audience ${index}`)],
    ['locale', 'en-'.repeat(100_000)],
    ['cnf', Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`m${index}`, 1]))],
    ['sub', 'auth0|'.repeat(100_000)],
  ])('is short for a very long %s', (name, value) => {
    expect(JSON.stringify(explain({ name, value })).length).toBeLessThan(20_000);
  });
});
