import { Server } from 'socket.io';
import type { CreateService } from '../service';

const transports = ['polling', 'websocket'] as const;

/** Socket.IO's own server. On each transport it sends one token in an event and another in an acknowledgement. */
export const createService: CreateService = async ({ server, appOrigin, makeToken }) => {
  const io = new Server(server, { cors: { origin: appOrigin, credentials: true } });
  io.of('/admin').on('connection', (socket) => {
    const transport = socket.conn.transport.name;
    socket.on('renew', async (_old: unknown, acknowledge: (token: string) => void) => {
      acknowledge(await makeToken(`${transport} acknowledged`));
    });
    void makeToken(`${transport} event`).then((token) => socket.emit('session', { token }));
  });
  const names = transports.flatMap((transport) => [
    `${transport} auth`,
    `${transport} query`,
    `${transport} sent`,
  ]);
  const session = {};
  for (const name of [...names, 'polling header', 'websocket binary'])
    Object.assign(session, { [name]: await makeToken(name) });
  return { session, close: () => io.close() };
};
