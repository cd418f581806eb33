import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { verify } from '../verify/verify';
import { conformanceFiles, runKeyConformance, type ConformanceRow } from './conformance.fixture';

describe.skipIf(!hasVectors)(`the keys that RFCs print${whySkipped}`, () => {
  let rows: readonly ConformanceRow[] = [];

  beforeAll(async () => {
    const vectors = Object.fromEntries(conformanceFiles.map((path) => [path, readVectors(path)]));
    rows = await runKeyConformance(vectors, { decode, verify });
  });

  it('are all there, two of them with their thumbprints', () => {
    expect(rows).toHaveLength(15);
  });

  it('are told for what they are', () => {
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  });
});
