import { sign } from '../sign.js';

const socketUrl = `ws://${location.host}/channel/socket`;
/** Kept open until the page is left. */
const open = [];

export const streams = {
  'websocket-protocol': async () => {
    const socket = new WebSocket(socketUrl, ['access_token', await sign({ sub: 'websocket-protocol' })]);
    await hear(socket, 'open');
    await close(socket);
  },
  'websocket-sent': async () => {
    const socket = new WebSocket(socketUrl);
    await hear(socket, 'open');
    const payload = { authToken: await sign({ sub: 'websocket-sent' }) };
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    await hear(socket, 'message');
    await close(socket);
  },
  'websocket-received': async () => {
    const socket = new WebSocket(`${socketUrl}?deliver=websocket-received`);
    await hear(socket, 'message');
    await close(socket);
  },
  'websocket-open': async () => {
    const socket = new WebSocket(`${socketUrl}?deliver=websocket-open`);
    await hear(socket, 'message');
    open.push(socket);
  },
  'binary-socket': async () => {
    const socket = new WebSocket(socketUrl);
    await hear(socket, 'open');
    socket.send(new TextEncoder().encode(await sign({ sub: 'binary-socket' })));
    await hear(socket, 'message');
    await close(socket);
  },
  'event-stream': async () => {
    const stream = new EventSource('/channel/response/event-stream');
    await hear(stream, 'session');
    // The server has ended it, which the page gets as an error before it would reconnect.
    await hear(stream, 'error');
    stream.close();
  },
  'open-stream': async () => {
    const stream = new EventSource('/channel/response/open-stream');
    await hear(stream, 'session');
    open.push(stream);
  },
};

function hear(target, name) {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}

async function close(socket) {
  const closed = hear(socket, 'close');
  socket.close(1000);
  await closed;
}
