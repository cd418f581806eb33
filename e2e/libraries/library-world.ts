import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { artefacts } from '../story';
import { pathOf, sendHtml, sendJson, sendText } from '../world/responses';
import { createLoopback, type Handler, type Loopback } from '../world/loopback';
import { makeToken } from '../world/make-token';
import type { LibraryPage } from './scenario';
import { createSecureLoopback } from './secure';
import type { CreateService, ServiceContext } from './service';

export const bundles = join(artefacts, 'libraries', 'pages');

/** A page with its library, and the server that it uses. */
export interface LibraryWorld {
  readonly url: string;
  readonly origin: string;
  /** The token that was recorded under this name. Throws if there is none. */
  tokenOf(name: string): string;
  endStreams(): void;
  /** A token that is sent last, and the URL that accepts it. */
  readonly fence: { readonly url: string; readonly token: string };
  close(): Promise<void>;
}

/** Starts both on free loopback ports. The page and its server have the same host: one site, two origins. */
export async function createLibraryWorld(page: LibraryPage): Promise<LibraryWorld> {
  const [app, service] = await Promise.all([
    createLoopback(),
    page.isSecure === true ? createSecureLoopback() : createLoopback(),
  ]);
  const host = `${page.name}.localhost`;
  const appOrigin = `http://${host}:${app.port}`;
  const origin = `${page.isSecure === true ? 'https' : 'http'}://${host}:${service.port}`;
  const tokens = new Map<string, string>();
  const context = createContext(service, origin, appOrigin, tokens);
  // Services import packages that are installed on demand, so files that are always compiled must not import them.
  const path = `./services/${page.name}.ts`;
  const { createService } = (await import(path)) as { createService: CreateService };
  const { serve, upgrade, session = {}, endStreams, close } = await createService(context);
  if (serve !== undefined) service.serve(allowCrossOrigin(serve, appOrigin));
  if (upgrade !== undefined) service.server.on('upgrade', upgrade);
  app.serve(createApp(page.name, { service: origin }, session));
  return {
    url: `${appOrigin}/`,
    origin: appOrigin,
    tokenOf(name) {
      const token = tokens.get(name);
      if (token === undefined)
        throw new Error(`${page.name} recorded no "${name}", but ${[...tokens.keys()].join()}`);
      return token;
    },
    fence: { url: `${appOrigin}/fence`, token: await context.makeToken('after all else') },
    endStreams: () => endStreams?.(),
    async close() {
      endStreams?.();
      await close?.();
      await Promise.all([app.close(), service.close()]);
    },
  };
}

function createContext(
  { server }: Loopback,
  origin: string,
  appOrigin: string,
  tokens: Map<string, string>,
): ServiceContext {
  return {
    server,
    origin,
    appOrigin,
    record: (name, jwt) => void tokens.set(name, jwt),
    async makeToken(name, claims = {}) {
      const known = tokens.get(name);
      if (known !== undefined) return known;
      const iat = Math.floor(Date.now() / 1000);
      const token = await makeToken({
        header: { typ: 'JWT' },
        claims: { iss: origin, sub: name, iat, exp: iat + LIFETIME_SECONDS, ...claims },
        key: 'a secret of this server and of nobody else',
      });
      tokens.set(name, token);
      return token;
    },
  };
}

function createApp(name: string, settings: object, session: object): Handler {
  return async (request, response) => {
    const path = pathOf(request);
    if (path === '/fence') return sendText(response, 200, 'ok');
    if (path === '/login') return sendJson(response, 200, session);
    if (path.endsWith('.js')) return sendScript(response, join(bundles, path));
    if (path === '/silent-check.html') return sendHtml(response, 200, silentCheck);
    sendHtml(response, 200, renderPage(name, settings));
  };
}

async function sendScript(response: ServerResponse, file: string): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
  response.end(await readFile(file));
}

/** The service sets its own headers. This adds the CORS headers for the page's origin, cookies included. */
function allowCrossOrigin(serve: Handler, appOrigin: string): Handler {
  return (request, response) => {
    response.setHeader('access-control-allow-origin', appOrigin);
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-expose-headers', '*');
    if (request.method !== 'OPTIONS') return serve(request, response);
    response.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
    const asked = request.headers['access-control-request-headers'];
    if (asked !== undefined) response.setHeader('access-control-allow-headers', asked);
    response.writeHead(204).end();
  };
}

function renderPage(name: string, settings: object): string {
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>${name}</title></head>
  <body>
    <button>Run</button>
    <p role="status">loading</p>
    <script type="application/json" id="settings">${json}</script>
    <script type="module" src="/${name}.js"></script>
  </body>
</html>
`;
}

/** As in Keycloak's documentation: the frame of a silent check posts its own URL to the page. */
const silentCheck =
  '<!doctype html><title>check</title><script>parent.postMessage(location.href, location.origin)</script>';

const LIFETIME_SECONDS = 3600;
