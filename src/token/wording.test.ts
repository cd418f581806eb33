import { describe, expect, it } from 'vitest';
import { nameCharacter, quoteForSentence } from './wording';

describe('text for a message', () => {
  it('is shortened, and quoted on one line without invisible characters', () => {
    expect(quoteForSentence('a\u202E\n\tb\u200B\u0000')).toBe('a b');
    expect(quoteForSentence('é'.repeat(61))).toBe(`${'é'.repeat(60)}…`);
    expect(quoteForSentence('\uD800x')).toBe('x');
    expect(quoteForSentence('x'.repeat(1_000_000))).toHaveLength(61);
  });

  it('is the code point if a character is not recognizable', () => {
    expect([nameCharacter('$', 0), nameCharacter(' ', 0), nameCharacter('\u{E0001}', 0)]).toEqual([
      '"$"',
      'U+0020',
      'U+E0001',
    ]);
  });
});
