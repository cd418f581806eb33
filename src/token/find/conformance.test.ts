import { describe, expect, it } from 'vitest';
import { explainMissing } from './explain/explain-missing';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { checkPastedText } from './conformance.fixture';
import { findTokens } from './find-tokens';

const rows = hasVectors
  ? checkPastedText(readVectors('pasted-text/inputs.json'), { findTokens, explainMissing })
  : [];

describe.skipIf(!hasVectors)(`what people paste${whySkipped}`, () => {
  it('is all there', () => {
    expect(rows.length).toBeGreaterThan(40);
  });

  it.each(rows)('$id is found, or named for what it is', ({ got, expected }) => {
    expect(got).toBe(expected);
  });

  it('fails where nothing is found', () => {
    const blind = checkPastedText(readVectors('pasted-text/inputs.json'), {
      findTokens: () => [],
      explainMissing,
    });
    expect(blind.filter(({ ok }) => !ok).length).toBeGreaterThan(25);
  });
});
