import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, urlOf } from './responses';
import { makeChannelToken } from './channel-token';

const CHUNK_BYTES = 1024 * 1024;
const MOST_CHUNKS = 64;

/**
 * Responds to `/flood/big?mb=50` with JSON of that many megabytes, with a token at its start and one at its end;
 * accepts any body at `/flood/sink`. Returns false for any other request.
 */
export async function handleFlood(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (pathOf(request)) {
    case '/flood/sink': {
      let bytes = 0;
      for await (const chunk of request) bytes += Buffer.from(chunk).length;
      response.writeHead(200, { 'content-type': 'text/plain' }).end(String(bytes));
      return true;
    }
    case '/flood/big':
      await sendBig(response, Math.min(MOST_CHUNKS, Number(urlOf(request).searchParams.get('mb')) || 1));
      return true;
    default:
      return false;
  }
}

async function sendBig(response: ServerResponse, megabytes: number): Promise<void> {
  const [first, last] = await Promise.all(
    ['big-first', 'big-last'].map((subject) => makeChannelToken('https://flood.example', subject)),
  );
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.write(`{"first":"${first}","padding":"`);
  const chunk = Buffer.alloc(CHUNK_BYTES, 'x');
  for (let sent = 0; sent < megabytes && !response.destroyed; sent += 1) {
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end(`","last":"${last}"}`);
}
