import { describe, expect, it } from 'vitest';
import { hasSecretForm, isPasswordHash, isRegulatedNumber } from './sensitive-values';

describe('a value of a claim', () => {
  it.each([
    '4111111111111112',
    '1234567890123456',
    '110169484474386276334',
    '2024-01-01',
    '000-12-3456',
    'DE89370400440532013001',
    'QQ123456C',
    true,
    null,
  ])("isn't a regulated number: %s", (value) => expect(isRegulatedNumber(value)).toBe(false));

  it.each([
    '4111 1111 1111 1111',
    5555555555554444,
    '378282246310005',
    'DE89 3704 0044 0532 0130 00',
    'GB82WEST12345698765432',
    '123-45-6789',
    'AB 12 34 56 C',
  ])('is a regulated number: %s', (value) => expect(isRegulatedNumber(value)).toBe(true));

  it('is recognized as a secret by its format', () => {
    // Concatenated here, so that secret scanners don't report this file.
    const forms = [`ghp_${'a'.repeat(36)}`, `sk_live_${'a'.repeat(24)}`, '-----BEGIN RSA PRIVATE KEY'];
    expect(forms.every(hasSecretForm)).toBe(true);
    const others = ['-----BEGIN CERTIFICATE', 'sk_test', `AKIA${'A1'.repeat(8)}`, 'ghp_x'];
    expect(others.some(hasSecretForm)).toBe(false);
  });

  it('is recognized as a password hash by its format', () => {
    expect(['$2b$12$abc', '$argon2id$v=19', 'd41d8cd98f00b204e9800998ecf8427e'].every(isPasswordHash)).toBe(
      true,
    );
    expect(['hunter2', '$200', 'd41d8cd9'].some(isPasswordHash)).toBe(false);
  });
});
