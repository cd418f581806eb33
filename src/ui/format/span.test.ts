import { describe, expect, it } from 'vitest';
import { describeSpan } from './span';

const lifetime = { state: 'expires in', issuedAtSeconds: 100, expiresAtSeconds: 200 } as const;

describe('the line from issued to expired', () => {
  it('is not drawn for a token without a beginning or an end, or one that ends before it begins', () => {
    expect(describeSpan({ state: 'never expires', issuedAtSeconds: 1 }, 150, undefined)).toBeUndefined();
    expect(describeSpan({ state: 'expires in', expiresAtSeconds: 200 }, 150, undefined)).toBeUndefined();
    expect(describeSpan({ ...lifetime, issuedAtSeconds: 300 }, 150, undefined)).toBeUndefined();
  });

  it('places now and the sending between both ends', () => {
    expect(describeSpan(lifetime, 150, 125)).toEqual({ end: 100, now: 50, sent: 25 });
  });

  it('leaves room behind the end for what happened after it', () => {
    expect(describeSpan(lifetime, 9_999, 150)).toEqual({ end: 88, now: 100, sent: 44 });
  });

  it('never leaves the line', () => {
    expect(describeSpan(lifetime, 0, 50)).toEqual({ end: 100, now: 0, sent: 0 });
  });
});
