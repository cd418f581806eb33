import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeToken } from '../../e2e/world';

export const exchangeCount = 100_000;
export const tokenCount = 5_000;

/** Writes a file in our own format: requests with headers like a browser's, each token sent 20 times. */
export async function writeFullLogFile(): Promise<string> {
  const folder = fileURLToPath(new URL('../../artefacts/bench/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = `${folder}full-log.json`;
  const tokens = await Promise.all(Array.from({ length: tokenCount }, (_, index) => makeLogToken(index)));
  const file = createWriteStream(path);
  file.write('{"format":"jwt-devtools","version":1,"savedAt":"2026-01-01T00:00:00.000Z","exchanges":[');
  for (let index = 0; index < exchangeCount; index += 1) {
    const exchange = JSON.stringify(makeExchange(index, tokens[index % tokenCount] ?? ''));
    if (!file.write(`${index === 0 ? '' : ','}${exchange}`)) await once(file, 'drain');
  }
  file.end(']}');
  await once(file, 'finish');
  return path;
}

function makeLogToken(index: number): Promise<string> {
  return makeToken({
    header: { alg: 'HS256', typ: 'at+jwt', kid: `key-${index % 7}` },
    claims: {
      iss: `https://id${index % 11}.example`,
      sub: `user-${index}@example.org`,
      aud: `https://api${index % 13}.example`,
      scope: 'orders:read orders:write profile email',
      iat: 1_790_000_000 + index,
      exp: 1_790_003_600 + index,
    },
    key: 'a secret of the benchmark, used nowhere else',
  });
}

function makeExchange(index: number, token: string): object {
  const sentAtMs = 1_790_000_000_000 + index * 37;
  return {
    kind: 'http',
    id: `http-${index}`,
    source: 'network log',
    sentAtMs,
    answeredAtMs: sentAtMs + 41,
    method: 'GET',
    url: `https://api${index % 13}.example/v2/orders/${index}?page=${index % 50}`,
    status: index % 40 === 0 ? 401 : 200,
    statusText: index % 40 === 0 ? 'Unauthorized' : 'OK',
    pageUrl: `https://shop${index % 5}.example/orders`,
    requestHeaders: headers({
      Accept: 'application/json, text/plain, */*',
      'Accept-Encoding': 'gzip, deflate, br, zstd',
      'Accept-Language': 'en-US,en;q=0.9',
      Authorization: `Bearer ${token}`,
      Connection: 'keep-alive',
      Host: `api${index % 13}.example`,
      Origin: `https://shop${index % 5}.example`,
      Referer: `https://shop${index % 5}.example/`,
      'Sec-Fetch-Mode': 'cors',
      'User-Agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0',
      'X-Request-Id': `request-${index}`,
    }),
    responseHeaders: headers({
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
      'Content-Encoding': 'br',
      'Content-Type': 'application/json; charset=utf-8',
      Date: new Date(sentAtMs).toUTCString(),
      Etag: `W/"${(index * 2_654_435_761) % 4_294_967_296}"`,
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      Vary: 'Origin, Accept-Encoding',
      'X-Response-Time': `${index % 97} ms`,
    }),
  };
}

function headers(values: Readonly<Record<string, string>>): readonly { name: string; value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
