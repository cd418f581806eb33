import { createClient } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-web';
import { check, login, serve, settings } from './page.js';
import { Sessions } from './session-proto.js';

function createTransport(protocol, token) {
  const authorize = (next) => (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    request.header.set('x-protocol', protocol);
    return next(request);
  };
  const options = { baseUrl: settings.service, interceptors: [authorize] };
  if (protocol === 'grpc-web') return createGrpcWebTransport(options);
  return createConnectTransport({ ...options, useBinaryFormat: protocol === 'binary' });
}

serve({
  async run() {
    const tokens = await login();
    for (const protocol of ['json', 'binary', 'grpc-web']) {
      const client = createClient(Sessions, createTransport(protocol, tokens[`${protocol} header`]));
      const { token } = await client.renew({ token: tokens[`${protocol} sent`] });
      check(token.startsWith('eyJ'), 'a response with a token');
      const messages = client.watch({ token: tokens[`${protocol} watched`] })[Symbol.asyncIterator]();
      const { value } = await messages.next();
      check(value.token.startsWith('eyJ'), 'a message with a token');
    }
    return 'done';
  },
});
