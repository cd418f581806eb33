import { describe, expect, it } from 'vitest';
import { sentences } from './sentences';
import { fillSentence, nameCharacter, quoteForSentence } from './wording';

describe('a sentence', () => {
  it.each(Object.entries(sentences))('%s keeps to the words of the house', (code, sentence) => {
    // The cookie attribute is called so (RFC 6265 §4.1.2.5).
    const judged = code.startsWith('rule_CK_') ? sentence.replaceAll('Secure', '') : sentence;
    expect(judged).not.toMatch(/!|\bplease\b|\boops\b|\bsecure\b|\bsafe\b/i);
    expect(sentence).toMatch(/^["A-Z$]/);
  });

  it('takes its params as they are, dollar signs too', () => {
    expect(fillSentence(sentences.malformed_alg_missing)).not.toContain('$');
    expect(fillSentence(sentences.missing_cut, ['$1$&'])).toContain('"$1$&"');
    expect(fillSentence(sentences.missing_cut, [])).toContain('""');
  });

  it('quotes hostile text on one line, bounded, without what cannot be seen', () => {
    expect(quoteForSentence('a\u202E\n\tb\u200B\u0000')).toBe('a b');
    expect(quoteForSentence('é'.repeat(61))).toBe(`${'é'.repeat(60)}…`);
    expect(quoteForSentence('\uD800x')).toBe('x');
    expect(quoteForSentence('x'.repeat(1_000_000))).toHaveLength(61);
  });

  it('names a character that cannot be told by eye by its number', () => {
    expect([nameCharacter('$', 0), nameCharacter(' ', 0), nameCharacter('\u{E0001}', 0)]).toEqual([
      '"$"',
      'U+0020',
      'U+E0001',
    ]);
  });
});
