import type { HttpExchange } from '../exchange/exchange';
import { parseUrlParts } from '../exchange/url-parts';
import { readTokenRequest } from '../sign-in/token-request';
import { maxContextBody } from './limits';

/**
 * Whether a request refreshed the tokens of an earlier response (RFC 6749 §6): it has that response's refresh token or,
 * if one of them isn't known, it's a request for a refresh at all.
 */
export function isRefreshOf(exchange: HttpExchange, delivery: HttpExchange | undefined): boolean {
  const request = readTokenRequest(exchange);
  const [, refreshToken] =
    /"refresh_?[tT]oken"\s*:\s*"([^"\\]{8,})"/.exec(
      delivery?.responseBody?.text.slice(0, maxContextBody) ?? '',
    ) ?? [];
  if (request?.get('grant_type') === 'refresh_token') {
    const sent = request.get('refresh_token');
    return refreshToken === undefined || sent === undefined || sent === refreshToken;
  }
  const [lastSegment = ''] = /[^/]*\/?$/.exec(parseUrlParts(exchange.url).path) ?? [];
  if (/refresh|renew|rotate/i.test(lastSegment)) return true;
  return refreshToken !== undefined && exchange.requestBody?.text.includes(refreshToken) === true;
}
