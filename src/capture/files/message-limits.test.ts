import { describe, expect, it } from 'vitest';
import { limitMessages } from './message-limits';

const makeMessage = (text: string) => ({ direction: 'sent', atMs: 1, text, truncated: false }) as const;

describe('limitMessages', () => {
  it('ends with a truncated message if there are too many or too long ones', () => {
    const many = Array.from({ length: 1_002 }, (_, index) => makeMessage(`${index}`));
    expect(limitMessages(many)).toEqual([...many.slice(0, 1_000), { ...makeMessage(''), truncated: true }]);
    const long = makeMessage('a'.repeat(3 * 1024 * 1024));
    expect(limitMessages([long, long, long])).toEqual([long, { ...long, text: '', truncated: true }]);
  });

  it('returns others unchanged', () => {
    const some = Array.from({ length: 1_000 }, (_, index) => makeMessage(`${index}`));
    expect(limitMessages(some)).toEqual(some);
    expect(limitMessages([])).toEqual([]);
  });
});
