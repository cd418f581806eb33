import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange, FileProblem, HttpExchange } from '../../traffic';
import { asRead, exchanges, httpExchanges, logged, makeHttp, makeToken } from '../protocol/exchange.fixture';
import { readExchanges } from './read-file';
import { writeExchanges } from './write-file';

const writtenAtMs = Date.UTC(2026, 2, 1);

function read(file: unknown): { readonly exchanges: Exchange[]; readonly problems: readonly FileProblem[] } {
  const reading = readExchanges(typeof file === 'string' ? file : JSON.stringify(file), { writtenAtMs });
  const found: Exchange[] = [];
  for (;;) {
    const { done, value } = reading.next();
    if (done) return { exchanges: found, problems: value };
    found.push(value);
  }
}

function write(list: readonly Exchange[], format: 'har' | 'json'): string {
  return [...writeExchanges({ exchanges: list }, format, { version: '1.2.3', savedAtMs: writtenAtMs })].join(
    '',
  );
}

const makeEntry = (facts: object = {}) => ({
  request: { method: 'GET', url: 'https://api.test/' },
  ...facts,
});
const urlsOf = (list: readonly Exchange[]) => list.map((exchange) => (exchange as HttpExchange).url);
const sentTimesOf = (list: readonly Exchange[]) =>
  list.map((exchange) => (exchange as HttpExchange).sentAtMs);

describe("a file that can't be read", () => {
  it.each(['', 'no', '{"log":', '\ufeff\ufeff{}', '{"log":{"entries":[]}} and more'])(
    "isn't JSON: %j",
    (text) => {
      expect(read(text)).toEqual({ exchanges: [], problems: [{ code: 'not JSON' }] });
    },
  );

  it.each([
    { log: null },
    { log: [] },
    { log: {} },
    { log: { entries: {} } },
    { log: { entries: [] } },
    { format: 'jwt-devtools', version: 2, exchanges: [] },
    'null',
    '1',
    '"text"',
    '{}',
    '[]',
  ])('has no requests: %j', (file) => {
    expect(read(file)).toEqual({ exchanges: [], problems: [{ code: 'no requests' }] });
  });

  it.each([
    { format: 'jwt-devtools', version: 3, exchanges: [makeHttp()] },
    { format: 'jwt-devtools', version: '1', exchanges: [makeHttp()] },
    { format: 'jwt-devtools', version: 1, exchanges: {} },
  ])('is our format with an unknown version or invalid content: %j', (file) => {
    expect(read(file)).toEqual({ exchanges: [], problems: [{ code: 'unreadable' }] });
  });

  it('reports the number of invalid entries, and that there are no requests', () => {
    expect(read({ log: { entries: [null, 1, { request: {} }, []] } })).toEqual({
      exchanges: [],
      problems: [{ code: 'no requests' }, { code: 'unreadable entries', count: 4 }],
    });
  });

  it('is rejected with more entries than the limit', () => {
    const file = `{"log":{"entries":[${'0,'.repeat(1_000_000)}0]}}`;
    expect(read(file)).toEqual({ exchanges: [], problems: [{ code: 'too large' }] });
    expect(
      read(`{"format":"jwt-devtools","version":1,"exchanges":[${'0,'.repeat(1_000_000)}0]}`).problems,
    ).toEqual([{ code: 'too large' }]);
  });

  it('never throws', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({
        request: fc.jsonValue(),
        response: fc.jsonValue(),
        _jwtDevtools: fc.jsonValue(),
        _webSocketMessages: fc.jsonValue(),
      }),
    );
    const file = fc.oneof(
      fc.jsonValue(),
      fc.record({ log: fc.record({ entries: fc.array(entry), creator: fc.jsonValue() }) }),
      fc.record({
        format: fc.constant('jwt-devtools'),
        version: fc.constant(1),
        exchanges: fc.array(fc.jsonValue()),
      }),
    );
    fc.assert(fc.property(file, (value) => void read(JSON.stringify(value))));
    fc.assert(fc.property(fc.string(), (text) => void read(text)));
  });
});

