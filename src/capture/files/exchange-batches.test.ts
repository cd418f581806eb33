import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../traffic';
import { batchesOf } from './exchange-batches';
import { makeHttp } from '../protocol/exchange.fixture';

function batched(exchanges: readonly Exchange[]): readonly (readonly Exchange[])[] {
  return [...batchesOf(exchanges[Symbol.iterator]())];
}

const withBody = (length: number) =>
  makeHttp({ responseBody: { text: 'a'.repeat(length), mimeType: '', truncated: false } });

describe('batchesOf', () => {
  it("yields no batch for no exchanges, and returns the iterator's result", () => {
    const none: Iterator<Exchange, string> = { next: () => ({ done: true, value: 'end' }) };
    expect(batchesOf(none).next()).toEqual({ done: true, value: 'end' });
  });

  it('yields all exchanges in order, 100 at a time', () => {
    const exchanges = Array.from({ length: 250 }, (_, index) => makeHttp({ id: `${index}` }));
    const batches = batched(exchanges);
    expect(batches.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(batches.flat()).toEqual(exchanges);
  });

  it('yields fewer with much text, and one that has too much alone', () => {
    const small = withBody(50_000);
    const large = withBody(3_000_000);
    expect(batched([small, small, small, large, small, large])).toEqual([
      [small, small],
      [small],
      [large],
      [small],
      [large],
    ]);
  });

  it('counts all texts of an exchange', () => {
    const text = 'a'.repeat(100_000);
    const body = { text, mimeType: '', truncated: false };
    const exchanges: Exchange[] = [
      makeHttp({ url: text }),
      makeHttp({ requestHeaders: [{ name: 'a', value: text }] }),
      makeHttp({ responseHeaders: [{ name: text, value: '' }] }),
      makeHttp({ requestBody: body }),
      makeHttp({ responseBody: body }),
      makeHttp({ messages: [{ direction: 'sent', atMs: 1, text, truncated: false }] }),
      {
        kind: 'storage',
        id: 'a',
        readAtMs: 1,
        origin: '',
        area: 'cookie',
        entries: [{ key: '', value: text }],
      },
      {
        kind: 'page-report',
        id: 'a',
        reportedAtMs: 1,
        origin: '',
        api: 'fetch',
        method: '',
        url: '',
        texts: [{ kind: 'request url', name: '', text }],
      },
    ];
    expect(batched(exchanges).map(({ length }) => length)).toEqual(exchanges.map(() => 1));
  });

  it('reads at most one exchange ahead', () => {
    let taken = 0;
    function* endless(): Generator<Exchange, never> {
      for (;;) {
        taken += 1;
        yield makeHttp();
      }
    }
    batchesOf(endless()).next();
    expect(taken).toBe(101);
  });
});
