import { createClient } from 'graphql-ws';
import { check, first, login, serve, settings } from './page.js';

serve({
  async run() {
    const tokens = await login();
    const client = createClient({
      url: `${settings.service.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${tokens.initial}` },
      lazy: false,
      retryAttempts: 0,
    });
    const query = 'subscription ($old: String) { session(old: $old) { token } }';
    const event = await first((next, error) => {
      client.subscribe({ query, variables: { old: tokens.sent } }, { next, error, complete: () => {} });
    });
    check(event.data.session.token.startsWith('eyJ'), 'an event with a token');
    return 'done';
  },
});
