import type { ServerResponse } from 'node:http';
import { pathOf, readBody } from '../../world/responses';
import type { CreateService } from '../service';

const clients = ['fetch-event-source', 'eventsource', 'event-source-polyfill', 'reconnecting-eventsource'];

/** An event stream for each client (WHATWG HTML §9.2) that stays open; its one event contains a token. */
export const createService: CreateService = async ({ makeToken }) => {
  const open = new Set<ServerResponse>();
  let isEnded = false;
  const session: Record<string, string> = {};
  for (const client of clients) session[client] = await makeToken(`${client} sent`);
  session['body'] = await makeToken('fetch-event-source body');
  return {
    session,
    async serve(request, response) {
      const client = pathOf(request).slice(1);
      await readBody(request);
      // WHATWG HTML §9.2.3: 204 stops a client from reconnecting.
      if (isEnded) return response.writeHead(204).end();
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const token = await makeToken(`${client} event`);
      response.write(`id: 1\nevent: session\ndata: ${JSON.stringify({ token })}\n\n`);
      open.add(response);
      return undefined;
    },
    endStreams() {
      isEnded = true;
      for (const response of open) response.end();
    },
  };
};
