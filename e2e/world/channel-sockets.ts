import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { urlOf, pathOf } from './answers';
import { makeChannelToken } from './channel-token';

/**
 * Answers WebSockets under `/channel/socket`: takes the first sub-protocol that is offered, sends a token of the subject
 * that the URL names in `deliver`, and answers every message with `ack`. Closes none before its own end, which it
 * returns: an open socket is no HTTP connection any more and would keep the server from closing.
 */
export function createChannelSockets(server: Server, origin: string): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket, request) => {
    const subject = urlOf(request).searchParams.get('deliver');
    socket.on('message', () => socket.send('{"type":"ack"}'));
    // A page that goes away in mid-handshake is no fault of the world.
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
