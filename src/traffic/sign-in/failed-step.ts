import { deliveryOf } from '../exchange/delivery';
import type { HttpExchange } from '../exchange/exchange';
import { originOf } from '../exchange/url-parts';
import { findHeader, textOf } from './parameters';
import { isCertain, readSteps, type Step } from './read-steps';

/** OpenID Connect Core 1.0 §3.1.2.6. */
export const loginErrors: ReadonlySet<string> = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);

/** The error of an authorization response, a token response or another JSON response. */
export function errorOf({ kind, parameters, response }: Step): string | undefined {
  return kind === 'authorization response' ? parameters.get('error') : textOf(response, 'error');
}

/**
 * Whether a request shows, by itself, that a sign-in failed. Not if the user must sign in first: apps ask that with
 * `prompt=none` whenever they start.
 */
export function isFailedSignIn(exchange: HttpExchange): boolean {
  return readSteps(exchange).some((step) => {
    const error = errorOf(step);
    if (step.kind === 'authorization request') return exchange.status >= 400;
    if (step.kind === 'token request' || step.kind === 'pushed request') return isBlockedByCors(exchange);
    if (step.kind !== 'authorization response' || error === undefined || !isCertain(step)) {
      return false;
    }
    return !loginErrors.has(error);
  });
}

/**
 * Whether the page couldn't read the response of another origin (Fetch Standard §4.10), or got none. The server may have
 * sent one: browsers report it to DevTools.
 */
export function isBlockedByCors(exchange: HttpExchange): boolean {
  const { status, url, requestHeaders, responseHeaders } = exchange;
  if (exchange.isPending === true) return false;
  const page = pageOf(exchange);
  if (page === undefined || originOf(page) === originOf(url)) return false;
  if (status > 0) {
    if (findHeader(requestHeaders, 'sec-fetch-mode') !== 'cors' || responseHeaders.length === 0) return false;
    const allowed = findHeader(responseHeaders, 'access-control-allow-origin')?.trim();
    return allowed === undefined || (allowed !== '*' && originOf(allowed) !== originOf(page));
  }
  const delivery = deliveryOf(exchange);
  return delivery.state === 'not sent'
    ? delivery.reason === 'preflight failed'
    : delivery.state === 'sent' || delivery.error === 'net::ERR_FAILED';
}

/** The page that sent a request. */
export function pageOf({ requestHeaders, pageUrl }: HttpExchange): string | undefined {
  return findHeader(requestHeaders, 'origin') ?? pageUrl;
}
