import { describe, expect, it } from 'vitest';
import { createLog, type Exchange, type FileProblem, type HttpExchange } from '../../traffic';
import { makeToken } from '../protocol/exchange.fixture';
import { readExchanges } from './read-file';

const [first, second, third] = [makeToken('first'), makeToken('second'), makeToken('third')];

interface Opened {
  readonly exchanges: readonly HttpExchange[];
  readonly found: readonly string[];
  readonly problems: readonly FileProblem[];
}

function open(text: string): Opened {
  const log = createLog();
  const exchanges: Exchange[] = [];
  const reading = readExchanges(text, { writtenAtMs: 1_000 });
  for (;;) {
    const { done, value } = reading.next();
    if (done) {
      const found = log.rows().map(({ raw }) => raw);
      return { exchanges: exchanges as HttpExchange[], found: found.toReversed(), problems: value };
    }
    exchanges.push(value);
    log.record(value);
  }
}

const entryOf = (token: string, body: string) => ({
  startedDateTime: '2026-03-01T00:00:00.000Z',
  request: {
    method: 'POST',
    url: 'https://api.test/me',
    headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
    postData: { mimeType: 'application/json', text: JSON.stringify({ note: 'a "quoted" note' }) },
  },
  response: {
    status: 200,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    content: { size: body.length, mimeType: 'application/json', text: body },
  },
});
const body = JSON.stringify({ access_token: second, id_token: third, note: 'é"\\' });
const file = JSON.stringify({ log: { version: '1.2', entries: [entryOf(first, body)] } }, null, 1);
/** The file up to a text in it, and a little further. */
const cutAfter = (text: string, more = 0) => file.slice(0, file.indexOf(text) + text.length + more);

describe('a HAR that ends within its only entry', () => {
  it('has the headers before the end', () => {
    const { exchanges, found, problems } = open(cutAfter('"postData"'));
    expect(found).toEqual([first]);
    expect(exchanges).toMatchObject([{ method: 'POST', url: 'https://api.test/me', isPending: true }]);
    expect(problems).toEqual([{ code: 'cut', count: 1 }]);
  });

  it('has the header whose value is the last that is complete, but not one that is truncated', () => {
    expect(open(cutAfter(`${first}"`)).found).toEqual([first]);
    expect(open(cutAfter(first)).found).toEqual([]);
    expect(open(cutAfter(first, -3)).found).toEqual([]);
  });

  it('has the tokens of a body before the end, but not the one that is truncated', () => {
    expect(open(cutAfter(second, 20)).found).toEqual([first, second]);
    const { exchanges, found, problems } = open(cutAfter(third, -3));
    expect(found).toEqual([first, second]);
    expect(exchanges[0]).toMatchObject({ status: 200, responseBody: { truncated: true } });
    expect(exchanges[0]?.isPending).toBeUndefined();
    expect(problems).toEqual([{ code: 'cut', count: 1 }]);
  });

  it('has no part of a token as a token, and is read without an exception, wherever it ends', () => {
    const tokens = new Set([first, second, third]);
    for (let length = 0; length < file.lastIndexOf(']'); length += 1) {
      const { found, problems, exchanges } = open(file.slice(0, length));
      expect(found.every((raw) => tokens.has(raw))).toBe(true);
      if (exchanges.length > 0) expect(problems).toEqual([{ code: 'cut', count: 1 }]);
      else expect(problems).toHaveLength(1);
    }
  });

  it('counts the entries before it', () => {
    const entries = [entryOf(first, '{}'), entryOf(second, '{}'), entryOf(third, '{}')];
    const text = JSON.stringify({ log: { entries } });
    const { found, problems } = open(text.slice(0, text.lastIndexOf('"response"')));
    expect(found).toEqual([first, second, third]);
    expect(problems).toEqual([{ code: 'cut', count: 3 }]);
    expect(open(text.slice(0, text.lastIndexOf('"request"') + 20)).problems).toEqual([
      { code: 'cut', count: 2 },
    ]);
  });

  it('is read from a HAR whose body is in base64', () => {
    const encoded = Buffer.from(JSON.stringify({ access_token: first, more: 'x'.repeat(900) })).toString(
      'base64',
    );
    const text = JSON.stringify({
      log: { entries: [{ request: { url: 'https://a.test/' }, response: { content: { text: encoded } } }] },
    });
    expect(open(text.slice(0, -500)).found).toEqual([first]);
  });

  it('may be hostile: nesting, escapes and marks of our own are read as they are', () => {
    for (const text of [
      `{"log":{"entries":[{"request":{"url":"https://a.test/"},"x":${'{"a":'.repeat(100_000)}`,
      `{"log":{"entries":[{"request":{"url":"https://a.test/"},"x":${'['.repeat(100_000)}`,
      `{"log":{"entries":[{"request":{"url":"https://a.test/","postData":{"text":"${'\\'.repeat(100_001)}`,
      `{"log":{"entries":[{"request":{"url":"https://a.test/","postData":{"text":"\\u00`,
      `{"log":{"entries":[{"request":{"url":"https://a.test/"},"__proto__":{"a":1},"_jwtDevtools":{"a":`,
      `{"log":{"entries":[{"request":{"url":"https://a.test/"},"response":{"content":{"text":"\\ud83d`,
    ]) {
      expect(open(text).problems).toContainEqual(expect.objectContaining({ code: 'cut' }));
    }
  });
});

