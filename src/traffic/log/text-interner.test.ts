import { describe, expect, it } from 'vitest';
import { TextInterner } from './text-interner';

describe('TextInterner', () => {
  it('does not share lines that differ in name or value', () => {
    const interner = new TextInterner();
    const lines = [
      interner.line('a', 'b'),
      interner.line('A', 'b'),
      interner.line('a', 'c'),
      interner.line('ab', ''),
    ];
    expect(new Set(lines).size).toBe(4);
    expect(lines.map(({ name, value }) => [name, value].join(':'))).toEqual(['a:b', 'A:b', 'a:c', 'ab:']);
  });

  it('returns the same line again and reports the length of new texts', () => {
    const interner = new TextInterner();
    const line = interner.line('Accept', '*/*');
    expect(interner.addedLength).toBe(9);
    expect(interner.line('Accept', '*/*')).toBe(line);
    expect(interner.addedLength).toBe(9);
  });

  it('does not share long lines', () => {
    const interner = new TextInterner();
    const value = 'x'.repeat(9_000);
    expect(interner.line('a', value)).not.toBe(interner.line('a', value));
    expect(interner.addedLength).toBe(2 * 9_001);
  });

  it('drops lines that are not used again and keeps those that are', () => {
    const interner = new TextInterner();
    const often = interner.line('often', 'a');
    const once = interner.line('once', 'a');
    for (let index = 0; index < 50_000; index += 1) {
      interner.line('id', String(index));
      if (index % 10_000 === 0) interner.line('often', 'a');
    }
    expect(interner.line('often', 'a')).toBe(often);
    expect(interner.line('once', 'a')).not.toBe(once);
  });
});
