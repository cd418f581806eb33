import { createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificate, p256, publicPem } from '../../../verify/keys.fixture';
import { hasVectors, readVectors, whySkipped } from '../../../vectors.fixture';
import type { CertificateSummary, Key } from '../../key';
import { linkCertificates } from './certificate-chain';
import { readKeys } from '../../read-keys';

const own = new X509Certificate(certificate);
const base64 = own.raw.toString('base64');
const jwk = createPublicKey(certificate).export({ format: 'jwk' });
const thumbprint = (hex: string) => Buffer.from(hex.replaceAll(':', ''), 'hex').toString('base64url');
const summary: CertificateSummary = {
  subject: 'CN=token.test',
  issuer: 'CN=token.test',
  serialNumber: own.serialNumber.toLowerCase(),
  notBeforeSeconds: Date.parse(own.validFrom) / 1000,
  notAfterSeconds: Date.parse(own.validTo) / 1000,
  x5t: thumbprint(own.fingerprint),
  x5tS256: thumbprint(own.fingerprint256),
};

async function read(pasted: string | object): Promise<Key> {
  const reading = await readKeys(typeof pasted === 'string' ? pasted : JSON.stringify(pasted));
  if ('problem' in reading) throw new Error(reading.params.join());
  return reading.keys[0] as Key;
}

describe('a certificate', () => {
  it.each([
    ['PEM', certificate],
    ['a PEM with the old label', certificate.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['base64', base64],
    ['hex', own.raw.toString('hex')],
  ])('in %s has its key and the same fields as in Node', async (_, text) => {
    expect(await read(text)).toMatchObject({
      form: 'certificate',
      publicJwk: jwk,
      x5t: summary.x5t,
      x5tS256: summary.x5tS256,
      certificates: [summary],
    });
  });

  it('is not read if it is truncated', async () => {
    const truncated = certificate.replace(/\n.*\n-----END/, '\n-----END');
    expect(await readKeys(truncated)).toMatchObject({ problem: 'key_unreadable' });
  });
});

describe('the x5c of a JWK', () => {
  it('is listed with the key that it matches', async () => {
    expect(await read({ ...jwk, x5c: [base64] })).toMatchObject({
      form: 'jwk',
      certificates: [summary],
      x5t: summary.x5t,
      problems: [],
    });
  });

  it('provides the key of a JWK without numbers', async () => {
    expect(await read({ kty: 'EC', kid: 'a', x5c: [base64] })).toMatchObject({
      kid: 'a',
      publicJwk: jwk,
      certificates: [summary],
    });
  });

  it.each([
    ['of another key', { ...p256.publicKey.export({ format: 'jwk' }), x5c: [base64] }],
    ['with another x5t', { ...jwk, x5c: [base64], x5t: 'AAAA' }],
    ['with another x5t#S256', { ...jwk, x5c: [base64], 'x5t#S256': 'AAAA' }],
    ['that is not a certificate', { ...jwk, x5c: ['AAAA'] }],
    ['that is not an array', { ...jwk, x5c: base64 }],
    ['that is empty', { ...jwk, x5c: [] }],
    ['with numbers that cannot be read', { ...jwk, x: '?', x5c: [base64] }],
    ['with another x5t, without numbers', { kty: jwk.kty, x5c: [base64], x5t: 'AAAA' }],
    ['of a secret', { kty: 'oct', k: 'AAAA', x5c: [base64] }],
  ])('%s is reported as a mismatch', async (_, pasted) => {
    expect((await read(pasted)).problems).toEqual(['X5C-MISMATCH']);
  });

  it('provides the key of a JWK without numbers, with the kid, use, alg and key_ops of the JWK', async () => {
    const about = { kid: 'a', use: 'enc', alg: 'ES384', key_ops: ['sign'] };
    expect(await read({ kty: jwk.kty, ...about, x5c: [base64] })).toMatchObject({
      publicJwk: jwk,
      kid: 'a',
      use: 'enc',
      alg: 'ES384',
      keyOps: ['sign'],
      problems: [],
    });
    expect(await readKeys(JSON.stringify({ kty: 'AKP', x5c: [base64] }))).toHaveProperty('problem');
  });

  it('is read up to the limit', async () => {
    const { certificates } = await read({ ...jwk, x5c: Array.from({ length: 50 }, () => base64) });
    expect(certificates).toHaveLength(10);
  });
});

describe('linkCertificates', () => {
  const make = (subject: string, issuer: string): Key => ({
    form: 'certificate',
    kty: 'EC',
    certificates: [{ ...summary, subject, issuer }],
    problems: [],
  });
  const root = make('root', 'root');
  const middle = make('middle', 'root');
  const leaf = make('leaf', 'middle');
  const subjects = (keys: ReturnType<typeof linkCertificates>) =>
    keys.map((key) => ('why' in key ? key.why : key.certificates?.map(({ subject }) => subject).join(' ')));

  it.each([
    ['leaf first', [leaf, middle, root]],
    ['root first', [root, middle, leaf]],
  ])('builds the chain of certificates given %s', (_, keys) => {
    const [first, ...others] = subjects(linkCertificates(keys));
    expect(first).toBe('leaf middle root');
    expect(others.toSorted()).toEqual(['middle root', 'root']);
  });

  it('stops at a cycle', () => {
    const keys = linkCertificates([make('a', 'b'), make('b', 'a')]);
    expect(subjects(keys)).toEqual(['a b', 'b a']);
  });

  it('keeps the position of everything else', async () => {
    const other = await read(publicPem(p256.publicKey));
    const unread = { why: { code: 'key_problem_no_key' } } as const;
    expect(linkCertificates([other, unread, root])).toEqual([other, unread, root]);
  });
});

describe.skipIf(!hasVectors)(`certificates of an issuer${whySkipped}`, () => {
  it('match their keys and thumbprints', async () => {
    const reading = await readKeys(JSON.stringify(readVectors('providers/entra-organizations.jwks.json')));
    if ('problem' in reading) throw new Error(reading.problem);
    expect(reading.keys.length).toBeGreaterThan(3);
    for (const { problems, certificates, x5t } of reading.keys) {
      expect(problems).toEqual([]);
      expect(certificates?.[0]?.x5t).toBe(x5t);
    }
  });
});
