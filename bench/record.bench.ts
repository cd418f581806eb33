import { findTokens } from '../src/token';
import { createLog, type HeaderField, type HttpExchange } from '../src/traffic';
import { compare } from './paired';

/** The number of exchanges recorded in one call. */
const batch = 100;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = [
  encode({ alg: 'RS256', typ: 'JWT', kid: 'key-1' }),
  encode({
    iss: 'https://id.example/',
    sub: 'user-1',
    aud: ['api', 'app'],
    exp: 1_893_456_000,
    iat: 1_893_452_400,
    scope: 'openid profile email read write',
    roles: Array.from({ length: 20 }, (_, index) => `role-${index}`),
  }),
  Buffer.alloc(256, 7).toString('base64url'),
].join('.');

function headersOf(values: Readonly<Record<string, string>>): HeaderField[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** A call of an API with ten headers on either side, as JSON. Each parse creates new strings, as a browser does. */
function writeExchange(index: number): string {
  const exchange: HttpExchange = {
    kind: 'http',
    id: `http-${index}`,
    sentAtMs: 1_772_359_200_000 + index,
    answeredAtMs: 1_772_359_200_050 + index,
    method: 'GET',
    url: `https://api.example/v1/items/${index}?page=2&sort=name`,
    requestHeaders: headersOf({
      Accept: 'application/json',
      'Accept-Encoding': 'gzip, deflate, br, zstd',
      'Accept-Language': 'en-US,en;q=0.9',
      Authorization: `Bearer ${token}`,
      'Cache-Control': 'no-cache',
      Cookie: 'theme=dark; sid=0123456789abcdef',
      Origin: 'https://app.example',
      Referer: 'https://app.example/items',
      'Sec-Fetch-Mode': 'cors',
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0',
    }),
    responseHeaders: headersOf({
      'Access-Control-Allow-Origin': 'https://app.example',
      'Cache-Control': 'private, no-store',
      'Content-Length': `${1_000 + (index % 500)}`,
      'Content-Type': 'application/json; charset=utf-8',
      Date: `Sun, 01 Mar 2026 10:00:${String(index % 60).padStart(2, '0')} GMT`,
      Server: 'nginx',
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      Vary: 'Origin',
    }),
    status: 200,
    statusText: 'OK',
    source: 'network log',
    sender: 'page',
  };
  return JSON.stringify(exchange);
}

/** `npm run bench`: recording a typical request with a known token, compared with parsing it and finding that token. */
export function bench(): void {
  const log = createLog({ maxExchanges: 1_000 });
  let last = 0;
  let recorded = 0;
  const texts = Array.from({ length: batch }, (_, index) => writeExchange(index));
  /** The texts are created once; each request gets its own values. */
  const parse = (text: string): HttpExchange => {
    const exchange = JSON.parse(text) as HttpExchange;
    last += 1;
    const own = headersOf({ ETag: `W/"5fc-${last}"`, 'X-Request-Id': `request-${last}` });
    return { ...exchange, id: `http-${last}`, responseHeaders: [...exchange.responseHeaders, ...own] };
  };
  const recordAll = () => {
    for (const text of texts) {
      log.record(parse(text));
      recorded += 1;
    }
  };
  const findAll = () => {
    for (const text of texts) {
      const value = parse(text).requestHeaders.find(({ name }) => name === 'Authorization')?.value ?? '';
      if (findTokens(value).length !== 1) throw new Error('the token is not found');
    }
  };
  const parseAll = () => {
    for (const text of texts) parse(text);
  };
  compare(
    'record: one request, 20 headers, known bearer token (goal: 15 µs after parsing)',
    { name: 'parsing and recording', run: recordAll },
    [
      { name: 'parsing + finding the token in Authorization', run: findAll },
      { name: 'parsing alone', run: parseAll },
    ],
    batch,
  );
  if (log.rows()[0]?.requests !== recorded) throw new Error('a request is not recorded');
}
