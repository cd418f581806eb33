import type { HttpExchange } from '../../exchange/exchange';
import { readHeader } from './credential';
import { maxReadLength, maxTokenResponses } from './limits';

/** A response that delivered tokens, such as one of a token endpoint (RFC 6749 §5.1) or of an app's own sign-in. */
export interface TokenResponse {
  readonly exchange: HttpExchange;
  readonly text: string;
  readonly tokens: readonly string[];
}

/** The requests of a log that issue, replace or revoke tokens; each list newest first and limited. */
export interface History {
  readonly tokenResponses: readonly TokenResponse[];
  readonly signOuts: readonly HttpExchange[];
  readonly authorizationRequests: readonly HttpExchange[];
  /** URLs with an authorization code, and when they were requested or redirected to. */
  readonly redirects: readonly { readonly url: string; readonly atMs: number }[];
}

const tokenMember = /"(?:access_?token|token|jwt|id_?token|accessJwt)"\s*:\s*"([^"\\]+)"/gi;
const signOut =
  /\b(?:revoke|revocation|logout|log-out|signout|sign-out|end_?session|endsession|sessions?\/(?:end|terminate|revoke))\b/i;

/** Reads all requests once. `exchanges` are newest first. */
export function readHistory(exchanges: readonly HttpExchange[]): History {
  const tokenResponses: TokenResponse[] = [];
  const signOuts: HttpExchange[] = [];
  const authorizationRequests: HttpExchange[] = [];
  const redirects: { url: string; atMs: number }[] = [];
  for (const exchange of exchanges) {
    const { url, status, method, responseBody, sentAtMs } = exchange;
    if (method === 'OPTIONS') continue;
    const isSuccess = status >= 200 && status < 400;
    if (isSuccess && responseBody !== undefined && tokenResponses.length < maxTokenResponses) {
      const text = responseBody.text.slice(0, maxReadLength);
      const tokens = [...text.matchAll(tokenMember)].map(([, token = '']) => token);
      if (tokens.length > 0) tokenResponses.push({ exchange, text, tokens });
    }
    if (isSuccess && signOuts.length < maxTokenResponses && signOut.test(pathOf(url)))
      signOuts.push(exchange);
    if (url.includes('response_type=') && authorizationRequests.length < maxTokenResponses) {
      authorizationRequests.push(exchange);
    }
    if (redirects.length >= maxTokenResponses) continue;
    if (url.includes('code=')) redirects.push({ url, atMs: sentAtMs });
    const location =
      status >= 300 && status < 400 ? readHeader(exchange.responseHeaders, 'location') : undefined;
    if (location?.includes('code=') === true) redirects.push({ url: location, atMs: sentAtMs });
  }
  return { tokenResponses, signOuts, authorizationRequests, redirects };
}

function pathOf(url: string): string {
  return url.slice(0, 2_000).replace(/[?#].*$/, '');
}