describe('a HAR of other tools', () => {
  it.each([
    { log: { version: '1.2', creator: { name: 'x' }, entries: [makeEntry()] } },
    { log: [makeEntry()] },
    { entries: [makeEntry()] },
    [makeEntry()],
  ])('is read: %j', (file) => {
    expect(read(file)).toMatchObject({
      exchanges: [{ id: 'file-1', url: 'https://api.test/', source: 'file' }],
      problems: [],
    });
    expect(read(`\ufeff${JSON.stringify(file)}`)).toEqual(read(file));
  });

  it('keeps readable entries with unique IDs, and counts the others', () => {
    const { exchanges: found, problems } = read([makeEntry(), null, makeEntry()]);
    expect(found.map(({ id }) => id)).toEqual(['file-1', 'file-3']);
    expect(problems).toEqual([{ code: 'unreadable entries', count: 1 }]);
  });

  it('gives entries without a date that of the previous entry', () => {
    const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
    const ms = (second: number) => Date.UTC(2026, 0, 1, 0, 0, second);
    expect(sentTimesOf(read([makeEntry(), makeEntry()]).exchanges)).toEqual([writtenAtMs, writtenAtMs]);
    expect(
      sentTimesOf(
        read([
          makeEntry(),
          makeEntry({ startedDateTime: at(3) }),
          makeEntry({ startedDateTime: 'soon' }),
          makeEntry({ startedDateTime: at(1) }),
          makeEntry(),
        ]).exchanges,
      ),
    ).toEqual([ms(3), ms(3), ms(3), ms(1), ms(1)]);
  });

  it('limits times to the range of Date', () => {
    const [exchange] = read([makeEntry({ startedDateTime: '2026-01-01T00:00:00Z', time: 1e300 })]).exchanges;
    expect(new Date((exchange as HttpExchange).answeredAtMs).getTime()).toBe(8.64e15);
  });
});

describe('redacted credentials', () => {
  const header = (name: string, value: string) => ({ headers: [{ name, value }] });
  const fromChrome = (entries: readonly object[], name = 'WebInspector') => ({
    log: { version: '1.2', creator: { name, version: '537.36' }, entries },
  });
  const redactionOf = (file: object) => {
    const { exchanges: found, problems } = read(file);
    return {
      marks: found.map((exchange) => (exchange as HttpExchange).isRedacted),
      isReported: problems.some(({ code }) => code === 'credentials redacted'),
    };
  };

  it("aren't reported for other tools, or if any of the three headers is present", () => {
    const plain = [makeEntry(), makeEntry()];
    const nothing = { marks: [undefined, undefined], isReported: false };
    expect(redactionOf(fromChrome(plain, 'Firefox'))).toEqual(nothing);
    expect(redactionOf({ log: { entries: plain } })).toEqual(nothing);
    for (const [side, name] of [
      ['request', 'authorization'],
      ['request', 'Cookie'],
      ['response', 'SET-COOKIE'],
    ] as const) {
      const entry = makeEntry();
      const entryWithHeader = {
        ...entry,
        [side]: { ...(side === 'request' && entry.request), ...header(name, 'a=1') },
      };
      expect(redactionOf(fromChrome([makeEntry(), entryWithHeader]))).toEqual(nothing);
    }
  });

  it('are reported for every exchange of a Chrome HAR without these headers', () => {
    expect(redactionOf(fromChrome([makeEntry(), makeEntry()]))).toEqual({
      marks: [true, true],
      isReported: true,
    });
  });

  it.each([
    '[redacted]',
    'REDACTED',
    'Bearer [REDACTED]',
    'sid=[sid redacted]; a=1',
    '--redacted--',
    '***',
    'Bearer ****',
  ])('are reported if a placeholder replaces the value: %s', (value) => {
    const marked = {
      request: { method: 'GET', url: 'https://api.test/', ...header('Authorization', value) },
    };
    expect(redactionOf({ log: { entries: [makeEntry(), marked] } })).toEqual({
      marks: [undefined, true],
      isReported: true,
    });
  });

  it.each(['Bearer unredacted', 'a=1*2', 'sid=redactedly'])(
    "aren't reported for a value such as %s",
    (value) => {
      const plain = { request: { method: 'GET', url: 'https://api.test/', ...header('Cookie', value) } };
      expect(redactionOf({ log: { entries: [plain] } })).toEqual({ marks: [undefined], isReported: false });
    },
  );

  it('are still reported after saving and opening the file', () => {
    const once = read(fromChrome([makeEntry()]));
    for (const format of ['har', 'json'] as const) {
      expect(read(write(once.exchanges, format)).exchanges).toMatchObject([{ isRedacted: true }]);
    }
  });
});

