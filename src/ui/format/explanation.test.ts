import { describe, expect, it } from 'vitest';
import { loadDescriptions } from '../../token';
import { english } from '../fixture/english.fixture';
import { startSeconds } from '../fixture/tokens.fixture';
import { describeMeaning, explainMember, type Member } from './explanation';

const descriptions = await loadDescriptions();

function explain(member: Partial<Member> & Pick<Member, 'name' | 'value'>, claims = {}) {
  const whole = { part: 'payload', isEncrypted: false, ...member } as const;
  return explainMember(english, descriptions, whole, { claims });
}

describe('an explanation', () => {
  it('is empty for a member that nobody knows', () => {
    expect(explain({ name: 'x-of-nobody', value: 1 })).toEqual({
      meaning: '',
      facts: [],
      warning: undefined,
      source: '',
    });
  });

  it('says what a member means and where that is defined', () => {
    const { meaning, source } = explain({ name: 'aud', value: 'x' });
    expect(meaning.length).toBeGreaterThan(10);
    expect(source).toContain('RFC 7519');
    expect(
      describeMeaning(english, descriptions, { part: 'payload', name: 'aud', isEncrypted: false }, {}),
    ).toBe(meaning);
  });

  it('is another one for a header than for claims, and for an encrypted token than for a signed one', () => {
    const alg = { part: 'header', name: 'alg', value: 'RS256' } as const;
    expect(explain(alg).meaning).not.toBe(explain({ ...alg, isEncrypted: true }).meaning);
    expect(explain({ ...alg, part: 'payload' }).meaning).not.toBe(explain(alg).meaning);
  });

  it('tells what is known of the value', () => {
    expect(explain({ name: 'scope', value: 'openid' }).facts[0]).toMatch(/^openid: /);
    expect(explain({ part: 'header', name: 'alg', value: 'HS256' }).facts[0]).toMatch(/^HS256: .*HMAC/);
    expect(explain({ name: 'iss', value: 'https://accounts.google.com' }).facts.join(' ')).toMatch(/Google/);
  });

  it('tells no moment that stands beside the number already, but how long after the other it is', () => {
    const claims = { iat: startSeconds, exp: startSeconds + 252 };
    const { facts } = explain({ name: 'exp', value: claims.exp }, claims);
    expect(facts.join(' ')).toContain('4 min 12 s');
    expect(facts.join(' ')).not.toContain('2026-09-21');
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
  ])('of a hostile %s has what cannot be seen written out', (name, value) => {
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
  ])('of a very long %s is short', (name, value) => {
    expect(JSON.stringify(explain({ name, value })).length).toBeLessThan(20_000);
  });
});
