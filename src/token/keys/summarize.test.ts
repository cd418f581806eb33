import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { certificate, ed25519, p256, privatePem, rsa } from '../verify/keys.fixture';
import type { PublicJwk } from './key';
import { readKeys } from './read-keys';
import { computeThumbprint, summarizeKey } from './summarize';

async function summarize(text: string) {
  const reading = await readKeys(text);
  if ('problem' in reading) throw new Error(reading.params.join());
  return Promise.all(reading.keys.map((key) => summarizeKey(key, reading.keys.length)));
}

/** RFC 7638 §3: the required members in the order of their names, without white space. */
function hashMembers(jwk: Readonly<Record<string, string>>): string {
  const members = Object.entries(jwk).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)))
    .digest('base64url');
}

describe('summarizeKey', () => {
  it('computes the thumbprint of the public key', async () => {
    const pairs = [rsa, p256, ed25519, generateKeyPairSync('x25519')];
    for (const { publicKey, privateKey } of pairs) {
      const jwk = publicKey.export({ format: 'jwk' });
      for (const text of [JSON.stringify(jwk), privatePem(privateKey)]) {
        const [summary] = await summarize(text);
        expect(summary?.thumbprint).toBe(hashMembers(jwk as Record<string, string>));
      }
    }
    const akp = { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AQ' } as const;
    expect(await computeThumbprint(akp)).toBe(hashMembers(akp));
  });

  it('marks a private key and includes none of its members', async () => {
    const [summary] = await summarize(privatePem(rsa.privateKey));
    expect(summary).toMatchObject({
      form: 'pem-private',
      kind: 'RSA',
      size: 'RSA 2048',
      privatePasted: true,
    });
    for (const [name, value] of Object.entries(rsa.privateKey.export({ format: 'jwk' }))) {
      if (!['kty', 'e'].includes(name)) expect(JSON.stringify(summary)).not.toContain(value);
    }
  });

  it('includes the fields of a certificate', async () => {
    const [summary] = await summarize(certificate);
    expect(summary).toMatchObject({
      form: 'certificate',
      size: 'P-256',
      certificates: [{ subject: 'CN=token.test' }],
    });
  });

  it('includes the encoding of a secret, and no thumbprint', async () => {
    const bits = (count: number) => ({ code: 'key_label_secret', params: [count] });
    const summaries = await summarize('6162\n');
    expect(
      summaries
        .slice(0, 7)
        .map(({ secretEncoding, size, secretHasLineBreak }) => [secretEncoding, size, secretHasLineBreak]),
    ).toEqual([
      ['utf-8', bits(32), undefined],
      ['base64url', bits(24), undefined],
      ['hex', bits(16), undefined],
      ['utf-8', bits(40), true],
      ['utf-8', bits(48), true],
      ['utf-16', bits(64), undefined],
      ['quoted', bits(48), undefined],
    ]);
    expect(summaries.every(({ thumbprint }) => thumbprint === undefined)).toBe(true);
  });
});

describe.skipIf(!hasVectors)(`the thumbprints of the RFCs${whySkipped}`, () => {
  it('match', async () => {
    const { cases } = readVectors<{ cases: readonly { kind: string; jwk: PublicJwk; sha256: string }[] }>(
      'rfc-examples/rfc-examples.json',
    );
    const thumbprints = cases.filter(({ kind }) => kind === 'thumbprint');
    expect(thumbprints).toHaveLength(2);
    for (const { jwk, sha256 } of thumbprints) {
      const [summary] = await summarize(JSON.stringify(jwk));
      expect(summary?.thumbprint).toBe(sha256);
    }
  });
});
