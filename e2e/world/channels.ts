import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, readBody, sendText } from './responses';
import { channelResponses } from './channel-responses';
import { makeChannelToken } from './channel-token';

/**
 * Responds to requests of the channels page and its frame under `/channel/`; returns false for any other request,
 * including scripts. `quiet` accepts any body and responds with `ok`; `rejected` responds with 401 and a body;
 * `response/NAME` contains a token made for it.
 */
export async function handleChannel(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
): Promise<boolean> {
  const path = pathOf(request);
  if (path === '/channel/quiet' || path.startsWith('/channel/quiet/')) {
    await discardBody(request);
    sendText(response, 200, 'ok');
    return true;
  }
  if (path === '/channel/rejected') {
    response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer' });
    response.end(JSON.stringify({ error: 'invalid_token', trace: 'x'.repeat(UNREAD_CHARACTERS) }));
    return true;
  }
  const name = path.startsWith('/channel/response/') ? path.slice('/channel/response/'.length) : '';
  const send = Object.hasOwn(channelResponses, name) ? channelResponses[name] : undefined;
  if (send === undefined) return false;
  await readBody(request);
  send(response, await makeChannelToken(origin, name));
  return true;
}

/** Reads a body of any length and ignores it. */
async function discardBody(request: IncomingMessage): Promise<void> {
  request.resume();
  await once(request, 'end');
}

/** More than a browser buffers for a page that doesn't read the body. */
const UNREAD_CHARACTERS = 1024 * 1024;
