import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, readBody, sendText, urlOf } from './responses';
import { makeChannelToken } from './channel-token';

type HandleRequest = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * Slow responses, and chains of redirects, under `/channel/`; returns false for any other request.
 *
 * `slow/stream` streams events as a language model's API does, the last one with a token with the subject `deliver`.
 * `slow/lines` does the same as lines of JSON. `slow/silent` doesn't respond. `slow/end` ends all of them. `hop/N`
 * redirects N times, each time with a cookie whose token has the subject `hop-N`.
 */
export function createSlowResponses(origin: string): HandleRequest {
  const open = new Set<ServerResponse>();

  const keepOpen = (response: ServerResponse) => {
    open.add(response);
    response.on('close', () => open.delete(response));
  };

  return async (request, response) => {
    const path = pathOf(request);
    const subject = urlOf(request).searchParams.get('deliver') ?? 'slow';
    await (path.startsWith('/channel/slow/') ? readBody(request) : undefined);
    switch (path) {
      case '/channel/slow/stream': {
        const token = await makeChannelToken(origin, subject);
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        for (const content of ['The', ' token is ', token]) {
          response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
        }
        keepOpen(response);
        return true;
      }
      case '/channel/slow/lines':
        response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
        response.write(`${JSON.stringify({ token: await makeChannelToken(origin, subject) })}\n`);
        keepOpen(response);
        return true;
      case '/channel/slow/silent':
        keepOpen(response);
        return true;
      case '/channel/slow/end':
        for (const each of open) each.end(each.headersSent ? '' : 'ok');
        sendText(response, 200, 'ok');
        return true;
      default:
        return sendHop(response, path, origin);
    }
  };
}

async function sendHop(response: ServerResponse, path: string, origin: string): Promise<boolean> {
  const [, digits] = /^\/channel\/hop\/(\d+)$/.exec(path) ?? [];
  if (digits === undefined) return false;
  const left = Number(digits);
  const cookie = `hop${left}=${await makeChannelToken(origin, `hop-${left}`)}`;
  response.writeHead(302, {
    location: left > 1 ? `/channel/hop/${left - 1}` : '/channel/quiet/landed',
    // No later request sends it: only this redirect contains its token.
    'set-cookie': `${cookie}; Path=/nowhere; HttpOnly; SameSite=Lax`,
  });
  response.end();
  return true;
}
