import * as fc from 'fast-check';
import {
  createLog,
  notSentReasons,
  type Delivery,
  type Exchange,
  type HttpExchange,
  type PageReport,
  type Sighting,
  type StorageReading,
  type TokenRow,
} from '../../traffic';

/** A well-formed JWT, unique by its subject. Its signature is 32 zero bytes. */
export function makeToken(subject: string | number): string {
  const encode = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
  return `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: String(subject) })}.${'A'.repeat(43)}`;
}

export function makeHttp(facts: Partial<HttpExchange> = {}): HttpExchange {
  return {
    kind: 'http',
    id: 'http-1',
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

/** The exchanges with the IDs and the source that they have when they are read from a file. */
export function asRead(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.map((exchange, index) => ({
    ...exchange,
    id: `file-${index + 1}`,
    ...(exchange.kind === 'http' && { source: 'file' as const }),
  }));
}

/** What a log shows after recording the exchanges. */
export function logged(
  exchanges: readonly Exchange[],
): readonly { readonly row: TokenRow; readonly sightings: readonly Sighting[] }[] {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  return log.rows().map((row) => ({ row, sightings: log.sightings(row.id) }));
}

const tokens = fc.integer({ min: 1, max: 5 }).map(makeToken);
const texts = fc.oneof(tokens, fc.string({ unit: 'binary', maxLength: 40 }), fc.constant(''));
const times = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.double({ min: 0, max: 4e12, noNaN: true }));
const wholeTimes = fc.integer({ min: 0, max: 4e12 });

const headers = fc.array(
  fc.oneof(
    fc.record({
      name: fc.constantFrom('Authorization', 'authorization'),
      value: tokens.map((token) => `Bearer ${token}`),
    }),
    fc.record({
      name: fc.constant('Cookie'),
      value: fc.array(texts).map((list) => list.map((text) => `a=${text}`).join('; ')),
    }),
    fc.record({
      name: fc.constant('Set-Cookie'),
      value: texts.map((text) => `b=${text}; Path=/; HttpOnly; Expires=x`),
    }),
    fc.record({
      name: fc.constantFrom('Location', 'location', 'Referer'),
      value: texts.map((text) => `/a?token=${text}#${text}`),
    }),
    fc.record({
      name: fc.constant('Content-Type'),
      value: fc.constantFrom('application/json', 'text/html', ''),
    }),
    fc.record({ name: fc.string({ minLength: 1 }).filter((name) => !name.startsWith(':')), value: texts }),
  ),
  { maxLength: 5 },
);

const bodies = fc.record({
  text: fc.oneof(
    texts,
    texts.map((text) => JSON.stringify({ access_token: text })),
    texts.map((text) => `state=1&${new URLSearchParams({ text })}`),
  ),
  mimeType: fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain; charset=utf-8',
    '',
  ),
  truncated: fc.boolean(),
});

const messages = fc.array(
  fc.record({
    direction: fc.constantFrom('sent' as const, 'received' as const),
    atMs: wholeTimes,
    text: texts,
    truncated: fc.boolean(),
  }),
  { maxLength: 4 },
);

const deliveries: fc.Arbitrary<Delivery> = fc.oneof(
  fc.constant({ state: 'sent' as const }),
  fc.record(
    {
      state: fc.constant('not sent' as const),
      reason: fc.constantFrom(...notSentReasons),
      error: fc.constantFrom('net::ERR_UNSAFE_PORT', 'NS_ERROR_ABORT'),
    },
    { requiredKeys: ['state', 'reason'] },
  ),
  fc.record(
    { state: fc.constant('unknown' as const), error: fc.constant('net::ERR_ABORTED') },
    { requiredKeys: ['state'] },
  ),
);

/** Any request that a source can report. */
export const httpExchanges: fc.Arbitrary<HttpExchange> = fc
  .record(
    {
      sentAtMs: times,
      durationMs: fc.oneof(fc.nat(60_000), fc.double({ min: 0, max: 60_000, noNaN: true })),
      method: fc.constantFrom('GET', 'POST', 'PROPFIND'),
      url: texts.map((text) => `https://api.test/items?token=${text}&%&a=1#${text}`),
      requestHeaders: headers,
      responseHeaders: headers,
      requestBody: bodies,
      responseBody: bodies,
      status: fc.constantFrom(0, 101, 200, 302, 401, 403, 500),
      statusText: fc.string(),
      source: fc.constantFrom('network log' as const, 'web request' as const),
      sender: fc.constantFrom(
        'page' as const,
        'dedicated worker' as const,
        'shared or service worker' as const,
        'other tab' as const,
      ),
      pageUrl: fc.string(),
      delivery: deliveries,
      messages,
      isRedacted: fc.constant(true),
    },
    {
      requiredKeys: [
        'sentAtMs',
        'durationMs',
        'method',
        'url',
        'requestHeaders',
        'responseHeaders',
        'status',
        'statusText',
        'source',
      ],
    },
  )
  .map(({ durationMs, ...facts }) => ({
    kind: 'http',
    id: `id ${facts.url}`,
    answeredAtMs: facts.sentAtMs + durationMs,
    ...facts,
  }));

const readings: fc.Arbitrary<StorageReading> = fc.record(
  {
    kind: fc.constant('storage' as const),
    id: fc.string(),
    readAtMs: times,
    origin: fc.string(),
    area: fc.constantFrom(
      'localStorage' as const,
      'sessionStorage' as const,
      'cookie' as const,
      'window.name' as const,
      'IndexedDB' as const,
    ),
    entries: fc.array(fc.record({ key: fc.string(), value: texts })),
    leftOut: fc.nat(),
  },
  { requiredKeys: ['kind', 'id', 'readAtMs', 'origin', 'area', 'entries'] },
);

const reports: fc.Arbitrary<PageReport> = fc.record(
  {
    kind: fc.constant('page-report' as const),
    id: fc.string(),
    reportedAtMs: times,
    origin: fc.string(),
    api: fc.constantFrom(
      'fetch' as const,
      'XMLHttpRequest' as const,
      'WebSocket' as const,
      'EventSource' as const,
    ),
    method: fc.constantFrom('GET', 'POST', ''),
    url: fc.webUrl(),
    texts: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'request header' as const,
          'request url' as const,
          'message sent' as const,
          'message received' as const,
        ),
        name: fc.constantFrom('Authorization', ''),
        text: texts,
      }),
    ),
    callSite: fc.string(),
  },
  { requiredKeys: ['kind', 'id', 'reportedAtMs', 'origin', 'api', 'method', 'url', 'texts'] },
);

/** Anything that a log can contain. */
export const exchanges: fc.Arbitrary<Exchange> = fc.oneof(httpExchanges, readings, reports);
