import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { pathOf, readBody, sendJson, sendText, urlOf } from '../../world/responses';
import type { CreateService } from '../service';

/** Ends each JSON message (SignalR's HubProtocol.md, "JSON Encoding"). */
const END = '\x1e';

interface Connection {
  send(text: string): void;
}
interface HubMessage {
  readonly protocol?: string;
  readonly type?: number;
  readonly invocationId?: string;
  readonly target?: string;
}

/**
 * A hub that implements SignalR's JSON protocol over its three transports, as TransportProtocols.md and HubProtocol.md
 * describe them. `/managed` responds as Azure SignalR Service does: with a redirect to `/hub` and a token for it.
 */
export const createService: CreateService = async ({ origin, makeToken }) => {
  const [completion, managed] = await Promise.all([makeToken('result'), makeToken('managed')]);
  const session = Object.fromEntries(
    await Promise.all(
      ['WebSockets', 'ServerSentEvents', 'LongPolling', 'argument', 'before managed'].map(async (name) => [
        name,
        await makeToken(name),
      ]),
    ),
  );
  const sockets = new WebSocketServer({ noServer: true });
  const streams = new Map<string, ServerResponse>();
  const polls = new Map<string, LongPoll>();

  async function receive(connection: Connection, transport: string, text: string): Promise<void> {
    for (const part of text.split(END).slice(0, -1)) {
      const message = JSON.parse(part) as HubMessage;
      if (message.protocol !== undefined) {
        connection.send(`{}${END}`);
        const token = await makeToken(`${transport} invocation`);
        connection.send(`${JSON.stringify({ type: 1, target: 'session', arguments: [{ token }] })}${END}`);
      } else if (message.type === 1 && message.invocationId !== undefined) {
        const { invocationId } = message;
        connection.send(`${JSON.stringify({ type: 3, invocationId, result: { token: completion } })}${END}`);
      }
    }
  }

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => void receive(socket, 'WebSockets', String(data)));
  });

  function negotiate(request: IncomingMessage, response: ServerResponse): void {
    if (pathOf(request).startsWith('/managed')) {
      sendJson(response, 200, { url: `${origin}/hub`, accessToken: managed });
      return;
    }
    const id = randomUUID();
    sendJson(response, 200, {
      negotiateVersion: 1,
      connectionId: id,
      connectionToken: id,
      availableTransports: ['WebSockets', 'ServerSentEvents', 'LongPolling'].map((transport) => ({
        transport,
        transferFormats: transport === 'ServerSentEvents' ? ['Text'] : ['Text', 'Binary'],
      })),
    });
  }

  return {
    session,
    async serve(request, response) {
      if (pathOf(request).endsWith('/negotiate')) return negotiate(request, response);
      const id = urlOf(request).searchParams.get('id') ?? '';
      if (request.method === 'DELETE') {
        polls.get(id)?.end();
        return sendText(response, 202, '');
      }
      if (request.method === 'POST') {
        const body = await readBody(request);
        const stream = streams.get(id);
        const connection = stream ? { send: (text: string) => sendEvent(stream, text) } : polls.get(id);
        sendText(response, connection === undefined ? 404 : 200, '');
        if (connection) await receive(connection, stream ? 'ServerSentEvents' : 'LongPolling', body);
        return undefined;
      }
      if (request.headers.accept === 'text/event-stream') {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        response.write('\r\n');
        streams.set(id, response);
        return undefined;
      }
      const poll = polls.get(id);
      if (poll !== undefined) return poll.wait(response);
      polls.set(id, new LongPoll());
      return sendText(response, 200, '');
    },
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request)),
    endStreams() {
      for (const stream of streams.values()) stream.end();
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      for (const poll of polls.values()) poll.end();
    },
  };
};

/** TransportProtocols.md, "Server-Sent Events": each line of a message is a line of data. */
function sendEvent(stream: ServerResponse, text: string): void {
  stream.write(`data: ${text}\r\n\r\n`);
}

/**
 * The messages that wait for the next poll, or the poll that waits for a message. The first poll only opens the
 * connection.
 */
class LongPoll implements Connection {
  #pending = '';
  #waiting: ServerResponse | undefined;

  send(text: string): void {
    this.#pending += text;
    this.#flush();
  }

  wait(response: ServerResponse): void {
    this.#waiting = response;
    this.#flush();
  }

  /** 204 means that the connection has ended. */
  end(): void {
    this.#waiting?.writeHead(204).end();
    this.#waiting = undefined;
  }

  #flush(): void {
    if (this.#waiting === undefined || this.#pending === '') return;
    this.#waiting.writeHead(200, { 'content-type': 'text/plain' }).end(this.#pending);
    this.#waiting = undefined;
    this.#pending = '';
  }
}
