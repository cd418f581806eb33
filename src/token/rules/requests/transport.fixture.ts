import { makeToken } from '../../token.fixture';
import type { RuleCase } from '../case.fixture';
import { makeHeaders, makeRequest, makeTokenResponse } from './request.fixture';
import type { CheckContext, RequestFacts } from '../rule';

const token = makeToken(
  { alg: 'RS256', typ: 'at+jwt' },
  { iss: 'https://id.test', aud: 'https://api.shop.test' },
);
const bare = makeToken({ alg: 'RS256', typ: 'at+jwt' }, { iss: 'https://id.test', aud: 'account' });

const sent = (facts: Partial<RequestFacts> = {}): CheckContext => ({ request: makeRequest(facts) });
const received = (facts: Partial<RequestFacts> = {}): CheckContext => ({ request: makeTokenResponse(facts) });
const requested = (authorizationRequest: Record<string, string>): CheckContext => ({ authorizationRequest });

const html = makeHeaders({ 'content-type': 'text/html; charset=utf-8' });
const authorization = makeHeaders({ authorization: `Bearer ${token}` });
const refresh = 'grant_type=refresh_token&refresh_token=r-1&client_id=app';

export const transportCases: readonly RuleCase[] = [
  {
    rule: 'TR-URL-QUERY',
    fires: { token, context: sent({ location: 'url query', name: 'access_token' }) },
    silent: { token, context: sent({ location: 'url query', name: 'id_token_hint' }) },
  },
  {
    rule: 'TR-URL-PATH',
    fires: { token, context: sent({ location: 'url path', name: '' }) },
    silent: { token, context: sent() },
  },
  {
    rule: 'TR-URL-FRAGMENT',
    fires: { token, context: sent({ location: 'url fragment', name: 'access_token' }) },
    silent: { token, context: sent({ location: 'url fragment', name: 'response' }) },
  },
  {
    rule: 'TR-REDIRECT',
    fires: { token, context: sent({ location: 'response location', name: 'token' }) },
    silent: [
      { token, context: sent({ location: 'response location', name: 'request' }) },
      // The fragment stays in the browser, which another rule reports.
      {
        token,
        context: sent({
          location: 'response location',
          name: 'access_token',
          responseHeaders: makeHeaders({ location: `https://shop.test/#access_token=${token}` }),
        }),
      },
    ],
  },
  {
    rule: 'TR-REFERER',
    fires: {
      token,
      context: sent({ headers: makeHeaders({ referer: `https://shop.test/?token=${token}` }) }),
    },
    silent: {
      token,
      context: sent({ headers: makeHeaders({ referer: `https://api.shop.test/?token=${token}` }) }),
    },
  },
  {
    rule: 'TR-HTTP',
    fires: { token, context: sent({ url: 'http://api.shop.test/orders' }) },
    silent: { token, context: sent({ url: 'http://localhost:3000/orders' }) },
  },
  {
    rule: 'TR-THIRD-PARTY',
    fires: { token, context: sent({ url: 'https://collector.test/in' }) },
    // Without a host in the audience, no site is foreign.
    silent: { token: bare, context: sent({ url: 'https://collector.test/in' }) },
  },
  {
    rule: 'TR-ANALYTICS',
    fires: {
      token,
      context: sent({ url: 'https://o1.ingest.sentry.io/api/1/envelope/', location: 'request body' }),
    },
    silent: {
      token,
      context: sent({ url: 'https://o1.ingest.sentry.io/api/1/', pageUrl: 'https://team.sentry.io/issues' }),
    },
  },
  {
    rule: 'TR-GET-TOKEN',
    fires: {
      token,
      context: received({ method: 'GET', url: 'https://id.test/token?grant_type=authorization_code&code=c' }),
    },
    silent: [
      // Supabase puts the grant type in the URL and sends the rest in the body.
      { token, context: received({ url: 'https://id.test/token?grant_type=authorization_code' }) },
      // A status request, without parameters.
      {
        token,
        context: {
          ...received({ method: 'GET', bodyText: '' }),
          discovery: { token_endpoint: 'https://id.test/token' },
        },
      },
    ],
  },
  {
    rule: 'TR-NO-STORE',
    fires: { token, context: received({ responseHeaders: makeHeaders({ 'cache-control': 'private' }) }) },
    silent: {
      token,
      context: received({ responseHeaders: makeHeaders({ 'cache-control': 'private, No-Store' }) }),
    },
  },
  {
    rule: 'TR-CORS',
    fires: {
      token,
      context: received({
        headers: makeHeaders({ origin: 'https://other.example' }),
        responseHeaders: makeHeaders({
          'access-control-allow-origin': 'https://other.example',
          'access-control-allow-credentials': 'true',
        }),
      }),
    },
    // A public token endpoint requires a code, and no cookie gives access to it.
    silent: {
      token,
      context: received({ responseHeaders: makeHeaders({ 'access-control-allow-origin': '*' }) }),
    },
  },
  {
    rule: 'TR-PASSWORD-GRANT',
    fires: { token, context: received({ bodyText: '{"grant_type":"password","password":"p"}' }) },
    silent: { token, context: received() },
  },
  {
    rule: 'TR-IMPLICIT',
    fires: { token, context: requested({ response_type: 'id_token token' }) },
    silent: { token, context: requested({ response_type: 'id_token' }) },
  },
  {
    rule: 'TR-PKCE',
    fires: {
      token,
      context: requested({ response_type: 'code', code_challenge: 'c', code_challenge_method: 'plain' }),
    },
    // A confidential client of OpenID Connect may rely on the nonce.
    silent: { token, context: requested({ response_type: 'code', nonce: 'n' }) },
  },
  {
    rule: 'TR-STATE',
    fires: { token, context: requested({ response_type: 'code', client_id: 'app' }) },
    silent: { token, context: requested({ response_type: 'code', client_id: 'app', code_challenge: 'c' }) },
  },
  {
    rule: 'TR-CLIENT-SECRET',
    fires: {
      token,
      context: received({ headers: makeHeaders({ authorization: `Basic ${btoa('app:secret')}` }) }),
    },
    silent: {
      token,
      context: received({ headers: makeHeaders({ authorization: `Basic ${btoa('app:')}` }) }),
    },
  },
  {
    rule: 'TR-MIXED-SCHEMES',
    fires: {
      token,
      context: sent({ headers: authorization, url: `https://api.shop.test/orders?access_token=${token}` }),
    },
    silent: [
      { token, context: sent({ headers: authorization }) },
      // RFC 6750 §2 isn't about cookies.
      {
        token,
        context: sent({
          headers: makeHeaders({ authorization: `Bearer ${token}`, cookie: `session=${token}` }),
        }),
      },
    ],
  },
  {
    rule: 'TR-ECHO',
    fires: { token, context: sent({ responseBodyText: JSON.stringify({ seen: `Bearer ${token}` }) }) },
    silent: {
      token,
      context: sent({ responseBodyText: JSON.stringify({ seen: `Bearer ${token.slice(0, -1)}` }) }),
    },
  },
  {
    rule: 'TR-HTML',
    fires: { token, context: received({ responseHeaders: html }) },
    silent: {
      token,
      context: { ...received({ responseHeaders: html }), ...requested({ response_mode: 'form_post' }) },
    },
  },
  {
    rule: 'TR-RT-ROTATION',
    fires: { token, context: received({ bodyText: refresh, responseBodyText: '{"access_token":"a"}' }) },
    silent: {
      token,
      context: received({
        bodyText: refresh,
        responseBodyText: '{"access_token":"a","refresh_token":"r-2"}',
      }),
    },
  },
  {
    rule: 'TR-WS-QUERY',
    fires: {
      token,
      context: sent({ url: 'wss://api.shop.test/live', location: 'url query', name: 'token' }),
    },
    silent: {
      token,
      context: sent({ url: 'wss://api.shop.test/live', name: 'sec-websocket-protocol' }),
    },
  },
  {
    rule: 'TR-401-SCHEME',
    fires: {
      token,
      context: sent({
        status: 401,
        responseHeaders: makeHeaders({
          'www-authenticate': 'Bearer realm="a", error="invalid_token", error_description="expired"',
        }),
      }),
    },
    silent: {
      token,
      context: sent({
        status: 401,
        responseHeaders: makeHeaders({ 'www-authenticate': 'Bearer realm="error"' }),
      }),
    },
  },
];
