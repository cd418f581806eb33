import { describe, expect, it } from 'vitest';
import { describeSpan } from './span';

const lifetime = { state: 'expires in', issuedAtSeconds: 100, expiresAtSeconds: 200 } as const;

describe('the lifetime line', () => {
  it('is missing if the token has no start or no end, or ends before it starts', () => {
    expect(describeSpan({ state: 'never expires', issuedAtSeconds: 1 }, 150, undefined)).toBeUndefined();
    expect(describeSpan({ state: 'expires in', expiresAtSeconds: 200 }, 150, undefined)).toBeUndefined();
    expect(describeSpan({ ...lifetime, issuedAtSeconds: 300 }, 150, undefined)).toBeUndefined();
  });

  it('positions now and the last request between start and end', () => {
    expect(describeSpan(lifetime, 150, 125)).toEqual({ end: 100, now: 50, sent: 25 });
  });

  it('leaves space after the end if something happened after it', () => {
    expect(describeSpan(lifetime, 9_999, 150)).toEqual({ end: 88, now: 100, sent: 44 });
  });

  it('keeps positions before the start on the line', () => {
    expect(describeSpan(lifetime, 0, 50)).toEqual({ end: 100, now: 0, sent: 0 });
  });
});
