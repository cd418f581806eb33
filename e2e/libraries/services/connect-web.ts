import { connectNodeAdapter } from '@connectrpc/connect-node';
// @ts-expect-error -- shared with the page, which isn't compiled
import { Sessions } from '../pages/session-proto.js';
import type { CreateService } from '../service';

const protocols = ['json', 'binary', 'grpc-web'];

/** Connect's own server, which supports the Connect protocol and gRPC-web. The page sends its protocol in a header. */
export const createService: CreateService = async ({ makeToken }) => {
  const session: Record<string, string> = {};
  for (const protocol of protocols) {
    session[`${protocol} header`] = await makeToken(`${protocol} header`);
    session[`${protocol} sent`] = await makeToken(`${protocol} sent`);
    session[`${protocol} watched`] = await makeToken(`${protocol} watched`);
  }
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const handle = connectNodeAdapter({
    routes: ({ service }) =>
      service(
        Sessions as never,
        {
          async renew(_session: unknown, { requestHeader }: { requestHeader: Headers }) {
            return { token: await makeToken(`${requestHeader.get('x-protocol')} response`) };
          },
          async *watch(_session: unknown, { requestHeader }: { requestHeader: Headers }) {
            yield { token: await makeToken(`${requestHeader.get('x-protocol')} streamed`) };
            await ended;
          },
        } as never,
      ),
  });
  return { session, serve: handle, endStreams: () => end() };
};
