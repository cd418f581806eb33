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

/** Names that every object has, and others that a page may try. */
const hostile = [
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

describe('what cannot be described', () => {
  it.each(hostile)('is a member named %j', (name) => {
    const about = { claims: { iss: 'https://accounts.google.com', tid: 't', oid: 'o' }, header: {} };
    expect(describeClaim(name)).toBeUndefined();
    expect(describeClaim(name, about)).toBeUndefined();
    expect(describeHeaderParameter(name, about)).toBeUndefined();
    expect(describeConfirmation(name)).toBeUndefined();
    expect(describeAlgorithm(name)).toBeUndefined();
    expect(describeValue('payload', name, name, about)).toEqual([]);
    expect(describeValue('header', name, name, about)).toEqual([]);
  });

  it('is a header parameter of the other format', () => {
    expect(describeHeaderParameter('enc')).toBeUndefined();
    expect(describeHeaderParameter('b64', { format: 'jwe' })).toBeUndefined();
  });

  it('is a name in another case', () => {
    expect(describeClaim('ISS')).toBeUndefined();
    expect(describeAlgorithm('rs256')).toBeUndefined();
  });
});

describe('a description', () => {
  it('of a registered claim says what it means and where it is defined', () => {
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

  it('of a way to confirm names what has to be proved', () => {
    expect(findEnglish(describeConfirmation('jkt')?.code ?? '')).toContain('DPoP');
    expect(describeConfirmation('x5t#S256')?.reference).toBe('RFC 8705 §3.1');
  });

  it('of an algorithm says what it is and what became of it', () => {
    expect(describeAlgorithm('ES512')).toMatchObject({
      purpose: 'signature',
      family: 'ECDSA',
      status: 'registered',
      params: ['P-521', 'SHA-512'],
      code: 'values.alg.ecdsa',
    });
    expect(describeAlgorithm('ES512')).not.toHaveProperty('statusSaid');
    expect(describeAlgorithm('none')).toMatchObject({ status: 'discouraged' });
    expect(describeAlgorithm('EdDSA')?.statusSaid?.code).toBe('values.alg_status.deprecated');
    expect(describeAlgorithm('A128CBC')).toMatchObject({ purpose: 'key', status: 'prohibited' });
    expect(describeAlgorithm('HPKE-0')).toMatchObject({ status: 'draft' });
    expect(describeAlgorithm('GOST')).not.toHaveProperty('reference');
  });

  it('covers everything that is registered', () => {
    expect(claimReferences.size).toBe(163);
    expect(Object.keys(claims)).toHaveLength(163);
    for (const name of claimReferences.keys()) expect(describeClaim(name), name).toBeDefined();
    expect(Object.keys(values.cnf)).toHaveLength(7);
    expect(Object.keys(headers)).toHaveLength(35);
    expect(algorithms.size).toBe(59);
    for (const name of algorithms.keys()) {
      const { code = '', params = [] } = describeAlgorithm(name) ?? {};
      const places = [...findEnglish(code).matchAll(/\$(\d)/g)].map(([, place]) => Number(place));
      expect(params, name).toHaveLength(Math.max(0, ...places));
    }
    const known = [...algorithms.values()].map(({ code }) => code);
    expect(new Set(known)).toEqual(new Set(Object.keys(values.alg).map((key) => `values.alg.${key}`)));
  });
});

describe('the texts of descriptions', () => {
  it('are short, and end with a period if they are sentences', () => {
    const isSentence = (code: string) =>
      /[.](why|fix|okIf)$|@warn$/.test(code) || /[.] [A-Z]/.test(findEnglish(code));
    for (const code of listEnglishCodes()) {
      // A noun phrase ends without a period.
      expect(findEnglish(code), code).toMatch(isSentence(code) ? /[.]$/ : /[\w")][.]?$/);
      expect(findEnglish(code).length, code).toBeLessThan(140);
    }
  });
});