describe('saving and opening', () => {
  it('omits storage readings and reports from a HAR, without counting them as problems', () => {
    fc.assert(
      fc.property(fc.array(exchanges), (list) => {
        const requests = list.filter(({ kind }) => kind === 'http');
        expect(urlsOf(read(write(list, 'har')).exchanges)).toEqual(urlsOf(requests));
      }),
    );
  });

  it('keeps tokens and sightings in a HAR, and writes the same file again', () => {
    fc.assert(
      fc.property(fc.array(httpExchanges, { maxLength: 6 }), (list) => {
        const text = write(list, 'har');
        const { exchanges: found, problems } = read(text);
        expect(problems.filter(({ code }) => code === 'unreadable entries')).toEqual([]);
        expect(logged(found)).toEqual(logged(asRead(list)));
        expect(write(found, 'har')).toBe(text);
      }),
    );
  });

  it('keeps all members in our own JSON, except IDs and the source', () => {
    fc.assert(
      fc.property(fc.array(exchanges, { maxLength: 6 }), (list) => {
        const { exchanges: found } = read(write(list, 'json'));
        expect(found).toEqual(asRead(list));
        expect(logged(found)).toEqual(logged(asRead(list)));
      }),
    );
  });

  it('keeps a token in every location', () => {
    const tokens = ['header', 'cookie', 'url', 'fragment', 'body', 'response', 'set-cookie', 'message'].map(
      makeToken,
    );
    const [header, cookie, url, fragment, body, response, setCookie, message] = tokens as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const exchange = makeHttp({
      url: `https://api.test/?t=${url}#${fragment}`,
      requestHeaders: [
        { name: 'Authorization', value: `Bearer ${header}` },
        { name: 'Cookie', value: `sid=${cookie}` },
      ],
      responseHeaders: [{ name: 'Set-Cookie', value: `sid=${setCookie}; HttpOnly` }],
      requestBody: { text: `{"t":"${body}"}`, mimeType: 'application/json', truncated: false },
      responseBody: { text: `{"t":"${response}"}`, mimeType: 'application/json', truncated: true },
      messages: [{ direction: 'sent', atMs: 1_005, text: message, truncated: false }],
    });
    for (const format of ['har', 'json'] as const) {
      expect(read(write([exchange], format)).exchanges).toEqual(asRead([exchange]));
    }
  });
});

const vectors = new URL('../../../../shared/vectors/har/', import.meta.url);

describe('published HARs', () => {
  if (!existsSync(vectors)) {
    it.skip('are missing: ../shared/vectors/har', () => {});
    return;
  }
  const files = readdirSync(vectors).filter((name) => name.endsWith('.har'));

  it.each(files)('opens %s', (name) => {
    const text = readFileSync(new URL(name, vectors), 'utf8');
    const { log } = JSON.parse(text) as { log: { entries: unknown[] } };
    const { exchanges: found, problems } = read(text);
    expect(problems).toEqual([]);
    expect(found).toHaveLength(log.entries.length);
  });

  it.each(files)('keeps %s unchanged after saving and opening it', (name) => {
    const { exchanges: found } = read(readFileSync(new URL(name, vectors), 'utf8'));
    for (const format of ['har', 'json'] as const) {
      const again = read(write(found, format)).exchanges;
      expect(again).toEqual(asRead(found));
      expect(logged(again)).toEqual(logged(found));
    }
  });
});

describe('a file that is neither HAR nor our own', () => {
  const token = makeToken('alice');
  it.each([
    ['a token', token],
    ['a line of a log', `12:41:07 GET /orders Authorization: Bearer ${token}`],
    ['JSON without requests', JSON.stringify({ access_token: token })],
  ])('is one text if it may contain a token: %s', (_, text) => {
    expect(read(text)).toEqual({
      exchanges: [{ kind: 'text', id: 'file-text', addedAtMs: writtenAtMs, name: '', text }],
      problems: [],
    });
  });
});