describe('cookies that a HAR has only in its list', () => {
  it('have their attributes', () => {
    const cookies = [
      {
        name: 'auth',
        value: first,
        path: '/',
        domain: 'api.test',
        expires: '2026-03-01T10:00:00.000Z',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      },
      { name: 'other', value: 'x', path: '/; Secure', httpOnly: 'true', secure: 1, expires: 'soon' },
    ];
    const entry = { request: { url: 'https://api.test/' }, response: { cookies } };
    const { exchanges, found } = open(JSON.stringify({ log: { entries: [entry] } }));
    expect(found).toEqual([first]);
    expect(exchanges[0]?.responseHeaders.map(({ value }) => value)).toEqual([
      `auth=${first}; Path=/; Domain=api.test; Expires=Sun, 01 Mar 2026 10:00:00 GMT; HttpOnly; Secure; SameSite=Lax`,
      'other=x',
    ]);
  });
});

describe('a request body in base64', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  const multipart = `--b\r\nContent-Disposition: form-data; name="assertion"\r\n\r\n${first}\r\n--b--\r\n`;
  const lines = (text: string) => text.replace(/.{76}/g, '$&\r\n');

  it.each<[string, object, string]>([
    ['a form', { mimeType: 'application/x-www-form-urlencoded', text: encode(`a=1&b=${first}`) }, 'b'],
    ['JSON', { mimeType: 'application/json', text: encode(JSON.stringify({ t: first })) }, ''],
    ['text', { mimeType: 'text/plain', text: encode(`token ${first}`) }, ''],
    ['no type', { text: encode(first) }, ''],
    ['multipart', { mimeType: 'multipart/form-data; boundary=b', text: encode(multipart) }, 'assertion'],
    ['base64url', { mimeType: 'text/plain', text: Buffer.from(`?? ${first}`).toString('base64url') }, ''],
    ['lines', { mimeType: 'text/plain', text: lines(encode(`token ${first}`)) }, ''],
    ['capital letters', { mimeType: 'text/plain', text: encode(first), encoding: 'Base64' }, ''],
    ['form fields beside it', { mimeType: 'text/plain', text: encode(first), params: [] }, ''],
    ['text that isn’t base64', { mimeType: 'text/plain', text: `token: ${first}` }, ''],
  ])('is decoded: %s', (_, postData, name) => {
    const request = { method: 'POST', url: 'https://a.test/', postData: { encoding: 'base64', ...postData } };
    const log = createLog();
    const reading = readExchanges(JSON.stringify({ log: { entries: [{ request, response: {} }] } }), {
      writtenAtMs: 1,
    });
    const { value } = reading.next();
    log.record(value as Exchange);
    expect(log.rows().map(({ raw }) => raw)).toEqual([first]);
    expect(log.sightings(log.rows()[0]?.id ?? 0)).toMatchObject([{ kind: 'request body', name }]);
  });
});
