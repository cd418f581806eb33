import { describe, expect, it } from 'vitest';
import { describeHostile, writeHostile } from './hostile';

describe('hostile text', () => {
  it.each([
    ['a bidi override', 'a\u202Eb', 'a⟨U+202E⟩b'],
    ['an isolate', '\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
    ['a zero-width space', 'ad\u200Bmin', 'ad⟨U+200B⟩min'],
    ['a null', 'x\u0000y', 'x⟨U+0000⟩y'],
    ['a line feed', 'x\ny', 'x⟨U+000A⟩y'],
    ['a lone surrogate', '\uD800', '⟨U+D800⟩'],
    ['a tag character', '\u{E0041}', '⟨U+E0041⟩'],
    ['a no-break space', 'a\u00A0b', 'a⟨U+00A0⟩b'],
    ['a Hangul filler', '\u3164', '⟨U+3164⟩'],
  ])('has %s written out', (_name, text, written) => {
    expect(writeHostile(text)).toBe(written);
  });

  it('is left alone where every character can be seen', () => {
    const text = 'Ångström 東京 العربية <img src=x> 👍';
    expect(describeHostile(text)).toEqual([{ text, escaped: false }]);
    expect(describeHostile('')).toEqual([]);
  });

  it('keeps line feeds where they are ours, and only those', () => {
    const text = '{\n  "a": "\u202E"\n}';
    expect(describeHostile(text, true)).toEqual([
      { text: '{\n  "a": "', escaped: false },
      { text: '⟨U+202E⟩', escaped: true },
      { text: '"\n}', escaped: false },
    ]);
  });

  it('gathers a run of them in one stretch, so that a flood of them is no flood of elements', () => {
    expect(describeHostile('\u202E'.repeat(10_000))).toHaveLength(1);
  });
});
