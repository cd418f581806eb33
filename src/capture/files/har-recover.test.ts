import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recoverValues } from './har-recover';

const entry = (url: string) => ({ request: { url, headers: [{ name: 'A', value: '"}]{[\\' }] } });
const har = JSON.stringify({ log: { version: '1.2', entries: [entry('a'), entry('b'), entry('c')] } });

describe('recoverValues', () => {
  it('returns all entries before the end of a truncated file', () => {
    const ends = ['a', 'b', 'c'].map((url) => {
      const text = JSON.stringify(entry(url));
      return har.indexOf(text) + text.length;
    });
    for (let length = har.indexOf('entries') + 11; length < har.length - 3; length += 1) {
      const { values, isCut, broken } = recoverValues(har.slice(0, length));
      expect(values).toHaveLength(ends.filter((end) => end <= length).length);
      expect([isCut, broken]).toEqual([true, 0]);
    }
  });

  it('reads a file with extra commas completely', () => {
    const one = '{"request":{"url":"a,}","headers":[{"name":"A",},],},}';
    expect(recoverValues(`{"log":{"entries":[${one},,${one} ,\n],},}`)).toEqual({
      kind: 'entries',
      values: Array.from({ length: 2 }, () => ({ request: { url: 'a,}', headers: [{ name: 'A' }] } })),
      isCut: false,
      broken: 0,
    });
  });

  it('reads one value per line, also as a JSON text sequence', () => {
    const lines = ['a', 'b'].map((url) => JSON.stringify(entry(url)));
    for (const text of [
      lines.join('\n'),
      lines.join('\r\n\r\n'),
      lines.map((line) => `\x1e${line}\n`).join(''),
    ]) {
      expect(recoverValues(text)).toMatchObject({ values: [entry('a'), entry('b')], isCut: false });
    }
    expect(recoverValues(`${lines.join('\n')}\n{"request":`)).toMatchObject({ isCut: true, broken: 0 });
  });

  it('counts a broken entry, and continues', () => {
    const text = `{"log":{"entries":[${JSON.stringify(entry('a'))},{"request":undefined},${JSON.stringify(entry('b'))}]}}`;
    expect(recoverValues(text)).toMatchObject({ values: [entry('a'), entry('b')], broken: 1, isCut: false });
  });

  it('never throws', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', '"entries":[', '1', ' ', '\x1e', 'x'),
    );
    fc.assert(fc.property(pieces, (list) => void recoverValues(list.join(''))));
  });

  it.each(['{', '[', '"', '{"a":"', '\\', ',', '"entries":[', '{},', '{"a":1 ,'])(
    'runs in linear time: %j repeated',
    (unit) => {
      const text = `{"entries":[${unit.repeat(4_000_000 / unit.length)}`;
      const startedAt = performance.now();
      recoverValues(text);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );
});
