import { createClient } from '@supabase/supabase-js';
import { check, first, login, serve, settings } from './page.js';

let client;

serve({
  async resume() {
    client = createClient(settings.service, (await login()).anonymous);
    const { data } = await client.auth.getSession();
    return data.session === null ? 'ready' : 'signed in';
  },
  async run() {
    const { error } = await client.auth.signInWithPassword({
      email: 'alice@example.com',
      password: 'secret',
    });
    check(error === null, String(error));
    check((await client.from('orders').select()).error === null, 'a row of orders');
    const joined = await first((resolve) => {
      client.channel('orders').subscribe(resolve);
    });
    check(joined === 'SUBSCRIBED', `the channel: ${joined}`);
    check((await client.auth.refreshSession()).error === null, 'refreshed');
    return 'done';
  },
});
