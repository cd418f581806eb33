import { describe, expect, it } from 'vitest';
import { isNumberExact } from './number';

describe('a number', () => {
  it.each([
    '9007199254740993',
    '10000000000000000999',
    '-9223372036854775809',
    '9223372036854775807',
    '1.000000000000000005',
    '1e-999',
    '1e400',
    '-1e400',
    '123456789012345678901234567890',
    '0.1000000000000000055511151231257827',
    '1e99999999999999999999',
  ])('%s is displayed differently by JavaScript', (text) => {
    expect(isNumberExact(text, Number(text))).toBe(false);
  });

  it.each([
    '0',
    '-0',
    '0.0',
    '3.0',
    '1e6',
    '1E+6',
    '0.1',
    '1e23',
    '-1.50',
    '5e-324',
    '9007199254740992',
    '0e400',
    '100000000000000000000',
    '1.7976931348623157e308',
  ])('%s is displayed the same by JavaScript', (text) => {
    expect(isNumberExact(text, Number(text))).toBe(true);
  });

  it('may have a million digits', () => {
    expect(isNumberExact(`1${'0'.repeat(1_000_000)}1`, Infinity)).toBe(false);
    expect(isNumberExact(`1.${'0'.repeat(1_000_000)}1`, 1)).toBe(false);
    expect(isNumberExact(`1.${'0'.repeat(1_000_000)}`, 1)).toBe(true);
  });
});
