import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, type FileProblem, type LogCounts } from '../../traffic';
import { makeToken } from '../protocol/exchange.fixture';
import { createFileReader, type FileResponse } from './file-worker';

interface Opened {
  /** The tokens that are found, each with its location, its name and how it was unwrapped. */
  readonly found: readonly (readonly string[])[];
  readonly problems: readonly FileProblem[];
  readonly counts: LogCounts;
}

/** What a panel shows for a file: the worker's side reads it, a log searches it. */
async function open(content: BlobPart | object): Promise<Opened> {
  const isContent = typeof content === 'string' || content instanceof Uint8Array;
  const file = new Blob([isContent ? (content as BlobPart) : JSON.stringify(content)]);
  const log = createLog();
  const problems = await new Promise<readonly FileProblem[]>((resolve) => {
    const request = createFileReader((response: FileResponse) => {
      if ('problems' in response) return resolve(response.problems);
      for (const exchange of response.exchanges) log.record(exchange);
      request('next');
    });
    request({ file, name: 'file', writtenAtMs: 1_000 });
  });
  const found = log
    .rows()
    .toReversed()
    .flatMap(({ id, raw }) => log.sightings(id).map(({ kind, name, path }) => [raw, kind, name, ...path]));
  return { found, problems, counts: log.counts() };
}

const token = makeToken('alice');
const url = 'https://api.test/me';
const har = (...entries: object[]) => ({ log: { version: '1.2', creator: { name: 'x' }, entries } });
const entryOf = (request: object, response: object = {}) => ({ request: { url, ...request }, response });
const base64 = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64');
const json = JSON.stringify({ access_token: token });

describe('data that a HAR has in only one location', () => {
  it.each<[string, object, string[]]>([
    ['cookies', entryOf({ cookies: [{ name: 'auth', value: token }] }), ['request cookie', 'auth']],
    [
      'cookies beside others in the header',
      entryOf({
        headers: [{ name: 'cookie', value: 'theme=dark' }],
        cookies: [
          { name: 'theme', value: 'dark' },
          { name: 'auth', value: token },
        ],
      }),
      ['request cookie', 'auth'],
    ],
    ['cookies as an object', entryOf({ cookies: { auth: token } }), ['request cookie', 'auth']],
    [
      'response cookies',
      entryOf({}, { cookies: [{ name: 'auth', value: token }] }),
      ['response cookie', 'auth'],
    ],
    [
      'the query',
      entryOf({ queryString: [{ name: 'id_token', value: token }] }),
      ['request url', 'id_token', 'query'],
    ],
    [
      'a part of the query',
      entryOf({
        url: `${url}?a=1#top`,
        queryString: [
          { name: 'a', value: '1' },
          { name: 't', value: token },
        ],
      }),
      ['request url', 't', 'query'],
    ],
    ['the query as an object', entryOf({ queryString: { t: token } }), ['request url', 't', 'query']],
    [
      'form fields',
      entryOf({ postData: { params: [{ name: 'assertion', value: token }] } }),
      ['request body', 'assertion', 'form'],
    ],
    [
      'form fields as an object',
      entryOf({ postData: { params: { assertion: [token] } } }),
      ['request body', 'assertion', 'form'],
    ],
    [
      'headers as an object',
      entryOf({ headers: { Authorization: `Bearer ${token}` } }),
      ['request header', 'Authorization'],
    ],
    [
      'headers with several values',
      entryOf({ headers: { 'x-auth': ['no', token] } }),
      ['request header', 'x-auth'],
    ],
    ['headers as pairs', entryOf({ headers: [['X-Auth', token]] }), ['request header', 'X-Auth']],
    ['headers as lines', entryOf({ headers: [`X-Auth: ${token}`] }), ['request header', 'X-Auth']],
    ['headers by key', entryOf({ headers: [{ key: 'X-Auth', value: token }] }), ['request header', 'X-Auth']],
    [
      'postData that is a string',
      entryOf({ postData: json }),
      ['request body', '', 'json', '$.access_token'],
    ],
    [
      'postData with parsed JSON',
      entryOf({ postData: { text: { access_token: token } } }),
      ['request body', '', 'json', '$.access_token'],
    ],
    [
      'content with parsed JSON',
      entryOf({}, { content: { text: { access_token: token } } }),
      ['response body', '', 'json', '$.access_token'],
    ],
    [
      'content that is a string',
      entryOf({}, { content: json }),
      ['response body', '', 'json', '$.access_token'],
    ],
  ])('is read: %s', async (_, entry, kind) => {
    const { found, problems, counts } = await open(har(entry));
    expect(found).toEqual([[token, ...kind]]);
    expect([problems, counts.bodyGaps]).toEqual([[], []]);
  });

  it("isn't read twice if it's also in other locations", async () => {
    const { found } = await open(
      har(
        entryOf(
          {
            url: `${url}?t=${token}`,
            headers: [{ name: 'Cookie', value: `auth=${token}` }],
            cookies: [{ name: 'auth', value: token }],
            queryString: [{ name: 't', value: token }],
          },
          {
            headers: [{ name: 'set-cookie', value: `auth=${token}; Path=/` }],
            cookies: [{ name: 'auth', value: token, path: '/' }],
          },
        ),
      ),
    );
    expect(found).toHaveLength(3);
  });
});

