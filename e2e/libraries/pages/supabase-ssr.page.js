import { createBrowserClient } from '@supabase/ssr';
import { check, login, serve, settings } from './page.js';

let client;

serve({
  async resume() {
    client = createBrowserClient(settings.service, (await login()).anonymous);
    const { data } = await client.auth.getSession();
    return data.session === null ? 'ready' : 'signed in';
  },
  async run() {
    const { error } = await client.auth.signInWithPassword({
      email: 'alice@example.com',
      password: 'secret',
    });
    check(error === null, String(error));
    check(document.cookie.includes('auth-token.1='), 'a session in chunks');
    // As the page's server receives it.
    await (await fetch('/orders')).text();
    return 'done';
  },
});
