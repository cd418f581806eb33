import type { RequestFacts } from '../rule';

/** By default, an API call with the token in its Authorization header. */
export function makeRequest(facts: Partial<RequestFacts> = {}): RequestFacts {
  return {
    method: 'GET',
    url: 'https://api.shop.test/orders',
    pageUrl: 'https://shop.test/',
    location: 'request header',
    name: 'authorization',
    sentAtSeconds: 1_790_000_000,
    ...facts,
  };
}

/** By default, a response of the token endpoint with the token. */
export function makeTokenResponse(facts: Partial<RequestFacts> = {}): RequestFacts {
  return makeRequest({
    method: 'POST',
    url: 'https://id.test/token',
    location: 'response body',
    name: 'access_token',
    bodyText: 'grant_type=authorization_code&code=c',
    status: 200,
    ...facts,
  });
}

export function makeHeaders(headers: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
