import type { Body, HeaderField, HttpExchange, PageReport, StorageReading } from './exchange';

/** A well-formed JWT whose signature is 32 zero bytes. */
export function makeToken(
  claims: object = { sub: 'alice' },
  header: object = { alg: 'HS256', typ: 'JWT' },
): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode(header)}.${encode(claims)}.${Buffer.alloc(32).toString('base64url')}`;
}

/** A token that is unique for this subject. */
export function makeTokenOf(subject: string | number): string {
  return makeToken({ sub: String(subject) });
}

let lastId = 0;

export function makeHttp(facts: Partial<HttpExchange> = {}): HttpExchange {
  lastId += 1;
  return {
    kind: 'http',
    id: `http-${lastId}`,
    sentAtMs: 1_000,
    answeredAtMs: 1_050,
    method: 'GET',
    url: 'https://api.test/items',
    requestHeaders: [],
    responseHeaders: [],
    status: 200,
    statusText: 'OK',
    source: 'network log',
    ...facts,
  };
}

export function makeBearer(token: string, facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({ requestHeaders: makeHeaders({ Authorization: `Bearer ${token}` }), ...facts });
}

export function makeHeaders(values: Readonly<Record<string, string>>): HeaderField[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

export function makeBody(text: string, mimeType: string, truncated = false): Body {
  return { text, mimeType, truncated };
}

export function makeReading(
  entries: Readonly<Record<string, string>>,
  facts: Partial<StorageReading> = {},
): StorageReading {
  lastId += 1;
  return {
    kind: 'storage',
    id: `storage-${lastId}`,
    readAtMs: 2_000,
    origin: 'https://app.test',
    area: 'localStorage',
    entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
    ...facts,
  };
}

export function makeReport(token: string, facts: Partial<PageReport> = {}): PageReport {
  lastId += 1;
  return {
    kind: 'page-report',
    id: `report-${lastId}`,
    reportedAtMs: 3_000,
    origin: 'https://app.test',
    api: 'fetch',
    method: 'POST',
    url: 'https://api.test/items',
    texts: [{ kind: 'request header', name: 'Authorization', text: `Bearer ${token}` }],
    callSite: 'https://app.test/app.js:12:5',
    ...facts,
  };
}
