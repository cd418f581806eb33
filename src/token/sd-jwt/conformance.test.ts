import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { conformanceFiles, runSdJwtConformance, type ConformanceRow } from './conformance.fixture';
import { openDisclosures } from './open-disclosures';

describe.skipIf(!hasVectors)(`the examples of RFC 9901${whySkipped}`, () => {
  let rows: readonly ConformanceRow[] = [];

  beforeAll(async () => {
    const vectors = Object.fromEntries(conformanceFiles.map((path) => [path, readVectors(path)]));
    rows = await runSdJwtConformance(vectors, { decode, openDisclosures });
  });

  it('are all run', () => {
    const count = (question: string) => rows.filter(({ id }) => id.endsWith(`: ${question}`)).length;
    expect([count('kind'), count('serialization'), count('processed claims')]).toEqual([12, 3, 5]);
    expect(count('signature of the key binding')).toBeGreaterThan(2);
  });

  it('have the printed results, in compact and in JSON serialization', () => {
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  });
});
