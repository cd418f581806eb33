import { describe, expect, it } from 'vitest';
import { findStringMarks } from './string-marks';

describe('what a reader can’t see in a string', () => {
  it.each([
    ['nothing', 'https://id.example/ {"a":1}', []],
    ['letters of another script', 'Ελλάδα Россия 日本 straße', []],
    ['a lone surrogate', 'a\uD800', ['lone_surrogate']],
    ['a control character', 'a\u0000\u0085', ['control']],
    ['a zero-width space', 'ad\u200Bmin', ['invisible']],
    ['a no-break space', 'ad\u00A0min', ['invisible']],
    ['a filler', 'a\u3164', ['invisible']],
    ['a tag', 'a\u{E0041}', ['invisible']],
    ['a bidi override', 'abc\u202Ecba', ['bidi']],
    ['an e with a combining accent', 'caf\u0065\u0301', ['not_nfc']],
    ['an a that is Cyrillic', '\u0430dmin', ['mixed_script']],
    ['an o that is Greek', 'r\u03BFot', ['mixed_script']],
    ['words of two scripts', 'Alice и Россия', []],
    [
      'all at once',
      '\uDC00\u0007\u200B\u2066e\u0301\u0430',
      ['lone_surrogate', 'control', 'invisible', 'bidi', 'not_nfc', 'mixed_script'],
    ],
  ])('is found: %s', (_, text, marks) => {
    expect(findStringMarks(text)).toEqual(marks);
  });
});
