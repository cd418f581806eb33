import { describe, expect, it } from 'vitest';
import { algorithmSentences } from './algorithm-sentences';
import { algorithms } from './algorithms';
import { claimSentences } from './claims/claim-sentences';
import { claimReferences } from './claims/references';
import { describeAlgorithm } from './describe-algorithm';
import { describeClaim } from './describe-claim';
import { describeConfirmation } from './describe-confirmation';
import { confirmationSentences } from './values/sentences';
import { describeHeaderParameter } from './describe-header-parameter';
import { describeValue } from './describe-value';
import { headerSentences } from './header-sentences';
import { describeSentences } from './sentences';

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
      code: 'about_claim_exp',
      params: [],
      sentence: claimSentences.about_claim_exp,
      reference: 'RFC 7519 §4.1.4',
    });
    expect(describeClaim('...')?.code).toBe('about_claim_array_digest');
    expect(describeClaim('_sd')?.reference).toBe('RFC 9901 §4.2.4.1');
  });

  it('of a header parameter depends on the format', () => {
    expect(describeHeaderParameter('alg')).toMatchObject({
      code: 'about_header_alg',
      reference: 'RFC 7515 §4.1.1',
    });
    expect(describeHeaderParameter('alg', { format: 'jwe' })).toMatchObject({
      code: 'about_header_alg@jwe',
      reference: 'RFC 7516 §4.1.1',
    });
    expect(describeHeaderParameter('x5t#S256')?.code).toBe('about_header_x5t@S256');
  });

  it('of a way to confirm names what has to be proved', () => {
    expect(describeConfirmation('jkt')?.sentence).toContain('DPoP');
    expect(describeConfirmation('x5t#S256')?.reference).toBe('RFC 8705 §3.1');
  });

  it('of an algorithm says what it is and what became of it', () => {
    expect(describeAlgorithm('ES512')).toMatchObject({
      purpose: 'signature',
      family: 'ECDSA',
      status: 'registered',
      params: ['P-521', 'SHA-512'],
      sentence: 'ECDSA on the curve P-521 with SHA-512: a signature by a private key.',
    });
    expect(describeAlgorithm('ES512')).not.toHaveProperty('statusSaid');
    expect(describeAlgorithm('none')).toMatchObject({ status: 'discouraged' });
    expect(describeAlgorithm('EdDSA')?.statusSaid?.sentence).toBe('It is deprecated.');
    expect(describeAlgorithm('A128CBC')).toMatchObject({ purpose: 'key', status: 'prohibited' });
    expect(describeAlgorithm('HPKE-0')).toMatchObject({ status: 'draft' });
    expect(describeAlgorithm('GOST')).not.toHaveProperty('reference');
  });

  it('covers everything that is registered', () => {
    expect(claimReferences.size).toBe(163);
    expect(Object.keys(claimSentences)).toHaveLength(163);
    for (const name of claimReferences.keys()) expect(describeClaim(name), name).toBeDefined();
    expect(Object.keys(confirmationSentences)).toHaveLength(7);
    expect(Object.keys(headerSentences)).toHaveLength(35);
    expect(algorithms.size).toBe(59);
    for (const name of algorithms.keys())
      expect(describeAlgorithm(name)?.sentence, name).not.toMatch(/\$|: $/);
    const said = [...algorithms.values()].map(({ code }) => code);
    const statuses = Object.keys(algorithmSentences).filter((code) => code.startsWith('about_alg_status_'));
    expect(new Set([...said, ...statuses])).toEqual(new Set(Object.keys(algorithmSentences)));
  });
});

describe('the sentences of descriptions', () => {
  it('have names that differ in more than case, since browsers ignore it', () => {
    const keys = Object.keys(describeSentences).map((key) => key.toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => !/^[a-z0-9_@]+$/.test(key))).toEqual([]);
  });

  it('are one to three short sentences with an end', () => {
    for (const [key, sentence] of Object.entries(describeSentences)) {
      expect(sentence, key).toMatch(/[.]$/);
      expect(sentence.length, key).toBeLessThan(140);
    }
  });
});
