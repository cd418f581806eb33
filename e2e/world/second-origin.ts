import { pathOf, sendHtml, sendText } from './responses';
import { handleChannel } from './channels';
import type { Loopback } from './loopback';
import { renderPage, sendAsset } from './pages';

/** The second origin of a world, as tests use it. */
export interface WorldSecond {
  /** Its host name and port differ from the app's: cross-origin and cross-site. */
  origin: string;
  /** The page that the app embeds; it stores a token in its localStorage. */
  url: string;
  /** The same server under the app's host name: cross-origin to the app, same site. */
  sameHostOrigin: string;
}

export function createSecond(listener: Loopback): WorldSecond {
  const origin = `http://localhost:${listener.port}`;
  listener.serve(async (request, response) => {
    const path = pathOf(request);
    // The frame of the channels page.
    if (path === '/framed') return sendHtml(response, 200, renderPage('framed', {}));
    if (await handleChannel(request, response, origin)) return true;
    if (path === '/frame' || path === '/') return sendHtml(response, 200, renderPage('frame', {}));
    return sendAsset(response, path) || sendText(response, 404, 'not found');
  });
  return { origin, url: `${origin}/frame`, sameHostOrigin: `http://127.0.0.1:${listener.port}` };
}
