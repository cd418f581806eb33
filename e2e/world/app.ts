import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, readBody, sendHtml, sendText, urlOf } from './responses';
import { handleChannel } from './channels';
import { createDeliveries } from './deliveries';
import { createSlowResponses } from './slow-responses';
import { handleFlood } from './flood';
import { makeHostileTokens } from './hostile-tokens';
import type { Loopback } from './loopback';
import { makeToken } from './make-token';
import { renderPage, sendAsset } from './pages';
import type { RunningProvider } from './provider';
import type { WorldSecond } from './second-origin';

/** The app of a world, as tests use it. */
export interface WorldApp {
  origin: string;
  /** The page with the buttons. It embeds the second origin under the second origin's own host name. */
  url: string;
  /** The same page, embedding the second origin under the app's host name: cross-origin, same site. */
  sameHostFrameUrl: string;
  /** A page with a strict CSP that stores `hostileTokens` in its localStorage. */
  hostileUrl: string;
  /** A page with a button for each channel; `?run=` lists those to use while it loads. */
  channelsUrl: string;
  /** A page with a button for each thing that a hostile page does to an extension that watches it. */
  floodUrl: string;
  /** An empty page whose server responds from, past and without the cache. */
  deliveriesUrl: string;
  /** URL and `Authorization` of each request under `/delivery/` that reached the server, oldest first. */
  arrived: readonly string[];
  /** What `hostileUrl` stores: localStorage key → JWT. */
  hostileTokens: Record<string, string>;
  /** The HS256 secret, as text, of the tokens in the `session` and `profile` cookies. */
  sessionSecret: string;
}

/** Serves the app: its pages, its session endpoint, and the tokens for its "Send a … token" buttons. */
export async function createApp(
  listener: Loopback,
  origin: string,
  urls: { apiOrigin: string; audience: string },
  { provider, clients }: RunningProvider,
  second: WorldSecond,
  sessionSeconds: number,
): Promise<WorldApp> {
  const sessionSecret = randomBytes(32).toString('base64url');
  const hostileTokens = await makeHostileTokens();
  const keySet = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
  const deliveries = createDeliveries();
  const settings = { issuer: provider.issuer, clientId: clients.app, ...urls };

  async function openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const idToken = parseIdToken(await readBody(request));
    let claims;
    try {
      const expected = { issuer: provider.issuer, audience: clients.app };
      ({ payload: claims } = await jwtVerify(idToken, keySet, expected));
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      sendText(response, 401, 'the ID token is not accepted');
      return;
    }
    const iat = Math.floor(Date.now() / 1000);
    const session = { iss: origin, sub: claims.sub, aud: origin, sid: randomUUID(), iat };
    const profile = { iss: origin, sub: claims.sub, name: claims.name, locale: 'en', iat };
    const sign = (named: Record<string, unknown>): Promise<string> =>
      makeToken({
        header: { alg: 'HS256', typ: 'JWT' },
        claims: { ...named, exp: iat + sessionSeconds },
        key: sessionSecret,
      });
    response.setHeader('set-cookie', [
      `session=${await sign(session)}; Path=/; HttpOnly; SameSite=Lax`,
      `profile=${await sign(profile)}; Path=/; SameSite=Lax`,
    ]);
    response.writeHead(204).end();
  }

  function closeSession(response: ServerResponse): void {
    response.setHeader('set-cookie', [
      'session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      'profile=; Path=/; SameSite=Lax; Max-Age=0',
    ]);
    response.writeHead(204).end();
  }

  /** An opaque access token that the app's server gets from the provider (RFC 6749 §4.4). */
  async function fetchOpaqueToken(): Promise<string> {
    const response = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clients.server.id}:${clients.server.secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: urls.audience,
        scope: 'orders:read',
      }),
    });
    if (!response.ok)
      throw new Error(`the token endpoint responded with ${response.status}: ${await response.text()}`);
    const { access_token: accessToken } = (await response.json()) as { access_token: string };
    return accessToken;
  }

  function sendAppPage(request: IncomingMessage, response: ServerResponse): void {
    const sameHost = urlOf(request).searchParams.get('frame') === 'same-host';
    const frameUrl = `${sameHost ? second.sameHostOrigin : second.origin}/frame`;
    sendHtml(response, 200, renderPage('app', { settings, frameUrl }));
  }

  function sendHostilePage(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64');
    const policy = `default-src 'none'; style-src 'self'; script-src 'nonce-${nonce}'; require-trusted-types-for 'script'`;
    sendHtml(response, 200, renderPage('hostile', { nonce, tokens: hostileTokens }), {
      'content-security-policy': policy,
    });
  }

  const handleSlowRequest = createSlowResponses(origin);
  listener.serve(async (request, response) => {
    const path = pathOf(request);
    switch (`${request.method} ${path}`) {
      case 'GET /':
      case 'GET /callback':
      case 'GET /signed-out':
        return sendAppPage(request, response);
      case 'GET /hostile':
        return sendHostilePage(response);
      case 'POST /session':
        return openSession(request, response);
      case 'DELETE /session':
        return closeSession(response);
      // As text, so that the token is captured from the request that sends it and not from this response.
      case 'GET /tokens/expired': {
        const subject = urlOf(request).searchParams.get('subject') ?? 'nobody';
        return sendText(response, 200, await provider.expiredAccessToken(subject));
      }
      case 'GET /tokens/opaque':
        return sendText(response, 200, await fetchOpaqueToken());
      case 'GET /channels':
        return sendHtml(
          response,
          200,
          renderPage('channels', { frameUrl: `${second.sameHostOrigin}/framed` }),
        );
      case 'GET /channel/other-tab':
        return sendHtml(response, 200, renderPage('other-tab', {}));
      case 'GET /flood':
        return sendHtml(response, 200, renderPage('flood', {}), mayReturn);
      default:
        return (
          (await handleChannel(request, response, origin)) ||
          (await handleSlowRequest(request, response)) ||
          (await handleFlood(request, response)) ||
          deliveries.handle(request, response) ||
          sendAsset(response, path) ||
          sendText(response, 404, 'not found')
        );
    }
  });

  return {
    origin,
    url: `${origin}/`,
    sameHostFrameUrl: `${origin}/?frame=same-host`,
    hostileUrl: `${origin}/hostile`,
    channelsUrl: `${origin}/channels`,
    floodUrl: `${origin}/flood`,
    deliveriesUrl: `${origin}/delivery/`,
    arrived: deliveries.arrived,
    hostileTokens,
    sessionSecret,
  };
}

/** Unlike a `no-store` page, this one may be kept in the back/forward cache. */
const mayReturn = { 'cache-control': 'no-cache' };

/** The ID token of a session request; empty, which no verification accepts, if there is none. */
function parseIdToken(body: string): string {
  try {
    const { id_token: idToken } = Object(JSON.parse(body)) as { id_token?: unknown };
    return typeof idToken === 'string' ? idToken : '';
  } catch {
    return '';
  }
}
