import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { urlOf, pathOf } from './responses';
import { makeChannelToken } from './channel-token';

/**
 * Accepts WebSockets under `/channel/socket`: selects the first offered subprotocol, sends a token with the subject
 * that the URL specifies in `deliver`, and replies to every message with `ack`. Returns a function that closes them. An
 * open socket is no longer an HTTP connection and would prevent the server from closing.
 */
export function createChannelSockets(server: Server, origin: string): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket, request) => {
    const subject = urlOf(request).searchParams.get('deliver');
    socket.on('message', () => socket.send('{"type":"ack"}'));
    // A page that is left during the handshake isn't an error of the world.
    socket.on('error', () => socket.terminate());
    if (subject === null) return;
    void makeChannelToken(origin, subject).then((token) =>
      socket.send(JSON.stringify({ type: 'session', payload: { token } })),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    if (pathOf(request) !== '/channel/socket') return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
