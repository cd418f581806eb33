import type { HttpExchange } from '../../exchange/exchange';
import { listSetCookies } from '../../exchange/set-cookie';
import { originOf } from '../../exchange/url-parts';
import { maxQuoted, maxReadHeaders } from './limits';
import { targetOf } from '../../exchange/url-parts';
import { fact, type Candidate, type ComparedRequest, type Subject } from './subject';

/** Names that don't authenticate anyone: analytics, consent, preferences, CSRF tokens. */
const otherCookie =
  /^(?:awsalb|arraffinity|bigip|gclb|ak_bmsc|visid_incap|incap_ses|datadome|_dd_s|mp_|_clck|_ga|_gid|_gat|_fbp|_hj|_gcl|ajs_|amplitude|optimizely|intercom|__utm|cookie_?consent|consent|lang|locale|theme|tz|_cf|cf_|__cf)|csrf|xsrf/i;

/** Cookies that weren't sent, sessions that have ended, and CSRF tokens. */
export function checkCookies(subject: Subject): readonly Candidate[] {
  return subject.tokenRequest === undefined ? [...checkMissingCookie(subject), ...checkCsrf(subject)] : [];
}

function checkMissingCookie(subject: Subject): readonly Candidate[] {
  const { exchange, cookies, accepted, credential, toOrigin } = subject;
  if (exchange.isRedacted === true) return [];
  // Where accepted requests have a token in a header, cookies are not what authenticates.
  const peers = accepted.samePath.length > 0 ? accepted.samePath : accepted.sameOrigin;
  const byToken = peers.filter(
    (peer) => peer.credential !== undefined && peer.credential.location !== 'cookie',
  );
  const byCookie = peers.filter((peer) => !byToken.includes(peer) && peer.cookies.size > 0);
  const isToken = credential !== undefined && credential.location !== 'cookie';
  if (isToken && (byToken.length > 0 || byCookie.length === 0)) return [];
  const open = accepted.sameEndpoint.some((peer) => peer.cookies.size === 0 && peer.credential === undefined);
  const common = byCookie.reduce<readonly string[] | undefined>(
    (names, { cookies: sent }) =>
      names === undefined ? [...sent.keys()] : names.filter((name) => sent.has(name)),
    undefined,
  );
  const missing = (common ?? []).filter((name) => !cookies.has(name) && !otherCookie.test(name));
  const setBefore = findSetCookies(toOrigin, exchange).filter(
    ({ name }) => !cookies.has(name) && !otherCookie.test(name),
  );
  const [name] = missing.length > 0 ? missing : setBefore.map((cookie) => cookie.name);
  if (name !== undefined && !open) {
    // An origin can have some areas that need a token, and others that need a cookie.
    const isTokenArea = byToken.some((peer) => areaOf(peer.exchange.url) === areaOf(exchange.url));
    const attributes = setBefore.find((cookie) => cookie.name === name)?.attributesText.trim();
    return [
      {
        code: 'cookie-not-sent',
        weight: missing.length > 0 ? 92 : isTokenArea ? 30 : 88,
        params: [name.slice(0, maxQuoted)],
        evidence: [
          fact('cookie-missing', name.slice(0, maxQuoted)),
          ...(attributes ? [fact('cookie-attributes', attributes.slice(0, maxQuoted))] : []),
        ],
      },
    ];
  }
  return checkSessionCookie(subject, byCookie, toOrigin);
}

/** The session that an opaque cookie identifies may have ended. */
function checkSessionCookie(
  { cookies, exchange, credential }: Subject,
  byCookie: readonly ComparedRequest[],
  toOrigin: readonly ComparedRequest[],
): readonly Candidate[] {
  if (credential !== undefined || exchange.status !== 401) return [];
  const session = [...cookies].filter(([name]) => !otherCookie.test(name));
  if (session.length === 0) return [];
  const wasAccepted = byCookie.some((peer) =>
    session.some(([name, value]) => peer.cookies.get(name) === value),
  );
  const isKnown = toOrigin.some((peer) =>
    listSetCookies(peer.exchange.responseHeaders).some(({ name }) => cookies.has(name)),
  );
  if (!wasAccepted && !isKnown && byCookie.length === 0) return [];
  return [
    {
      code: 'revoked-or-opaque',
      weight: wasAccepted ? 60 : 48,
      evidence: [fact('cookies-only'), fact('opaque-token')],
    },
  ];
}

