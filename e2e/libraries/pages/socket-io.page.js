import { io } from 'socket.io-client';
import { check, first, login, serve, settings } from './page.js';

// One connection for each transport, for networks that block WebSockets and for apps that disable polling.
async function connect(transport, tokens) {
  const socket = io(`${settings.service}/admin`, {
    transports: [transport],
    forceNew: true,
    auth: { token: tokens[`${transport} auth`] },
    query: { token: tokens[`${transport} query`] },
    // A browser sends no custom headers with a WebSocket.
    ...(transport === 'polling' && {
      extraHeaders: { authorization: `Bearer ${tokens['polling header']}` },
    }),
  });
  const session = await first((resolve, reject) => {
    socket.once('session', resolve);
    socket.once('connect_error', reject);
  });
  check(session.token.startsWith('eyJ'), 'an event with a token');
  await socket.emitWithAck('renew', { token: tokens[`${transport} sent`] });
  return socket;
}

serve({
  async run() {
    const tokens = await login();
    await connect('polling', tokens);
    const socket = await connect('websocket', tokens);
    await socket.emitWithAck('renew', new TextEncoder().encode(tokens['websocket binary']));
    return 'done';
  },
});
