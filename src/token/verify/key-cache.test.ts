import { describe, expect, it } from 'vitest';
import type { KeyReading } from '../keys/key';
import { createReading, findReading, forgetKeys } from './key-cache';

const reading: KeyReading = { keys: [], unread: [], form: 'secret', problems: [] };

describe('the key cache', () => {
  it('drops all keys when they are forgotten', async () => {
    await createReading('one', () => Promise.resolve(reading));
    await createReading('two', () => Promise.resolve(reading));
    expect([findReading('one'), findReading('two')]).toEqual([reading, reading]);
    forgetKeys();
    expect([findReading('one'), findReading('two')]).toEqual([undefined, undefined]);
  });

  it("doesn't store keys that are forgotten while they are read", async () => {
    let finish: (reading: KeyReading) => void = () => undefined;
    const read = createReading('slow', () => new Promise((resolve) => (finish = resolve)));
    forgetKeys();
    finish(reading);
    expect(await read).toBe(reading);
    expect(findReading('slow')).toBeUndefined();
  });
});
