import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { NextIndex } from './next-index';

it('finds the same as indexOf, in whatever order positions are asked for', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '.'), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 40 })), (text, positions) => {
      const dots = new NextIndex(text, '.');
      for (const position of positions.filter((each) => each <= text.length)) {
        const index = text.indexOf('.', position);
        expect(dots.from(position)).toBe(index === -1 ? text.length : index);
      }
    }),
  );
});

it('searches no part of a text twice', () => {
  const text = ' '.repeat(1000);
  const dots = new NextIndex(text, '.');
  const indexOf = vi.spyOn(String.prototype, 'indexOf');
  for (let position = text.length; position >= 0; position -= 1) dots.from(position);
  for (let position = 0; position <= text.length; position += 1) dots.from(position);
  const searched = indexOf.mock.contexts.map((searched, call) => {
    const [, start = 0] = indexOf.mock.calls[call] ?? [];
    return String(searched).length - start;
  });
  indexOf.mockRestore();
  expect(searched.reduce((sum, length) => sum + length, 0)).toBe(text.length);
});
