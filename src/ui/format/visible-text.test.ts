import { beforeAll, describe, expect, it } from 'vitest';
import { loadHostCheck } from './lookalike-hosts';
import { describeHostile, writeHost, writeHostile } from './visible-text';

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
  ])('is shown with %s escaped', (_name, text, written) => {
    expect(writeHostile(text)).toBe(written);
  });

  it('is unchanged if every character is visible', () => {
    const text = 'Ångström 東京 العربية <img src=x> 👍';
    expect(describeHostile(text)).toEqual([{ text, escaped: false }]);
    expect(describeHostile('')).toEqual([]);
  });

  it('keeps line feeds if asked to, but escapes other characters', () => {
    const text = '{\n  "a": "\u202E"\n}';
    expect(describeHostile(text, true)).toEqual([
      { text: '{\n  "a": "', escaped: false },
      { text: '⟨U+202E⟩', escaped: true },
      { text: '"\n}', escaped: false },
    ]);
  });

  it("has one run for consecutive escaped characters, so that many of them don't create many elements", () => {
    expect(describeHostile('\u202E'.repeat(10_000))).toHaveLength(1);
  });
});

describe('a host outside ASCII', () => {
  beforeAll(loadHostCheck);

  it.each([
    ['https://аccounts.google.com/o', 'https://аccounts.google.com⟨xn--ccounts-1fg.google.com⟩/o'],
    ['https://bücher.example:8443/?x', 'https://bücher.example⟨xn--bcher-kva.example⟩:8443/?x'],
    ['https://ｇoogle。com', 'https://ｇoogle。com⟨google.com⟩'],
    ['see https://例え.jp/ and', 'see https://例え.jp⟨xn--r8jz45g.jp⟩/ and'],
    ['"https://аpple.com"', '"https://аpple.com⟨xn--pple-43d.com⟩"'],
    ['https://goo\u200Bgle.com', 'https://goo⟨U+200B⟩gle.com⟨google.com⟩'],
    ['https://%D0%B0pple.com', 'https://%D0%B0pple.com⟨xn--pple-43d.com⟩'],
    ['https://a\u0660b.com', 'https://a\u0660b.com⟨U+0660⟩'],
    ['аccounts.google.com', 'аccounts.google.com⟨xn--ccounts-1fg.google.com⟩'],
  ])('is followed by its ASCII form: %s', (text, written) => {
    expect(writeHostile(text)).toBe(written);
  });

  it.each([
    'müller.meier',
    'Straße. Ende',
    'alice@bücher.example',
    'https://xn--bcher-kva.example/',
    'a%20b.c',
  ])('is not found in %s', (text) => {
    expect(writeHostile(text)).toBe(text);
  });

  it('is recognized without a scheme if the text is known to start with a host', () => {
    expect(writeHost('bücher.example')).toBe('bücher.example⟨xn--bcher-kva.example⟩');
    expect(writeHost('https://bücher.example')).toBe('https://bücher.example⟨xn--bcher-kva.example⟩');
  });

  it('is marked as a lookalike only if it can be mistaken for another host', () => {
    const formsOf = (text: string) => describeHostile(text).flatMap(({ host }) => host ?? []);
    expect(formsOf('https://аpple.com https://bücher.example')).toEqual(['lookalike', 'other form']);
    expect(formsOf('https://xn--80ak6aa92e.com https://xn--bcher-kva.example')).toEqual(['lookalike']);
    expect(formsOf('аccounts.google.com')).toEqual(['lookalike']);
    expect(formsOf('https://例え.jp')).toEqual(['other form']);
    expect(formsOf('https://accounts.google.com')).toEqual([]);
  });

  it('is escaped a limited number of times', () => {
    expect(describeHostile('https://ü.de '.repeat(10_000)).length).toBeLessThan(500);
  });
});
