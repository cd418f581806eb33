import type { HttpExchange } from '../exchange/exchange';
import { readTokenRequest } from './causes/subject';
import { maxContextBody } from './limits';

/**
 * Whether a request refreshed the tokens of an earlier response (RFC 6749 §6): it has that response's refresh token, or
 * it's a request for a refresh at all.
 */
export function isRefreshOf(exchange: HttpExchange, delivery: HttpExchange | undefined): boolean {
  const request = readTokenRequest(exchange);
  if (request?.get('grant_type') === 'refresh_token') return true;
  if (/refresh|renew|rotate/i.test(exchange.url)) return true;
  const [, refreshToken] =
    /"refresh_?[tT]oken"\s*:\s*"([^"\\]{8,})"/.exec(
      delivery?.responseBody?.text.slice(0, maxContextBody) ?? '',
    ) ?? [];
  return refreshToken !== undefined && exchange.requestBody?.text.includes(refreshToken) === true;
}
