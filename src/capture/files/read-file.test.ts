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
  return [...writeExchanges(list, format, { version: '1.2.3', savedAtMs: writtenAtMs })].join('');
}

const makeEntry = (facts: object = {}) => ({
  request: { method: 'GET', url: 'https://api.test/' },
  ...facts,
});
const urlsOf = (list: readonly Exchange[]) => list.map((exchange) => (exchange as HttpExchange).url);
const sentTimesOf = (list: readonly Exchange[]) =>
  list.map((exchange) => (exchange as HttpExchange).sentAtMs);

describe('a file that cannot be read', () => {
  it.each(['', 'no', '{"log":', '\ufeff\ufeff{}', '{"log":{"entries":[]}} and more'])(
    'is no JSON: %j',
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
    { format: 'jwt-devtools', version: 1, exchanges: [] },
    'null',
    '1',
    '"text"',
    '{}',
    '[]',
  ])('has no requests: %j', (file) => {
    expect(read(file)).toEqual({ exchanges: [], problems: [{ code: 'no requests' }] });
  });

  it.each([
    { format: 'jwt-devtools', version: 2, exchanges: [makeHttp()] },
    { format: 'jwt-devtools', version: '1', exchanges: [makeHttp()] },
    { format: 'jwt-devtools', version: 1, exchanges: {} },
  ])('is ours, of a version not known or broken: %j', (file) => {
    expect(read(file)).toEqual({ exchanges: [], problems: [{ code: 'unreadable' }] });
  });

  it('says how many entries are no requests, and that none is one', () => {
    expect(read({ log: { entries: [null, 1, { request: {} }, []] } })).toEqual({
      exchanges: [],
      problems: [{ code: 'no requests' }, { code: 'unreadable entries', count: 4 }],
    });
  });

  it('is refused with more entries than the bound', () => {
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

describe('a HAR as tools write it', () => {
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

  it('keeps what is readable, with an id for each, and counts the rest', () => {
    const { exchanges: found, problems } = read([makeEntry(), null, makeEntry()]);
    expect(found.map(({ id }) => id)).toEqual(['file-1', 'file-3']);
    expect(problems).toEqual([{ code: 'unreadable entries', count: 1 }]);
  });

  it('keeps the order of entries without a date, and takes no later date than the file has', () => {
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

  it('has no time that no date can hold', () => {
    const [exchange] = read([makeEntry({ startedDateTime: '2026-01-01T00:00:00Z', time: 1e300 })]).exchanges;
    expect(new Date((exchange as HttpExchange).answeredAtMs).getTime()).toBe(8.64e15);
  });
});

describe('what was taken out', () => {
  const header = (name: string, value: string) => ({ headers: [{ name, value }] });
  const fromChrome = (entries: readonly object[], name = 'WebInspector') => ({
    log: { version: '1.2', creator: { name, version: '537.36' }, entries },
  });
  const withheldOf = (file: object) => {
    const { exchanges: found, problems } = read(file);
    return {
      marks: found.map((exchange) => (exchange as HttpExchange).withheld),
      said: problems.some(({ code }) => code === 'withheld'),
    };
  };

  it('is not said of other tools, nor of a file in which any of the three headers stands', () => {
    const plain = [makeEntry(), makeEntry()];
    const nothing = { marks: [undefined, undefined], said: false };
    expect(withheldOf(fromChrome(plain, 'Firefox'))).toEqual(nothing);
    expect(withheldOf({ log: { entries: plain } })).toEqual(nothing);
    for (const [side, name] of [
      ['request', 'authorization'],
      ['request', 'Cookie'],
      ['response', 'SET-COOKIE'],
    ] as const) {
      const entry = makeEntry();
      const carrying = {
        ...entry,
        [side]: { ...(side === 'request' && entry.request), ...header(name, 'a=1') },
      };
      expect(withheldOf(fromChrome([makeEntry(), carrying]))).toEqual(nothing);
    }
  });

  it('is said of every exchange of a HAR of Chrome without any of them', () => {
    expect(withheldOf(fromChrome([makeEntry(), makeEntry()]))).toEqual({ marks: [true, true], said: true });
  });

  it.each([
    '[redacted]',
    'REDACTED',
    'Bearer [REDACTED]',
    'sid=[sid redacted]; a=1',
    '--redacted--',
    '***',
    'Bearer ****',
  ])('is said where a mark stands for the value: %s', (value) => {
    const marked = {
      request: { method: 'GET', url: 'https://api.test/', ...header('Authorization', value) },
    };
    expect(withheldOf({ log: { entries: [makeEntry(), marked] } })).toEqual({
      marks: [undefined, true],
      said: true,
    });
  });

  it.each(['Bearer unredacted', 'a=1*2', 'sid=redactedly'])('is not said of a value like %s', (value) => {
    const plain = { request: { method: 'GET', url: 'https://api.test/', ...header('Cookie', value) } };
    expect(withheldOf({ log: { entries: [plain] } })).toEqual({ marks: [undefined], said: false });
  });

  it('is still said when the file is saved and opened again', () => {
    const once = read(fromChrome([makeEntry()]));
    for (const format of ['har', 'json'] as const) {
      expect(read(write(once.exchanges, format)).exchanges).toMatchObject([{ withheld: true }]);
    }
  });
});

describe('what is saved and opened again', () => {
  it('leaves readings of storage and reports out of a HAR, and counts none of them', () => {
    fc.assert(
      fc.property(fc.array(exchanges), (list) => {
        const requests = list.filter(({ kind }) => kind === 'http');
        expect(urlsOf(read(write(list, 'har')).exchanges)).toEqual(urlsOf(requests));
      }),
    );
  });

  it('is the same list of tokens with the same sightings, and the same file, as HAR', () => {
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

  it('is the same to the last member as our own JSON, but for ids and the source', () => {
    fc.assert(
      fc.property(fc.array(exchanges, { maxLength: 6 }), (list) => {
        const { exchanges: found } = read(write(list, 'json'));
        expect(found).toEqual(asRead(list));
        expect(logged(found)).toEqual(logged(asRead(list)));
      }),
    );
  });

  it('holds a token of every place', () => {
    const places = ['header', 'cookie', 'url', 'fragment', 'body', 'answer', 'set-cookie', 'message'].map(
      makeToken,
    );
    const [header, cookie, url, fragment, body, answer, setCookie, message] = places as [
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
      responseBody: { text: `{"t":"${answer}"}`, mimeType: 'application/json', truncated: true },
      messages: [{ direction: 'sent', atMs: 1_005, text: message, truncated: false }],
    });
    for (const format of ['har', 'json'] as const) {
      expect(read(write([exchange], format)).exchanges).toEqual(asRead([exchange]));
    }
  });
});

const vectors = new URL('../../../../shared/vectors/har/', import.meta.url);

describe('the published HARs', () => {
  if (!existsSync(vectors)) {
    it.skip('are not there: ../shared/vectors/har', () => {});
    return;
  }
  const files = readdirSync(vectors).filter((name) => name.endsWith('.har'));

  it.each(files)('%s opens', (name) => {
    const text = readFileSync(new URL(name, vectors), 'utf8');
    const { log } = JSON.parse(text) as { log: { entries: unknown[] } };
    const { exchanges: found, problems } = read(text);
    expect(problems).toEqual([]);
    expect(found).toHaveLength(log.entries.length);
  });

  it.each(files)('%s is the same after it was saved and opened again', (name) => {
    const { exchanges: found } = read(readFileSync(new URL(name, vectors), 'utf8'));
    for (const format of ['har', 'json'] as const) {
      const again = read(write(found, format)).exchanges;
      expect(again).toEqual(asRead(found));
      expect(logged(again)).toEqual(logged(found));
    }
  });
});
