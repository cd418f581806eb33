import { createApi, type WorldApi } from './api';
import { createApp, type WorldApp } from './app';
import { createBearerCheck } from './bearer';
import { createChannelSockets } from './channel-sockets';
import { createLoopback } from './loopback';
import { createProvider, type IssuedToken, type ProviderOptions, type WorldProvider } from './provider';
import { createSecond, type WorldSecond } from './second-origin';

export interface WorldOptions extends Partial<ProviderOptions> {
  /** Lifetime of the JWTs in the app's two cookies. */
  sessionSeconds?: number;
  /** By how much the API's `Date` headers are ahead. */
  apiClockSeconds?: number;
}

export interface World {
  provider: WorldProvider;
  api: WorldApi;
  app: WorldApp;
  second: WorldSecond;
  /** Every JWT from the provider's token endpoint, in order, ID token first within one response. */
  issued: readonly IssuedToken[];
  /** Every opaque access token that it issued. */
  issuedOpaque: readonly string[];
  close(): Promise<void>;
}

const defaults: ProviderOptions & { sessionSeconds: number; apiClockSeconds: number } = {
  accessTokenSeconds: 300,
  idTokenSeconds: 300,
  refreshTokenSeconds: 3600,
  sessionSeconds: 3600,
  apiClockSeconds: 0,
  accessTokenAlg: 'ES256',
  idTokenAlg: 'RS256',
  opaqueAccessTokens: false,
};

/**
 * Starts an OpenID provider, an API, an app and a second origin on free loopback ports, in this process.
 *
 * The app and the API are on `127.0.0.1`, the provider and the second origin on `localhost`, so that access granted for
 * one host isn't access to the other. Keys and secrets are created for each world.
 */
export async function createWorld(overrides: WorldOptions = {}): Promise<World> {
  const options = { ...defaults, ...overrides };
  const [providerListener, apiListener, appListener, secondListener] = await Promise.all([
    createLoopback(),
    createLoopback(),
    createLoopback(),
    createLoopback(),
  ]);
  const issuer = `http://localhost:${providerListener.port}`;
  const apiOrigin = `http://127.0.0.1:${apiListener.port}`;
  const appOrigin = `http://127.0.0.1:${appListener.port}`;
  const audience = `${apiOrigin}/orders`;

  const second = createSecond(secondListener);
  const running = await createProvider(providerListener, issuer, { appOrigin, audience }, options);
  const checkBearer = createBearerCheck(issuer, audience, running.clients.api);
  const allowedOrigins = [appOrigin, second.origin, second.sameHostOrigin];
  const api = createApi(apiListener, apiOrigin, allowedOrigins, checkBearer, options.apiClockSeconds);
  const urls = { apiOrigin, audience };
  const app = await createApp(appListener, appOrigin, urls, running, second, options.sessionSeconds);
  const endSockets = createChannelSockets(appListener.server, appOrigin);

  return {
    provider: running.provider,
    api,
    app,
    second,
    issued: running.issued,
    issuedOpaque: running.issuedOpaque,
    async close() {
      endSockets();
      await Promise.all(
        [providerListener, apiListener, appListener, secondListener].map((each) => each.close()),
      );
    },
  };
}
