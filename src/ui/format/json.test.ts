import { describe, expect, it } from 'vitest';
import { describeJson, maxShownDepth } from './json';

describe('describeJson', () => {
  it('cuts values below the maximum depth', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    const text = describeJson(deep);
    expect(text).not.toContain('bottom');
    expect(text.split('\n')).toHaveLength(2 * maxShownDepth + 1);
  });

  it('writes an infinite number as Infinity, not as null', () => {
    expect(describeJson(JSON.parse('1e400'))).toBe('Infinity');
  });

  it('shows a member called __proto__ like any other', () => {
    expect(describeJson(JSON.parse('{"__proto__":{"x":1}}'))).toBe('{\n  "__proto__": {\n    "x": 1\n  }\n}');
  });

  it('gives the same text as JSON.stringify for ordinary values', () => {
    const value = { a: [1, 'two', null, true, {}, []], b: { c: 'd\n"' } };
    expect(describeJson(value)).toBe(JSON.stringify(value, null, 2));
  });
});