/**
 * Cookies that an earlier, accepted response of the same origin set and no later one removed. Cookies are shared by all
 * ports of a host, but servers on other ports seldom need them.
 */
function findSetCookies(toOrigin: readonly ComparedRequest[], { url, sentAtMs }: HttpExchange) {
  const path = pathnameOf(url);
  const seen = new Set<string>();
  return toOrigin
    .map((other) => other.exchange)
    .filter(({ answeredAtMs, status }) => answeredAtMs <= sentAtMs && status < 400)
    .flatMap(({ responseHeaders }) => listSetCookies(responseHeaders).toReversed())
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .filter(
      ({ name, value, attributesText }) =>
        value !== '' &&
        !/max-age\s*=\s*(?:0|-\d)|expires\s*=[^;]*19[67]\d/i.test(attributesText) &&
        // Only the endpoint for it gets a refresh token.
        (!/refresh/i.test(name) || path.startsWith(readPath(attributesText))),
    );
}

function readPath(attributesText: string): string {
  return /(?:^|;)\s*path\s*=\s*([^;]*)/i.exec(attributesText)?.[1]?.trim() ?? '/';
}

const csrfName = /csrf|xsrf|authenticity.?token|requestverificationtoken/i;

/** RFC 9110 §9.2.1: other methods are safe, and not protected. */
function checkCsrf({ exchange, accepted, cookies, credential, toOrigin }: Subject): readonly Candidate[] {
  const { method, status, requestHeaders } = exchange;
  const isUnsafe = !/^(?:GET|HEAD|OPTIONS|TRACE)$/i.test(method);
  if (status === 419) return [{ code: 'csrf', weight: 80, evidence: [fact('status', status)] }];
  if (!isUnsafe || ![400, 401, 403, 422].includes(status) || cookies.size === 0) return [];
  if (credential !== undefined && credential.location !== 'cookie') return [];
  const headers = requestHeaders.slice(0, maxReadHeaders);
  const sent = headers.find(({ name }) => csrfName.test(name));
  const peers = accepted.sameOrigin.filter((peer) => !/^(?:GET|HEAD)$/i.test(peer.exchange.method));
  const expected = peers
    .flatMap((peer) => peer.exchange.requestHeaders.find(({ name }) => csrfName.test(name)) ?? [])
    .at(0);
  const cookie = [...cookies].find(([name]) => csrfName.test(name)) ?? findCsrfCookie(toOrigin, exchange);
  if (sent === undefined) {
    const name = expected?.name ?? (cookie && 'X-CSRF-Token');
    if (name !== undefined)
      return [{ code: 'csrf', weight: 90, evidence: [fact('header-missing', name.slice(0, maxQuoted))] }];
    const isOtherMethodAccepted = accepted.sameOrigin.some((peer) =>
      [...cookies].some(([key, value]) => peer.cookies.get(key) === value),
    );
    return status === 403 && isOtherMethodAccepted
      ? [{ code: 'csrf', weight: 45, evidence: [fact('cookies-only')] }]
      : [];
  }
  const isOther =
    (cookie !== undefined && !isSameToken(cookie[1], sent.value)) ||
    (peers.length > 0 &&
      !peers.some((peer) => peer.exchange.requestHeaders.some(({ value }) => value === sent.value)));
  return [
    {
      code: 'csrf',
      weight: isOther ? 86 : 50,
      evidence: [fact('header-differs', sent.name.slice(0, maxQuoted))],
    },
  ];
}

function findCsrfCookie(
  toOrigin: readonly ComparedRequest[],
  exchange: HttpExchange,
): readonly [string, string] | undefined {
  const found = findSetCookies(toOrigin, exchange).find(({ name }) => csrfName.test(name));
  return found && [found.name, found.value];
}

/** Servers sign or encode the cookie, so that it contains the token. */
function isSameToken(cookie: string, sent: string): boolean {
  let decoded = cookie;
  try {
    decoded = decodeURIComponent(cookie);
  } catch {
    // As it is.
  }
  return decoded === sent || cookie === sent || decoded.includes(sent) || sent.includes(decoded);
}

/** The first segment of the path. */
function areaOf(url: string): string {
  return pathnameOf(url).split('/')[1] ?? '';
}

function pathnameOf(url: string): string {
  return targetOf(url).slice(originOf(url).length) || '/';
}