describe('numbers and times as text', () => {
  it.each([
    ['401', 401],
    ['401 Unauthorized', 401],
    [401, 401],
    ['none', 0],
  ])('are read: status %j', async (status, expected) => {
    const log = createLog();
    await new Promise<void>((resolve) => {
      const request = createFileReader((response) => {
        if ('problems' in response) return resolve();
        for (const exchange of response.exchanges) {
          expect(exchange).toMatchObject({
            status: expected,
            sentAtMs: Date.UTC(2026, 2, 1),
            answeredAtMs: Date.UTC(2026, 2, 1) + 41.5,
          });
          log.record(exchange);
        }
        request('next');
      });
      const entries = [`${Date.UTC(2026, 2, 1)}`, Date.UTC(2026, 2, 1) / 1_000, '2026-03-01T00:00:00Z'].map(
        (startedDateTime) => ({ ...entryOf({}, { status }), startedDateTime, time: '41.5' }),
      );
      request({ file: new Blob([JSON.stringify(har(...entries))]), name: 'file', writtenAtMs: 7 });
    });
    expect(log.counts().requests).toBe(3);
  });
});

describe('an encoded body', () => {
  const content = (text: unknown, more: object = {}) =>
    har(entryOf({}, { content: { text, mimeType: 'application/json', size: 9, ...more } }));

  it.each<[string, object]>([
    ['gzip', content(base64(gzipSync(json)), { encoding: 'base64' })],
    ['gzip without a label', content(base64(gzipSync(json)))],
    ['gzip as one character per byte', content(gzipSync(json).toString('latin1'))],
    [
      'deflate',
      har(
        entryOf(
          {},
          {
            headers: [{ name: 'Content-Encoding', value: 'deflate' }],
            content: { text: base64(deflateSync(json.repeat(3))), encoding: 'base64' },
          },
        ),
      ),
    ],
    ['text labelled as base64', content(json, { encoding: 'base64' })],
    ['a request in gzip', har(entryOf({ postData: { text: base64(gzipSync(json)), encoding: 'base64' } }))],
    ['a request in base64', har(entryOf({ postData: { text: base64(json), encoding: 'base64' } }))],
    [
      'a request in base64 with another label',
      har(entryOf({ postData: { text: base64(json), _base64: true } })),
    ],
  ])('is read: %s', async (_, file) => {
    const { found, counts } = await open(file);
    expect(found.map(([raw]) => raw)).toEqual([token]);
    expect(counts.bodyGaps).toEqual([]);
  });

  it("is counted by its reason if it's missing or unreadable", async () => {
    const { counts } = await open(
      har(
        entryOf({ method: 'POST', bodySize: 10 }),
        entryOf({ method: 'POST', headers: { 'Content-Length': '10' } }),
        entryOf({ method: 'GET', headers: { 'Content-Length': '10' } }),
        entryOf({}, { content: { size: '12', mimeType: 'application/json' } }),
        entryOf({}, { content: { size: 12, mimeType: 'image/png' } }),
        entryOf({}, { content: { size: 0 } }),
        entryOf({}, { content: { text: base64(gzipSync(json).subarray(0, 30)), encoding: 'base64' } }),
        entryOf(
          {},
          { content: { text: base64(Buffer.from('28b52ffd0000000000', 'hex')), encoding: 'base64' } },
        ),
      ),
    );
    expect(Object.fromEntries(counts.bodyGaps.map(({ gap, count }) => [gap, count]))).toEqual({
      missing: 3,
      media: 1,
      gzip: 1,
      zstd: 1,
    });
    expect(counts.bodyGaps.find(({ gap }) => gap === 'missing')?.urls).toEqual([url]);
  });

  it('stops decompression bombs at the limits', async () => {
    const bomb = base64(gzipSync(Buffer.alloc(40 * 1024 * 1024)));
    const entries = Array.from({ length: 12 }, () =>
      entryOf({}, { content: { text: bomb, encoding: 'base64' } }),
    );
    const { counts } = await open(har(...entries));
    expect(counts.bodyGaps.reduce((sum, { count }) => sum + count, 0)).toBe(12);
  }, 60_000);
});

