import { decode } from '../../decode/decode';
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
const refresh = 'grant_type=refresh_token&refresh_token=r-1&client_id=app';

const asDocument = makeHeaders({ 'sec-fetch-dest': 'document' });
const { pageUrl: _, ...onServer } = makeTokenResponse({
  bodyText: 'grant_type=authorization_code&client_secret=s',
});
const cached = (cacheControl: string) =>
  received({ method: 'GET', responseHeaders: makeHeaders({ 'cache-control': cacheControl }) });
const challenged = (challenge: string) =>
  sent({ status: 401, responseHeaders: makeHeaders({ 'www-authenticate': challenge }) });

/** A response with the token that depends on a cookie, and that pages of this origin may read. */
const withCookies = (origin: string) =>
  makeTokenResponse({
    bodyText: '',
    headers: makeHeaders({ origin, cookie: 'session=1' }),
    responseHeaders: makeHeaders({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    }),
  });

export const transportCases: readonly RuleCase[] = [
  {
    rule: 'TR-URL-QUERY',
    fires: { token, context: sent({ location: 'url query', name: 'access_token' }) },
    silent: [
      { token, context: sent({ location: 'url query', name: 'id_token_hint' }) },
      { token, context: sent({ location: 'url query', name: 'code' }) },
      // The public key of a Supabase project.
      {
        token: makeToken({ alg: 'HS256' }, { iss: 'supabase', ref: 'abc', role: 'anon' }),
        context: sent({ location: 'url query', name: 'apikey' }),
      },
    ],
  },
  {
    rule: 'TR-URL-PATH',
    fires: { token, context: sent({ location: 'url path', name: '' }) },
    silent: { token, context: sent() },
  },
  {
    rule: 'TR-URL-FRAGMENT',
    fires: { token, context: sent({ location: 'url fragment', name: 'access_token' }) },
    silent: [
      { token, context: sent({ location: 'url fragment', name: 'response' }) },
      { token, context: sent({ location: 'url fragment', name: 'id_token' }) },
    ],
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
    fires: { token, context: sent({ url: 'http://api.shop.com/orders' }) },
    silent: [
      { token, context: sent({ url: 'http://localhost:3000/orders' }) },
      // The browser redirects to HTTPS itself, and sends nothing before.
      {
        token,
        context: sent({
          url: 'http://api.shop.test/orders',
          status: 307,
          responseHeaders: makeHeaders({ 'non-authoritative-reason': 'HSTS' }),
        }),
      },
    ],
  },
  {
    rule: 'TR-THIRD-PARTY',
    fires: { token, context: sent({ url: 'https://collector.test/in', location: 'request body', name: '' }) },
    silent: [
      // Without a host in the audience, no site is foreign.
      {
        token: bare,
        context: sent({ url: 'https://collector.test/in', location: 'request body', name: '' }),
      },
      // An API can have another host than its name.
      { token, context: sent({ url: 'https://orders-7f.a.run.test/' }) },
    ],
  },
  {
    rule: 'TR-ANALYTICS',
    fires: {
      token,
      context: sent({ url: 'https://o1.ingest.sentry.io/api/1/envelope/', location: 'request body' }),
    },
    silent: [
      {
        token,
        context: sent({
          url: 'https://o1.ingest.sentry.io/api/1/',
          pageUrl: 'https://team.sentry.io/issues',
        }),
      },
      // The service's own token.
      {
        token: makeToken({ alg: 'RS256' }, { iss: 'https://sentry.io' }),
        context: sent({ url: 'https://o1.ingest.sentry.io/api/1/' }),
      },
    ],
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
    fires: { token, context: cached('public, max-age=60') },
    silent: [
      { token, context: cached('private, No-Store') },
      { token, context: cached('private, max-age=60') },
      { token, context: cached('max-age=0') },
      // No cache stores the response to a POST without being asked to.
      { token, context: received({ responseHeaders: makeHeaders({ date: 'now' }) }) },
    ],
  },
  {
    rule: 'TR-CORS',
    fires: { token, context: { requests: ['https://a.example', 'https://b.invalid'].map(withCookies) } },
    silent: [
      // The server may have this origin on a list.
      { token, context: { requests: [withCookies('https://a.example')] } },
      { token, context: { requests: ['https://a.example', 'https://www.a.example'].map(withCookies) } },
      // A public token endpoint requires a code, and no cookie gives access to it.
      {
        token,
        context: received({ responseHeaders: makeHeaders({ 'access-control-allow-origin': '*' }) }),
      },
      {
        token,
        context: {
          requests: ['https://a.example', 'https://b.invalid'].map((origin) => ({
            ...withCookies(origin),
            bodyText: 'grant_type=authorization_code&code=c',
          })),
        },
      },
      {
        token,
        context: {
          requests: ['https://a.example', 'https://b.invalid'].map((origin) => ({
            ...withCookies(origin),
            grant: { type: 'authorization_code', parameters: [] },
          })),
        },
      },
    ],
  },
  {
    rule: 'TR-PASSWORD-GRANT',
    fires: { token, context: received({ bodyText: 'grant_type=password&password=p&client_id=app' }) },
    silent: [
      { token, context: received() },
      // Supabase's own sign-in, which has no clients.
      {
        token,
        context: received({
          url: 'https://ref.supabase.co/auth/v1/token?grant_type=password',
          bodyText: '{"email":"a@shop.test","password":"p"}',
        }),
      },
      // The authorization server's own page.
      {
        token,
        context: received({
          bodyText: 'grant_type=password&client_id=app',
          pageUrl: 'https://id.test/login',
        }),
      },
      // Auth0's sign-in in an app, which has a name of its own.
      {
        token,
        context: received({
          bodyText: '{"grant_type":"http://auth0.com/oauth/grant-type/password-realm","client_id":"a"}',
        }),
      },
    ],
  },
  {
    rule: 'TR-IMPLICIT',
    fires: { token, context: requested({ response_type: 'id_token token' }) },
    silent: [
      { token, context: requested({ response_type: 'id_token' }) },
      // Reported for the ID token that came with it.
      {
        token,
        context: {
          ...requested({ response_type: 'id_token token' }),
          companions: [decode(makeToken({ alg: 'RS256' }, { typ: 'ID' }))],
        },
      },
    ],
  },
  {
    rule: 'TR-PKCE',
    variant: 'plain',
    fires: {
      token,
      context: requested({ response_type: 'code', code_challenge: 'c', code_challenge_method: 'plain' }),
    },
    silent: {
      token,
      context: requested({ response_type: 'code', code_challenge: 'c', code_challenge_method: 'S256' }),
    },
  },
  {
    rule: 'TR-PKCE',
    variant: 'none',
    fires: { token, context: { ...received(), ...requested({ response_type: 'code', nonce: 'n' }) } },
    silent: [
      // A confidential client, whose token request isn't captured or has a secret.
      { token, context: requested({ response_type: 'code', nonce: 'n' }) },
      {
        token,
        context: {
          ...received({
            bodyText: '',
            grant: { type: 'authorization_code', parameters: ['client_secret'] },
          }),
          ...requested({ response_type: 'code', nonce: 'n' }),
        },
      },
    ],
  },
  {
    rule: 'TR-CLIENT-SECRET',
    fires: {
      token,
      context: received({ headers: makeHeaders({ authorization: `Basic ${btoa('app:secret')}` }) }),
    },
    silent: [
      { token, context: received({ headers: makeHeaders({ authorization: `Basic ${btoa('app:')}` }) }) },
      // A server's own request, in a file that was opened.
      { token, context: { request: onServer } },
    ],
  },
  {
    rule: 'TR-HTML',
    fires: { token, context: received({ headers: asDocument, responseHeaders: html }) },
    silent: [
      // A page that posts the token to the client.
      {
        token,
        context: received({
          headers: asDocument,
          responseHeaders: html,
          responseBodyText: `<form action="/cb" method="post"><input name="id_token" value="${token}"></form>`,
        }),
      },
      // Fetched by a script.
      {
        token,
        context: received({
          headers: makeHeaders({ 'sec-fetch-dest': 'empty' }),
          responseHeaders: html,
        }),
      },
      { token, context: received({ responseHeaders: html }) },
    ],
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
    variant: 'invalid_token',
    fires: {
      token,
      context: challenged('Bearer realm="a", error="invalid_token", error_description="expired"'),
    },
    silent: { token, context: challenged('Bearer realm="error"') },
  },
  ...['insufficient_scope', 'use_dpop_nonce', 'insufficient_user_authentication', 'invalid_request'].map(
    (variant) => ({
      rule: 'TR-401-SCHEME',
      variant,
      fires: { token, context: challenged(`Bearer error="${variant}"`) },
      silent: { token, context: challenged(`Bearer realm="${variant}"`) },
    }),
  ),
  {
    rule: 'TR-401-SCHEME',
    variant: 'other',
    fires: { token, context: challenged('Bearer error="no_luck"') },
    silent: { token, context: challenged('Basic') },
  },
];
