import { makeBody, makeHeaders, makeHttp, makeToken } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createLog } from '../../log/log';
import { createDiagnosis } from './diagnose';

/** When every rejected request is sent. */
export const nowMs = Date.UTC(2026, 10, 29, 12, 0, 0);
/** The same in seconds. */
export const nowSeconds = nowMs / 1_000;
/** What every request asks for. */
export const url = 'https://api.test/orders';

let count = 0;

/** A token that is within its lifetime, unless its claims are changed. */
export function tokenWith(claims: object = {}, header: object = {}): string {
  const all = {
    iss: 'https://id.test',
    aud: 'api',
    sub: 'alice',
    scope: 'read write',
    iat: nowSeconds - 60,
    exp: nowSeconds + 600,
  };
  const token = makeToken({ ...all, ...claims }, { alg: 'RS256', kid: 'k1', typ: 'at+jwt', ...header });
  // Each signature is different.
  count += 1;
  return `${token.slice(0, -8)}${String(count).padStart(7, '0')}A`;
}

/** Request headers by name. */
export type Headers = Readonly<Record<string, string>>;

/** A request of 10 seconds before that got a 200. */
export function accepted(headers: Headers, facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({
    url,
    status: 200,
    sentAtMs: nowMs - 10_000,
    answeredAtMs: nowMs - 9_900,
    requestHeaders: makeHeaders(headers),
    ...facts,
  });
}

/** A request that got a 401. */
export function rejected(headers: Headers, facts: Partial<HttpExchange> = {}): HttpExchange {
  return makeHttp({
    url,
    status: 401,
    sentAtMs: nowMs,
    answeredAtMs: nowMs + 20,
    requestHeaders: makeHeaders(headers),
    ...facts,
  });
}

/** An `Authorization` header. */
export const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
/** A response body. */
export const json = (value: object) => ({
  responseBody: makeBody(JSON.stringify(value), 'application/json'),
});

/** Diagnoses the last exchange. */
export async function diagnose(...exchanges: readonly HttpExchange[]) {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  return createDiagnosis(log)(exchanges.at(-1)?.id ?? '');
}

/** The code and the certainty of the first cause of the last exchange. */
export async function firstCause(...exchanges: readonly HttpExchange[]) {
  const [first] = (await diagnose(...exchanges))?.causes ?? [];
  return first && [first.code, first.certainty];
}
