import { afterEach, describe, expect, it } from 'vitest';
import { finish } from '../steps';
import { makeToken } from '../token.fixture';
import { findTokens, searchTokens } from './find-tokens';
import { hostileShapes } from './hostile-shapes.fixture';
import { Work } from './search-work';

const length = 40_000;
/** Searches without a limit of work are counted in steps, not timed. The longest takes seconds, mostly in `JSON.parse`. */
const maxTestMs = 30_000;

/** How many steps a search without a limit takes. */
function countSteps(text: string): number {
  const work = new Work(Infinity);
  finish(searchTokens(text, work));
  return work.spent;
}

const parse = JSON.parse;
const decodeBase64 = globalThis.atob;

afterEach(() => {
  JSON.parse = parse;
  globalThis.atob = decodeBase64;
});

/** How often `JSON.parse` and `atob` throw during a search. */
function countExceptions(search: () => void): number {
  let exceptions = 0;
  const count = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      exceptions += 1;
      throw error;
    }
  };
  JSON.parse = (text) => count(() => parse(text) as unknown);
  globalThis.atob = (text) => count(() => decodeBase64(text));
  search();
  return exceptions;
}

describe('twice as much hostile text', () => {
  it.each(hostileShapes)(
    'takes at most about twice as many steps: $name',
    { timeout: maxTestMs },
    ({ make }) => {
      const [once, twice] = [make(length), make(2 * length)];
      const growth = twice.length / once.length;
      expect(countSteps(twice) / countSteps(once)).toBeLessThan(1.1 * growth);
    },
  );
});

describe('hostile text', () => {
  it.each(hostileShapes)('causes few exceptions: $name', ({ make }) => {
    const text = make(length);
    expect(countExceptions(() => findTokens(text))).toBeLessThan(text.length / 1000);
  });

  it.each(hostileShapes)('is searched in short pieces: $name', { timeout: maxTestMs }, ({ make }) => {
    const text = make(5 * length);
    const work = new Work(Infinity);
    const steps = searchTokens(text, work);
    let largest = 0;
    for (let before = 0; steps.next().done !== true; before = work.spent) {
      largest = Math.max(largest, work.spent - before);
    }
    // A piece may include a few passes over the whole text, since functions of the engine can't be interrupted.
    expect(largest).toBeLessThan(10 * text.length);
  });

  it('is searched up to the limit of work, which is reported', () => {
    const text = `${makeToken()} `.repeat(100);
    const work = new Work(0);
    work.spend(1e12);
    expect(finish(searchTokens(text, work))).toEqual({ found: [], isCut: true });
  });
});
