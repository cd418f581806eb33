import { describe, expect, it } from 'vitest';
import { causeCodes, type Cause, type EvidenceCode } from '../../traffic';
import { english } from '../fixture/english.fixture';
import { describeCause, describeCertainty, describeEvidence, describeNextStep } from './causes';

describe('the texts of a rejection', () => {
  it.each(causeCodes)('have a title and a next step for %s', (code) => {
    expect(describeCause(english, { code, params: [] })).toMatch(/^Rejected.*\.$/);
    expect(describeNextStep(english, { code, params: [] })).toMatch(/\.$/);
  });

  it('contain the params of the cause', () => {
    const cause = { code: 'scope', params: [['orders:write', 'admin'], 'orders:read'] } as const;
    expect(describeCause(english, cause)).toBe(
      'Rejected: the token lacks the permission "orders:write and admin". It has "orders:read".',
    );
    const evidence = { code: 'differs', params: ['aud', 'b', { anyOf: ['a', 'c'] }] } as const;
    expect(describeEvidence(english, evidence)).toBe('aud: "b" here, "a or c" in accepted requests.');
  });

  it('name the type of a token, and the certainty', () => {
    expect(describeEvidence(english, { code: 'token-type', params: ['ID token'] })).toContain('ID token');
    expect(describeCertainty(english, 'likely')).toBe('likely');
  });

  it('make text from a page harmless', () => {
    const code: EvidenceCode = 'reported';
    expect(describeEvidence(english, { code, params: ['a\u202Eb'] })).toContain('⟨U+202E⟩');
  });
});

it('the next step for another scheme names the one that is accepted or required', () => {
  const next = (...params: Cause['params']) => describeNextStep(english, { code: 'scheme', params });
  expect(next('Bearer', { anyOf: ['Basic'] })).toContain('the scheme "Basic"');
  expect(next('Bearer', { anyOf: ['Basic', 'Token'] })).toContain('the scheme "Basic or Token"');
  expect(next()).toBe('Send “Authorization: Bearer”, a space, and the token.');
});
