import { deliveryOf } from '../exchange/delivery';
import { type HttpExchange, headerOf } from '../exchange/exchange';
import { readFailedStart } from '../sign-in/read-steps';
import { isRequestError } from './request-error';
import { maxSearchedLength } from './limits';

/** RFC 9110 §15.5.2 and §15.5.4, RFC 6585 §5; 419 is Laravel's for CSRF, 494 nginx' for headers that are too large. */
const alwaysRejected: ReadonlySet<number> = new Set([401, 403, 407, 419, 431, 494, 498, 499, 511]);
/** These also have reasons that have nothing to do with credentials. */
const perhapsRejected: ReadonlySet<number> = new Set([400, 413, 414, 422, 500]);

/** An OAuth token request (RFC 6749 §4.1.3), by its body. */
const tokenRequest = /(?:^|[&"{,\s])(?:grant_type|refresh_?token)["=]/i;
const pendingGrant = /"error"\s*:\s*"(?:authorization_pending|slow_down)"/;
const graphqlErrors = /"errors"\s*:/;
const graphqlRejection =
  /\b(?:UNAUTHENTICATED|UNAUTHORIZED|UNAUTHORISED|FORBIDDEN|invalid-jwt|access-denied|AUTH_NOT_AUTHENTICATED|AUTH_NOT_AUTHORIZED|invalid-headers)\b/i;

/**
 * Whether a server, or the browser before it, rejected a request because of its credentials, or may have. Cheap: looks
 * at this exchange only. `isExpected` is whether the request, or another to its endpoint, has credentials.
 */
export function isRejected(exchange: HttpExchange, isExpected: boolean): boolean {
  const { status, isPending, responseBody } = exchange;
  if (isPending === true) return false;
  const hasCredentials = isExpected || hasAuthorization(exchange);
  if (status === 0) return isFailure(exchange, hasCredentials);
  if (deliveryOf(exchange).state === 'not sent') return false;
  if (alwaysRejected.has(status)) return true;
  if (status >= 400 && isWebSocket(exchange)) return true;
  if (status === 200) return isGraphqlRejection(responseBody?.text);
  // The user hasn't signed in yet (RFC 8628 §3.5).
  if (status === 400 && pendingGrant.test(responseBody?.text.slice(0, maxSearchedLength) ?? '')) return false;
  if (!perhapsRejected.has(status))
    return isRejectedPreflight(exchange) || (hasCredentials && isSentToSignIn(exchange));
  // Its body is too large, unless its headers are.
  if (status === 413 && !isLarge(exchange)) return false;
  const isForTokens = isTokenRequest(exchange) || readFailedStart(exchange) !== undefined;
  if (isRequestError(exchange) && !isForTokens) return false;
  return hasCredentials || isForTokens || isCsrfFailure(exchange) || isLarge(exchange);
}

function isTokenRequest({ requestBody, grant }: HttpExchange): boolean {
  return grant !== undefined || tokenRequest.test(requestBody?.text.slice(0, maxSearchedLength) ?? '');
}

/** Rails responds with 422 and others with 400 to a request that only has cookies. */
function isCsrfFailure({ responseBody }: HttpExchange): boolean {
  return /csrf|xsrf|authenticity token|forgery/i.test(responseBody?.text.slice(0, maxSearchedLength) ?? '');
}

const signInTarget =
  /\/(?:log-?in|sign-?in|log_in|sign_in|signin-oidc|sso|oauth2?\/(?:start|authorize|auth)|authorize|\.auth\/login)(?:[/?#]|$)/i;

/** A call that is redirected to where users sign in. Navigations and the steps of a sign-in are redirected as intended. */
function isSentToSignIn({ status, method, url, requestHeaders, responseHeaders }: HttpExchange): boolean {
  if (![302, 303, 307].includes(status) || method === 'OPTIONS' || signInTarget.test(url)) return false;
  return (
    headerOf(requestHeaders, 'sec-fetch-mode') !== 'navigate' &&
    signInTarget.test(headerOf(responseHeaders, 'location') ?? '')
  );
}

/** A preflight (Fetch Standard §4.8) for `Authorization` needs a status from 200 to 299. */
function isRejectedPreflight({ method, status, requestHeaders }: HttpExchange): boolean {
  return (
    method === 'OPTIONS' &&
    status >= 300 &&
    requestHeaders.some(
      ({ name, value }) =>
        name.toLowerCase() === 'access-control-request-headers' && /authorization/i.test(value),
    )
  );
}

/** A preflight that failed, a WebSocket that didn't open, or headers so large that the server closed the connection. */
function isFailure(exchange: HttpExchange, hasCredentials: boolean): boolean {
  const delivery = deliveryOf(exchange);
  if (delivery.state === 'not sent') return delivery.reason === 'preflight failed' && hasCredentials;
  if (isWebSocket(exchange)) return (exchange.messages?.length ?? 0) === 0;
  if (delivery.state === 'sent') return isLarge(exchange);
  // Chrome doesn't report whether the request of a worker was sent.
  return hasCredentials && delivery.error === 'net::ERR_FAILED' && isCrossOrigin(exchange);
}

/** Servers allow 8 to 64 kB of headers in total, and some less per line. */
const smallestLimit = 7_500;

/** Whether a server may reject a request for the size of its headers. */
export function isLarge({ requestHeaders }: HttpExchange): boolean {
  let size = 0;
  for (const { name, value } of requestHeaders) size += name.length + value.length + 4;
  return size > smallestLimit;
}

/** Whether the request has an `Authorization` header or a similar one, whatever its content. */
export function hasAuthorization({ requestHeaders }: HttpExchange): boolean {
  return requestHeaders.some(({ name }) => /^(?:proxy-)?authorization$/i.test(name));
}

/** Names of headers, parameters and cookies in which tokens without a recognizable shape are sent. */
export const tokenName =
  /^(?:x-)?(?:access[_-]?token|auth[_-]?token|authorization|id[_-]?token|jwt(?:-assertion)?|token|bearer|api[_-]?(?:token|key)|session[_-]?token|user[_-]?token|auth)$/i;
const tokenParameter = new RegExp(`[?&]${tokenName.source.slice(1, -1)}=[^&#]`, 'i');

/** Whether the request has a header or parameter that is for credentials, whatever its content. */
export function hasCredentials(exchange: HttpExchange): boolean {
  const { requestHeaders, url } = exchange;
  return (
    hasAuthorization(exchange) ||
    requestHeaders.some(({ name }) => tokenName.test(name)) ||
    tokenParameter.test(url)
  );
}

/** Whether the URL's scheme is `ws` or `wss`: the request opened a WebSocket. */
export function isWebSocket({ url }: Pick<HttpExchange, 'url'>): boolean {
  return /^wss?:/i.test(url);
}

function isGraphqlRejection(text: string | undefined): boolean {
  if (text === undefined) return false;
  const start = text.slice(0, maxSearchedLength);
  return graphqlErrors.test(start) && graphqlRejection.test(start);
}

function isCrossOrigin({ url, pageUrl, requestHeaders }: HttpExchange): boolean {
  const page = headerOf(requestHeaders, 'origin') ?? pageUrl ?? headerOf(requestHeaders, 'referer');
  return page !== undefined && originOf(page) !== originOf(url);
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
