import type { RequestFacts } from '../rule';

/** A call of an API with the token in its Authorization header, but for what is given. */
export function makeRequest(facts: Partial<RequestFacts> = {}): RequestFacts {
  return {
    method: 'GET',
    url: 'https://api.shop.test/orders',
    pageUrl: 'https://shop.test/',
    place: 'request header',
    name: 'authorization',
    sentAtSeconds: 1_790_000_000,
    ...facts,
  };
}

/** An answer of the token endpoint that brought the token. */
export function makeTokenAnswer(facts: Partial<RequestFacts> = {}): RequestFacts {
  return makeRequest({
    method: 'POST',
    url: 'https://id.test/token',
    place: 'response body',
    name: 'access_token',
    bodyText: 'grant_type=authorization_code&code=c',
    status: 200,
    ...facts,
  });
}

export function makeHeaders(headers: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
