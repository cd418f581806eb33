import { WebSocketServer, type WebSocket } from 'ws';
import { pathOf, readBody, sendJson, urlOf } from '../../world/responses';
import type { CreateService, Service, ServiceContext } from '../service';

/** Implements the parts of GoTrue, PostgREST and Realtime, the servers of Supabase, for a sign-in and one request. */
export async function createSupabase(
  { makeToken }: ServiceContext,
  claims: Record<string, unknown> = {},
): Promise<Service> {
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket) => socket.on('message', (data) => replyToPhoenix(socket, String(data))));
  const user = {
    id: '7d4f',
    aud: 'authenticated',
    role: 'authenticated',
    email: 'alice@example.com',
    ...claims,
  };
  let refreshes = 0;

  async function makeSession() {
    refreshes += 1;
    const expiresIn = 3600;
    return {
      access_token: await makeToken(`access ${refreshes}`, { role: 'authenticated', ...claims }),
      token_type: 'bearer',
      expires_in: expiresIn,
      expires_at: Math.floor(Date.now() / 1000) + expiresIn,
      refresh_token: `refresh-${refreshes}`,
      user,
    };
  }

  return {
    session: { anonymous: await makeToken('anonymous key', { role: 'anon' }) },
    async serve(request, response) {
      await readBody(request);
      const path = pathOf(request);
      if (path === '/auth/v1/token') {
        const grant = urlOf(request).searchParams.get('grant_type') ?? '';
        if (grant !== 'password' && grant !== 'refresh_token') return sendJson(response, 400, {});
        return sendJson(response, 200, await makeSession());
      }
      if (path === '/auth/v1/user') return sendJson(response, 200, user);
      return sendJson(response, 200, []);
    },
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request)),
    close() {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

/** Phoenix channels: a message is `[join reference, reference, topic, event, payload]` since version 2. */
function replyToPhoenix(socket: WebSocket, text: string): void {
  const message = JSON.parse(text) as unknown;
  const payload = { status: 'ok', response: { postgres_changes: [] } };
  if (Array.isArray(message)) {
    const [channelReference, reference, topic] = message as unknown[];
    socket.send(JSON.stringify([channelReference, reference, topic, 'phx_reply', payload]));
    return;
  }
  const { ref, topic } = message as { ref: string; topic: string };
  socket.send(JSON.stringify({ event: 'phx_reply', payload, ref, topic }));
}

export const createService: CreateService = (context) => createSupabase(context);
