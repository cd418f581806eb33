import { describe, expect, it } from 'vitest';
import { algorithms } from './algorithms';
import { claimReferences } from './claims/references';
import { describeAlgorithm } from './describe-algorithm';
import { describeClaim } from './describe-claim';
import { describeConfirmation } from './describe-confirmation';
import { describeHeaderParameter } from './describe-header-parameter';
import { describeValue } from './describe-value';
import claims from './en/claims.json';
import headers from './en/headers.json';
import values from './en/values.json';
import { findEnglish, listEnglishCodes } from './english';

/** Names that every object has, and others that look like keys of the catalogue. */
const hostileNames = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'iss@warn',
  'array_digest',
  '@',
];

describe('an unknown name', () => {
  it.each(hostileNames)('is not described: %j', (name) => {
    const about = { claims: { iss: 'https://accounts.google.com', tid: 't', oid: 'o' }, header: {} };
    expect(describeClaim(name)).toBeUndefined();
    expect(describeClaim(name, about)).toBeUndefined();
    expect(describeHeaderParameter(name, about)).toBeUndefined();
    expect(describeConfirmation(name)).toBeUndefined();
    expect(describeAlgorithm(name)).toBeUndefined();
    expect(describeValue('payload', name, name, about)).toEqual([]);
    expect(describeValue('header', name, name, about)).toEqual([]);
  });

  it('includes header parameters of the other format', () => {
    expect(describeHeaderParameter('enc')).toBeUndefined();
    expect(describeHeaderParameter('b64', { format: 'jwe' })).toBeUndefined();
  });

  it('includes known names in another case', () => {
    expect(describeClaim('ISS')).toBeUndefined();
    expect(describeAlgorithm('rs256')).toBeUndefined();
  });
});

describe('a description', () => {
  it('of a registered claim has its meaning and reference', () => {
    expect(describeClaim('exp')).toEqual({
      code: 'claims.exp',
      params: [],
      reference: 'RFC 7519 §4.1.4',
    });
    expect(describeClaim('...')?.code).toBe('claims....');
    expect(describeClaim('_sd')?.reference).toBe('RFC 9901 §4.2.4.1');
  });

  it('of a header parameter depends on the format', () => {
    expect(describeHeaderParameter('alg')).toMatchObject({
      code: 'headers.alg',
      reference: 'RFC 7515 §4.1.1',
    });
    expect(describeHeaderParameter('alg', { format: 'jwe' })).toMatchObject({
      code: 'headers.alg@jwe',
      reference: 'RFC 7516 §4.1.1',
    });
    expect(describeHeaderParameter('x5t#S256')?.code).toBe('headers.x5t#S256');
  });

  it('of a confirmation method has its meaning and reference', () => {
    expect(findEnglish(describeConfirmation('jkt')?.code ?? '')).toContain('DPoP');
    expect(describeConfirmation('x5t#S256')?.reference).toBe('RFC 8705 §3.1');
  });

  it('of an algorithm has its purpose and status', () => {
    expect(describeAlgorithm('ES512')).toMatchObject({
      purpose: 'signature',
      family: 'ECDSA',
      status: 'registered',
      params: ['P-521', 'SHA-512'],
      code: 'values.alg.ecdsa',
    });
    expect(describeAlgorithm('ES512')).not.toHaveProperty('statusText');
    expect(describeAlgorithm('none')).toMatchObject({ status: 'discouraged' });
    expect(describeAlgorithm('EdDSA')?.statusText?.code).toBe('values.alg_status.deprecated');
    expect(describeAlgorithm('A128CBC')).toMatchObject({ purpose: 'key', status: 'prohibited' });
    expect(describeAlgorithm('HPKE-0')).toMatchObject({ status: 'draft' });
    expect(describeAlgorithm('GOST')).not.toHaveProperty('reference');
  });

  it('exists for everything that is registered', () => {
    expect(claimReferences.size).toBe(163);
    expect(Object.keys(claims)).toHaveLength(163);
    for (const name of claimReferences.keys()) expect(describeClaim(name), name).toBeDefined();
    expect(Object.keys(values.cnf)).toHaveLength(7);
    expect(Object.keys(headers)).toHaveLength(36);
    expect(algorithms.size).toBe(59);
    for (const name of algorithms.keys()) {
      const { code = '', params = [] } = describeAlgorithm(name) ?? {};
      const placeholders = [...findEnglish(code).matchAll(/\$(\d)/g)].map(([, number]) => Number(number));
      expect(params, name).toHaveLength(Math.max(0, ...placeholders));
    }
    const known = [...algorithms.values()].map(({ code }) => code);
    expect(new Set(known)).toEqual(new Set(Object.keys(values.alg).map((key) => `values.alg.${key}`)));
  });
});

describe('the texts of descriptions', () => {
  it('are a phrase without a period, or short sentences with one', () => {
    for (const code of listEnglishCodes()) {
      const text = findEnglish(code);
      expect(text, code).toMatch(/^\S.*[^\s,;:]$/);
      expect(text.endsWith('.'), code).toBe(/[.](?: |$)/.test(text.replaceAll(/\b(?:e\.g|v\d)\.\S*/g, '')));
      expect(text.length, code).toBeLessThan(140);
    }
  });
});
