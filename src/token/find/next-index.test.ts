import * as fc from 'fast-check';
import { expect, it } from 'vitest';
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
  const text = ' '.repeat(1_000_000);
  const dots = new NextIndex(text, '.');
  const start = performance.now();
  // Searching to the end each time would take many seconds.
  for (let position = text.length; position >= 0; position -= 10) dots.from(position);
  expect(performance.now() - start).toBeLessThan(2_000);
});
