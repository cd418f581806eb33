import { sign } from '../sign.js';

const socketUrl = `ws://${location.host}/channel/socket`;
/** Kept open until the page is left. */
const open = [];

export const streams = {
  'websocket-protocol': async () => {
    const socket = new WebSocket(socketUrl, ['access_token', await sign({ sub: 'websocket-protocol' })]);
    await waitForEvent(socket, 'open');
    await close(socket);
  },
  'websocket-sent': async () => {
    const socket = new WebSocket(socketUrl);
    await waitForEvent(socket, 'open');
    const payload = { authToken: await sign({ sub: 'websocket-sent' }) };
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    await waitForEvent(socket, 'message');
    await close(socket);
  },
  'websocket-received': async () => {
    const socket = new WebSocket(`${socketUrl}?deliver=websocket-received`);
    await waitForEvent(socket, 'message');
    await close(socket);
  },
  'websocket-open': async () => {
    const socket = new WebSocket(`${socketUrl}?deliver=websocket-open`);
    await waitForEvent(socket, 'message');
    open.push(socket);
  },
  'binary-socket': async () => {
    const socket = new WebSocket(socketUrl);
    await waitForEvent(socket, 'open');
    socket.send(new TextEncoder().encode(await sign({ sub: 'binary-socket' })));
    await waitForEvent(socket, 'message');
    await close(socket);
  },
  'event-stream': async () => {
    const stream = new EventSource('/channel/response/event-stream');
    await waitForEvent(stream, 'session');
    // The server has ended it, which the page gets as an error before it would reconnect.
    await waitForEvent(stream, 'error');
    stream.close();
  },
  'open-stream': async () => {
    const stream = new EventSource('/channel/response/open-stream');
    await waitForEvent(stream, 'session');
    open.push(stream);
  },
};

function waitForEvent(target, name) {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}

async function close(socket) {
  const closed = waitForEvent(socket, 'close');
  socket.close(1000);
  await closed;
}
