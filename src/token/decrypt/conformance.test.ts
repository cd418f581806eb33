import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { verify } from '../verify/verify';
import { conformanceFiles, runDecryptConformance, type ConformanceRow } from './conformance.fixture';
import { decrypt } from './decrypt';

describe.skipIf(!hasVectors)(`published encrypted tokens${whySkipped}`, () => {
  let rows: readonly ConformanceRow[] = [];

  beforeAll(async () => {
    const vectors = Object.fromEntries(conformanceFiles.map((path) => [path, readVectors(path)]));
    rows = await runDecryptConformance(vectors, { decode, decrypt, verify });
  });

  it('are all run', () => {
    const counts = new Map<string, number>();
    for (const { suite } of rows) counts.set(suite, (counts.get(suite) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'Wycheproof JWE': 69,
      'Wycheproof JWC': 17,
      'RFC examples': 10,
      'RFC 7520': 40,
    });
  });

  it('have the labeled outcome, except for the intended disagreements', () => {
    expect(rows.filter(({ ok, reason }) => !ok && reason === undefined)).toEqual([]);
  });

  it('have two disagreements, each with its reason', () => {
    const disagreements = rows.filter(({ ok }) => !ok).map(({ suite, id }) => `${suite} ${id}`);
    expect(disagreements).toEqual(['Wycheproof JWE 22', 'Wycheproof JWC 66']);
  });

  it('report a key for another algorithm', () => {
    const reported = rows.filter(
      ({ got }) => got.startsWith('decrypted') && got.includes('KEY-ALG-MISMATCH'),
    );
    expect(reported.map(({ id }) => id)).toEqual(expect.arrayContaining(['106', '108']));
  });
});
