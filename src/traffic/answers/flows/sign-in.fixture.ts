import { createHash } from 'node:crypto';
import { makeBody, makeHeaders, makeHttp, makeToken } from '../../exchange/exchange.fixture';
import type { HttpExchange } from '../../exchange/exchange';
import { createLog } from '../../log/log';
import type { TokenLog } from '../../log/log';
import { readFlow } from './describe-flow';
import type { CheckName, Flow } from './flow';

export const issuer = 'https://id.test';
export const redirectUri = 'https://app.test/callback';
export const verifier = 'v'.repeat(43);
export const startMs = Date.UTC(2026, 10, 29, 12, 0, 0);

export type Values = Readonly<Record<string, string | undefined>>;

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** OpenID Connect Core 1.0 §3.1.3.6, for algorithms with SHA-256. */
export function tokenHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}

export function form(values: Values): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(given).toString();
}

export const request = {
  response_type: 'code',
  client_id: 'app',
  redirect_uri: redirectUri,
  scope: 'openid',
  state: 'state-1',
  nonce: 'nonce-1',
  code_challenge: sha256(verifier),
  code_challenge_method: 'S256',
};

/** Distinct access tokens with the form of JWTs. */
export function accessToken(number: number, claims: object = {}): string {
  return makeToken({ iss: issuer, sub: 'alice', aud: 'api', jti: `a${number}`, ...claims });
}

export function idToken(claims: object = {}, header: object = { alg: 'RS256' }): string {
  const all = { iss: issuer, sub: 'alice', aud: 'app', nonce: 'nonce-1', iat: 1, exp: 2, ...claims };
  return makeToken(all, header);
}

let sentAtMs = startMs;

function at(facts: Partial<HttpExchange>): HttpExchange {
  sentAtMs += 100;
  return makeHttp({ sentAtMs, answeredAtMs: sentAtMs + 50, ...facts });
}

export function get(url: string, facts: Partial<HttpExchange> = {}): HttpExchange {
  return at({ url, ...facts });
}

export function post(url: string, body: string, facts: Partial<HttpExchange> = {}): HttpExchange {
  const requestBody = makeBody(body, 'application/x-www-form-urlencoded');
  return at({ method: 'POST', url, requestBody, ...facts });
}

export const json = (value: object, status = 200): Partial<HttpExchange> => ({
  status,
  responseBody: makeBody(JSON.stringify(value), 'application/json'),
});

export const redirectTo = (location: string): Partial<HttpExchange> => ({
  status: 302,
  responseHeaders: makeHeaders({ Location: location }),
});

export function authorize(values: Values = {}): HttpExchange {
  return get(`${issuer}/authorize?${form({ ...request, ...values })}`, redirectTo(`${issuer}/login`));
}

export function callback(values: Values = {}, facts: Partial<HttpExchange> = {}): HttpExchange {
  return get(`${redirectUri}?${form({ code: 'code-1', state: 'state-1', ...values })}`, facts);
}

const grant = {
  grant_type: 'authorization_code',
  client_id: 'app',
  code: 'code-1',
  redirect_uri: redirectUri,
  code_verifier: verifier,
};

export function redeem(response: object, values: Values = {}, status = 200): HttpExchange {
  return post(`${issuer}/token`, form({ ...grant, ...values }), json(response, status));
}

export function refresh(token: string, response: object): HttpExchange {
  const body = form({ grant_type: 'refresh_token', client_id: 'app', refresh_token: token });
  return post(`${issuer}/token`, body, json(response));
}

export function userInfo(token: string, response: object, scheme = 'Bearer'): HttpExchange {
  return get(`${issuer}/userinfo`, {
    requestHeaders: makeHeaders({ Authorization: `${scheme} ${token}` }),
    ...json(response),
  });
}

export function record(...exchanges: readonly HttpExchange[]): TokenLog {
  const log = createLog();
  for (const exchange of exchanges) log.record(exchange);
  return log;
}

/** The flow of the last exchange. */
export async function flowOf(...exchanges: readonly HttpExchange[]): Promise<Flow> {
  const exchangeId = exchanges.at(-1)?.id ?? '';
  const flow = await readFlow(record(...exchanges), { exchangeId });
  if (flow === undefined) throw new Error('the last exchange is part of no flow');
  return flow;
}

/** State and reason of a check: `proven: equal`. */
export function resultOf({ checks }: Flow, name: CheckName): string {
  const check = checks.find((each) => each.name === name);
  return check === undefined ? 'absent' : `${check.state}: ${check.reason}`;
}
