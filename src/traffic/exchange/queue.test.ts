import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Queue } from './queue';

describe('Queue', () => {
  it('returns undefined when it is empty', () => {
    const queue = new Queue<number>();
    expect([queue.length, queue.first, queue.shift(), queue.length]).toEqual([0, undefined, undefined, 0]);
  });

  it('behaves like an array', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat())), (steps) => {
        const queue = new Queue<number>();
        const array: number[] = [];
        for (const step of steps) {
          if (step === null) expect(queue.shift()).toBe(array.shift());
          else {
            queue.add(step);
            array.push(step);
          }
          expect(queue.first).toBe(array[0]);
          expect(queue.toArray()).toEqual(array);
          expect(queue.toArray(2)).toEqual(array.slice(-2));
          expect(queue).toHaveLength(array.length);
        }
      }),
    );
  });
});
