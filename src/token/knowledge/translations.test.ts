import { describe, expect, it } from 'vitest';
import { findEnglish } from './english';
import { loadDescriptions } from './load-descriptions';
import { createRuleTexts, loadRuleTexts } from './load-rule-texts';
import { createTemplates } from './templates';

describe('a translation of the knowledge catalogue', () => {
  it('is used where it has a text; the rest stays English', () => {
    const findTemplate = createTemplates(findEnglish, {
      claims: { exp: 'Ablauf' },
      providers: { google: { hd: 'Domain' } },
    });
    expect(findTemplate('claims.exp')).toBe('Ablauf');
    expect(findTemplate('providers.google.hd')).toBe('Domain');
    expect(findTemplate('claims.nbf')).toBe(findEnglish('claims.nbf'));
    expect(findTemplate('claims.nbf')).not.toBe('');
  });

  it('replaces a rule as a whole, so that no text is half translated', () => {
    const english = { title: 'a', why: 'b', fix: 'c', okIf: 'd' };
    const german = { title: 'e', why: 'f', fix: 'g' };
    const variant = { ...english, title: 'h' };
    const texts = createRuleTexts({ X: english, Y: english, 'Y/plain': variant }, { rules: { X: german } });
    expect(texts('X')).toBe(german);
    expect(texts('Y')).toBe(english);
    expect(texts('Y', 'plain')).toBe(variant);
    expect(texts('Y', 'other')).toBeUndefined();
    expect(texts('constructor')).toBeUndefined();
  });

  it('is not needed: a language without one is English', async () => {
    const { findTemplate } = await loadDescriptions('eo');
    expect(findTemplate('claims.exp')).toBe(findEnglish('claims.exp'));
    expect((await loadRuleTexts('eo-001'))('ALG-NONE')?.title).not.toBe('');
  });
});
