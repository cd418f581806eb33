import { describe, expect, it } from 'vitest';
import { RequestTally } from './request-tally';

describe('a request', () => {
  it('that was told as it finished is not taken from the list again', () => {
    const tally = new RequestTally();
    expect(tally.takeFinished('a')).toBe(true);
    expect(tally.takeMissed(['a'])).toEqual([]);
  });

  it('that was taken from the list is not taken again when it is told, nor from the next list', () => {
    const tally = new RequestTally();
    expect(tally.takeMissed(['a', 'b'])).toEqual([0, 1]);
    expect(tally.takeFinished('a')).toBe(false);
    expect(tally.takeMissed(['a', 'b'])).toEqual([]);
  });

  it('like another one is one of its own', () => {
    const tally = new RequestTally();
    expect([tally.takeFinished('a'), tally.takeFinished('a')]).toEqual([true, true]);
    expect(tally.takeMissed(['a', 'a', 'a'])).toEqual([2]);
    expect([tally.takeFinished('a'), tally.takeFinished('a')]).toEqual([false, true]);
  });
});