describe('a file', () => {
  const entire = har(entryOf({ headers: { Authorization: `Bearer ${token}` } }));
  const text = JSON.stringify(entire);
  const utf16 = (isBigEndian: boolean) => {
    const bytes = Buffer.from(text, 'utf16le');
    return isBigEndian ? bytes.swap16() : bytes;
  };

  it.each<[string, BlobPart | object]>([
    ['compressed with gzip', gzipSync(text)],
    ['UTF-16 without a byte order mark', utf16(false)],
    ['big-endian UTF-16 without a byte order mark', utf16(true)],
    ['a single entry', entire.log.entries[0] ?? {}],
    ['entries, one per line', `${JSON.stringify(entire.log.entries[0])}\n`.repeat(2)],
    ['HARs, one per line', `${text}\n${JSON.stringify(har(...entire.log.entries, ...entire.log.entries))}\n`],
    ['an extra comma', text.replace(']}}', ',]}}')],
    ['an array of entries', entire.log.entries],
    [
      'a Charles session',
      [
        {
          status: 'COMPLETE',
          method: 'GET',
          scheme: 'https',
          host: 'api.test',
          path: '/me',
          query: null,
          times: { start: '2026-03-01T10:00:00.000+01:00' },
          request: { header: { headers: [{ name: 'Authorization', value: `Bearer ${token}` }] } },
          response: { status: 200, header: { headers: [] } },
        },
      ],
    ],
  ])('is read: %s', async (name, content) => {
    const { found, problems } = await open(content);
    expect(found[0]).toEqual([token, 'request header', 'Authorization']);
    if (name === 'HARs, one per line') expect(found).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  it("is read up to the point where it's truncated, which is reported", async () => {
    const two = JSON.stringify(har(...entire.log.entries, entryOf({})));
    for (const content of [two.slice(0, -30), gzipSync(two.slice(0, -30))]) {
      const { found, problems } = await open(content);
      expect(found).toHaveLength(1);
      expect(problems).toEqual([{ code: 'cut', count: 1 }]);
    }
    const gzip = gzipSync(JSON.stringify(har(...entire.log.entries, entryOf({ a: 'é'.repeat(50_000) }))));
    const { problems } = await open(gzip.subarray(0, gzip.length - 20));
    expect(problems).toEqual([{ code: 'cut', count: 2 }]);
  });

  it("is reported if it's an archive", async () => {
    expect((await open(Buffer.from('PK\x03\x04rest'))).problems).toEqual([{ code: 'archive' }]);
  });

  it("isn't reported as redacted if it has cookies only in its list", async () => {
    const chrome = {
      log: {
        creator: { name: 'WebInspector' },
        entries: [entryOf({ cookies: [{ name: 'a', value: 'b' }] })],
      },
    };
    expect((await open(chrome)).problems).toEqual([]);
  });

  it('never throws or hangs', async () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(base64(gzipSync(json)), 'H4sI', token, '200'));
    const message = fc.dictionary(
      fc.constantFrom(
        'url',
        'headers',
        'cookies',
        'queryString',
        'postData',
        'content',
        'status',
        'bodySize',
        'body',
        'header',
      ),
      fc.oneof(
        part,
        fc.dictionary(fc.constantFrom('text', 'encoding', 'size', 'params', 'mimeType', 'name'), part),
      ),
    );
    const entry = fc.record({ request: message, response: message, host: part, scheme: part, time: part });
    const log = fc.record({ entries: fc.array(fc.oneof(entry, fc.jsonValue()), { maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.oneof(log, fc.record({ log })), fc.nat(2_000), async (file, cut) => {
        const { counts } = await open(file);
        expect(counts.unreadable).toBe(0);
        await open(JSON.stringify(file).slice(0, cut));
      }),
      { numRuns: 80 },
    );
  }, 30_000);
});

const reports = '../shared/cases/reports';
const isThere = existsSync(reports);
describe.skipIf(!isThere)(`reported cases${isThere ? '' : `: skipped, ${reports} is absent`}`, () => {
  const read = (name: string) =>
    open((JSON.parse(readFileSync(`${reports}/${name}.json`, 'utf8')) as { input: string }).input);

  it.each([
    ['e02-postdata-base64-form', 'request body'],
    ['e06-cut-file', 'request header'],
    ['e08-cookies-list-only', 'request cookie'],
  ])('%s', async (name, kind) => {
    const { found } = await read(name);
    expect(found.map(([raw, where]) => [raw?.slice(0, 3), where])).toEqual([['eyJ', kind]]);
  });
});
