import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { verify } from '../verify/verify';
import { conformanceFiles, runKeyConformance, type ConformanceRow } from './conformance.fixture';

describe.skipIf(!hasVectors)(`the example keys of RFCs${whySkipped}`, () => {
  let rows: readonly ConformanceRow[] = [];

  beforeAll(async () => {
    const vectors = Object.fromEntries(conformanceFiles.map((path) => [path, readVectors(path)]));
    rows = await runKeyConformance(vectors, { decode, verify });
  });

  it('are all read, two of them with their thumbprints', () => {
    expect(rows).toHaveLength(15);
  });

  it('are described correctly', () => {
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  });
});
