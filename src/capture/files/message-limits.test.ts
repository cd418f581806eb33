import { describe, expect, it } from 'vitest';
import { boundMessages } from './message-limits';

const makeMessage = (text: string) => ({ direction: 'sent', atMs: 1, text, truncated: false }) as const;

describe('boundMessages', () => {
  it('ends with one that is cut when there are too many, or too long ones', () => {
    const many = Array.from({ length: 1_002 }, (_, index) => makeMessage(`${index}`));
    expect(boundMessages(many)).toEqual([...many.slice(0, 1_000), { ...makeMessage(''), truncated: true }]);
    const long = makeMessage('a'.repeat(3 * 1024 * 1024));
    expect(boundMessages([long, long, long])).toEqual([long, { ...long, text: '', truncated: true }]);
  });

  it('leaves others as they are', () => {
    const some = Array.from({ length: 1_000 }, (_, index) => makeMessage(`${index}`));
    expect(boundMessages(some)).toEqual(some);
    expect(boundMessages([])).toEqual([]);
  });
});
