import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, readBody, sendText } from './answers';
import { channelAnswers } from './channel-answers';
import { makeChannelToken } from './channel-token';

/**
 * Answers what the channels page and its frame ask for under `/channel/`; false for anything else, scripts among it.
 * `quiet` takes whatever it is sent and answers `ok`; `refused` answers 401 with a body; `answer/NAME` carries a token
 * made for it.
 */
export async function answerChannel(
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
  if (path === '/channel/refused') {
    response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer' });
    response.end(JSON.stringify({ error: 'invalid_token', trace: 'x'.repeat(UNREAD_CHARACTERS) }));
    return true;
  }
  const name = path.startsWith('/channel/answer/') ? path.slice('/channel/answer/'.length) : '';
  const send = Object.hasOwn(channelAnswers, name) ? channelAnswers[name] : undefined;
  if (send === undefined) return false;
  await readBody(request);
  send(response, await makeChannelToken(origin, name));
  return true;
}

/** However long it is: what is sent here is of no use to anyone but the browser. */
async function discardBody(request: IncomingMessage): Promise<void> {
  request.resume();
  await once(request, 'end');
}

/** More than a browser takes in ahead of a page that does not read. */
const UNREAD_CHARACTERS = 1024 * 1024;
