import { describe, expect, it } from 'vitest';
import { readWords } from './word-list';

async function read(
  text: string | Uint8Array<ArrayBuffer>,
  batchSize = 1_000,
): Promise<(readonly string[])[]> {
  const batches: (readonly string[])[] = [];
  for await (const batch of readWords(new Blob([text]), batchSize)) batches.push(batch);
  return batches;
}

describe('readWords', () => {
  it('skips empty lines', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n\r\n\n')).toEqual([]);
    expect(await read('\na\n\n\nb\n\n')).toEqual([['a', 'b']]);
  });

  it('skips lines that are too long for a secret, even in a file without line breaks', async () => {
    expect(await read(`${'x'.repeat(4_097)}\nshort`)).toEqual([['short']]);
    expect(await read(`first\n${'x'.repeat(3_000_000)}\nlast`)).toEqual([['first', 'last']]);
    expect(await read('x'.repeat(3_000_000))).toEqual([]);
  });

  it('reads lines unchanged, with any line ending, even if the last one has none', async () => {
    expect(await read(' a b \r\nc\td\n\u00e9\n"q"')).toEqual([[' a b ', 'c\td', '\u00e9', '"q"']]);
    expect(await read('a\r\nb\r\n')).toEqual([['a', 'b']]);
    const longest = 'x'.repeat(4_096);
    expect(await read(`${longest}\n`)).toEqual([[longest]]);
  });

  it('yields batches of the given size and a last one with the rest', async () => {
    expect(await read('1\n2\n3\n4\n5', 2)).toEqual([['1', '2'], ['3', '4'], ['5']]);
    expect(await read('1\n2\n3\n4\n', 2)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('reads words and characters that are split across chunks of the file', async () => {
    // Characters of three bytes, so that chunks end within one.
    const words = Array.from({ length: 60_000 }, (_, index) => `\u20ac\u20ac${index}`);
    expect((await read(words.join('\r\n'), 7_000)).flat()).toEqual(words);
  });

  it('accepts bytes that are not UTF-8 and skips a byte order mark', async () => {
    expect(await read(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xff, 0x62]))).toEqual([
      ['a', '\ufffdb'],
    ]);
  });

  it('reads the file on demand', async () => {
    const words = readWords(new Blob(['a\n'.repeat(1_000_000)]), 10);
    expect((await words.next()).value).toHaveLength(10);
    expect(await words.return(undefined)).toEqual({ done: true, value: undefined });
    expect(await words.next()).toEqual({ done: true, value: undefined });
  });
});
