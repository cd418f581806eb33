import { describe, expect, it } from 'vitest';
import { TextPool } from './text-interner';

describe('a pool of texts', () => {
  it('shares no line that differs in name or value', () => {
    const pool = new TextPool();
    const lines = [pool.line('a', 'b'), pool.line('A', 'b'), pool.line('a', 'c'), pool.line('ab', '')];
    expect(new Set(lines).size).toBe(4);
    expect(lines.map(({ name, value }) => [name, value].join(':'))).toEqual(['a:b', 'A:b', 'a:c', 'ab:']);
  });

  it('gives the same line again, and says how much is new', () => {
    const pool = new TextPool();
    const line = pool.line('Accept', '*/*');
    expect(pool.grown).toBe(9);
    expect(pool.line('Accept', '*/*')).toBe(line);
    expect(pool.grown).toBe(9);
  });

  it('shares no long one, whose weight each holder bears', () => {
    const pool = new TextPool();
    const value = 'x'.repeat(9_000);
    expect(pool.line('a', value)).not.toBe(pool.line('a', value));
    expect(pool.grown).toBe(2 * 9_001);
  });

  it('forgets what is not met again, and keeps what is', () => {
    const pool = new TextPool();
    const often = pool.line('often', 'a');
    const once = pool.line('once', 'a');
    for (let index = 0; index < 50_000; index += 1) {
      pool.line('id', String(index));
      if (index % 10_000 === 0) pool.line('often', 'a');
    }
    expect(pool.line('often', 'a')).toBe(often);
    expect(pool.line('once', 'a')).not.toBe(once);
  });
});
