import { describe, expect, it } from 'vitest';
import { explainMissing } from './explain/explain-missing';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { checkPastedText } from './conformance.fixture';
import { findTokens } from './find-tokens';

const rows = hasVectors
  ? checkPastedText(readVectors('pasted-text/inputs.json'), { findTokens, explainMissing })
  : [];

describe.skipIf(!hasVectors)(`what people paste${whySkipped}`, () => {
  it('has all cases', () => {
    expect(rows.length).toBeGreaterThan(40);
  });

  it.each(rows)('$id is found, or explained', ({ got, expected }) => {
    expect(got).toBe(expected);
  });

  it('fails if nothing is found', () => {
    const results = checkPastedText(readVectors('pasted-text/inputs.json'), {
      findTokens: () => [],
      explainMissing,
    });
    expect(results.filter(({ ok }) => !ok).length).toBeGreaterThan(25);
  });
});
