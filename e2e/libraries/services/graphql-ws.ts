import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { CreateService } from '../service';

const schema = buildSchema(`
  type Query { version: String }
  type Subscription { session(old: String): Session }
  type Session { token: String }
`);

/** graphql-ws's own server. Its acknowledgement and its events each contain a token. */
export const createService: CreateService = async ({ makeToken }) => {
  const [acknowledged, event] = await Promise.all([makeToken('acknowledged'), makeToken('event')]);
  const sockets = new WebSocketServer({ noServer: true });
  async function* subscribe() {
    yield { session: { token: event } };
    // Stays open, as a subscription does.
    await new Promise<void>(() => {});
  }
  const cleanup = useServer(
    { schema, roots: { subscription: { session: subscribe } }, onConnect: () => ({ token: acknowledged }) },
    sockets,
  );
  return {
    session: { initial: await makeToken('initial'), sent: await makeToken('sent') },
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request)),
    async close() {
      for (const client of sockets.clients) client.terminate();
      await cleanup.dispose();
    },
  };
};
