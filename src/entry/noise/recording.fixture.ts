import { createHash, hkdfSync } from 'node:crypto';
import { encode } from '../../token/token.fixture';
import { ed25519, p256, rsa, signText } from '../../token/verify/keys.fixture';
import type { Exchange } from '../../traffic';
import { makeBody, makeHttp, makeReading } from '../../traffic/exchange/exchange.fixture';
import type { StorageReading } from '../../traffic/exchange/exchange';
import { startSeconds } from '../../ui/fixture/tokens.fixture';

/** The user's own sites. */
export const app = 'https://app.shop.com';
export const api = 'https://api.shop.com';
export const clientId = 'client-1';

/** The signing keys of all issuers. */
const keys = { RS256: rsa, ES256: p256, EdDSA: ed25519 };
export type PublicAlgorithm = keyof typeof keys;

export interface Header {
  readonly alg: string;
  readonly [name: string]: unknown;
}

/** Credentials and secrets: the same text for the same name. */
export function opaque(name: string, bytes = 32): string {
  return Buffer.from(hkdfSync('sha256', 'opaque', '', name, bytes)).toString('base64url');
}

/** For HMAC, the secret is known to the issuer only. */
export function signEncoded(alg: string, text: string): string {
  const key = Object.hasOwn(keys, alg) ? keys[alg as PublicAlgorithm].privateKey : opaque('secret');
  return signText(alg, text, key).toString('base64url');
}

export function signToken(header: Header, claims: object): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${signEncoded(header.alg, text)}`;
}

/** An encrypted token whose content only the server can read. */
export function makeJwe(header: Header, bytes: number, keyBytes = 0): string {
  const [ivBytes, tagBytes] = header['enc'] === 'A256CBC-HS512' ? [16, 32] : [12, 16];
  const parts = [keyBytes, ivBytes, bytes, tagBytes].map((length, index) =>
    length === 0 ? '' : opaque(`jwe ${index} ${bytes}`, length),
  );
  return [encode(header), ...parts].join('.');
}

/** `at_hash` or `c_hash` (OpenID Connect Core 1.0 §3.3.2.11) for algorithms with SHA-256. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}

/** The issuer's key set. Entra omits `alg`, for example. */
export function makeJwks(alg: PublicAlgorithm, kid: string, more: object = {}): object {
  return { keys: [{ ...keys[alg].publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig', ...more }] };
}

type Values = Readonly<Record<string, string>>;

/** One request with its response. */
export interface Call {
  readonly method?: string;
  readonly url: string;
  /** The page that sent it; '' if a server sent it. */
  readonly page?: string;
  readonly headers?: Values;
  readonly form?: Values;
  readonly json?: object;
  readonly status?: number;
  readonly responseHeaders?: Values;
  readonly setCookies?: readonly string[];
  readonly responseJson?: unknown;
  readonly responseHtml?: string;
}

/** The traffic of one visit. Its clock advances with each call. */
export interface Recording {
  readonly exchanges: Exchange[];
  /** The moments at which the user opens the panel, in seconds since 1970. */
  readonly looks: number[];
  /** Seconds since 1970. */
  now(): number;
  wait(seconds: number): void;
  /** The user opens the panel shortly after. */
  look(): void;
  call(call: Call): void;
  store(area: StorageReading['area'], entries: Values, origin?: string): void;
}

/** Ordinary traffic with tokens of one provider. */
export interface Provider {
  readonly name: string;
  readonly record: (recording: Recording) => void;
}

export function createRecording(): Recording {
  let now = startSeconds;
  const exchanges: Exchange[] = [];
  const looks: number[] = [];
  return {
    exchanges,
    looks,
    now: () => Math.floor(now),
    wait: (seconds) => (now += seconds),
    look() {
      now += 20;
      looks.push(now);
    },
    call(call) {
      now += 0.3;
      exchanges.push(makeExchange(call, now * 1_000));
    },
    store(area, entries, origin = app) {
      now += 0.1;
      exchanges.push(makeReading(entries, { area, origin, readAtMs: now * 1_000 }));
    },
  };
}

function makeExchange(call: Call, sentAtMs: number): Exchange {
  const { url, page = `${app}/`, form, json, responseJson, responseHtml, setCookies = [] } = call;
  const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const responseType = responseHtml === undefined ? 'application/json' : 'text/html';
  const responseText =
    responseHtml ?? (responseJson === undefined ? undefined : JSON.stringify(responseJson));
  const isOtherOrigin = page !== '' && new URL(url).origin !== new URL(page).origin;
  const list = (values: Values) => Object.entries(values).map(([name, value]) => ({ name, value }));
  return makeHttp({
    sentAtMs,
    answeredAtMs: sentAtMs + 120,
    method: call.method ?? (body === undefined ? 'GET' : 'POST'),
    url,
    ...(page !== '' && { pageUrl: page }),
    requestHeaders: list({
      ...(isOtherOrigin && { Origin: new URL(page).origin, Referer: `${new URL(page).origin}/` }),
      ...(body !== undefined && { 'Content-Type': type }),
      ...call.headers,
    }),
    responseHeaders: [
      ...list({
        ...(responseText !== undefined && { 'Content-Type': `${responseType}; charset=utf-8` }),
        ...call.responseHeaders,
      }),
      ...setCookies.map((value) => ({ name: 'Set-Cookie', value })),
    ],
    ...(body !== undefined && { requestBody: makeBody(body, type) }),
    ...(responseText !== undefined && { responseBody: makeBody(responseText, responseType) }),
    status: call.status ?? 200,
  });
}

export const bearer = (token: string): Values => ({ Authorization: `Bearer ${token}` });

/** What the user's own API responds to the app. */
export const apiCors: Values = { 'Access-Control-Allow-Origin': app, Vary: 'Origin' };

/** What endpoints send that serve any origin without cookies. */
export const openOrigin: Values = { 'Access-Control-Allow-Origin': '*' };

/** What endpoints send that serve the origins of registered clients. */
export const allowApp: Values = {
  'Access-Control-Allow-Origin': app,
  'Access-Control-Allow-Credentials': 'true',
  Vary: 'Origin',
};

/** What most token endpoints send (RFC 6749 §5.1). */
export const noStore: Values = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };
