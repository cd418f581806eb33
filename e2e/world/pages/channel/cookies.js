import { sign } from '../sign.js';
import { ask } from './ask.js';

/** Auth.js cuts at this length, nextjs-auth0 and Supabase somewhat earlier. */
const CHUNK_CHARACTERS = 3_000;
const PADDING_CHARACTERS = 3_600;

/** Their path is not that of the page, so that `document.cookie` does not show them there. */
export const cookies = {
  'cookie-header': async () => send('cookie-header', { session: await sign({ sub: 'cookie-header' }) }),
  'chunks-dot': async () => send('chunks-dot', cut('authjs.session-token', '.', await long('chunks-dot'))),
  'chunks-underscore': async () =>
    send('chunks-underscore', cut('__session', '__', await long('chunks-underscore'))),
  'supabase-cookie': async () => {
    const session = JSON.stringify({ access_token: await sign({ sub: 'supabase-cookie' }), user: {} });
    const value = `base64-${btoa(session).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
    await send('supabase-cookie', { 'sb-demo-auth-token': value });
  },
  // The server sets it, since a script cannot set an HttpOnly cookie; then both halves are sent.
  'split-cookie': async () => {
    await ask('/channel/answer/split-cookie');
    await ask('/channel/quiet/split-cookie');
  },
};

async function send(name, values) {
  const path = `/channel/quiet/${name}`;
  for (const [key, value] of Object.entries(values)) document.cookie = `${key}=${value}; Path=${path}`;
  await ask(path);
}

function long(sub) {
  return sign({ sub, padding: 'x'.repeat(PADDING_CHARACTERS) });
}

function cut(name, separator, value) {
  const count = Math.ceil(value.length / CHUNK_CHARACTERS);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${name}${separator}${index}`,
      value.slice(index * CHUNK_CHARACTERS, (index + 1) * CHUNK_CHARACTERS),
    ]),
  );
}
