import { sign } from '../sign.js';
import { fetchAndRead } from './fetch-and-read.js';

/** Auth.js splits at this length, nextjs-auth0 and Supabase a little earlier. */
const CHUNK_CHARACTERS = 3_000;
const PADDING_CHARACTERS = 3_600;

/** Their path differs from the page's, so that `document.cookie` doesn't contain them. */
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
  // The server sets the cookies, because a script can't set an HttpOnly one; then both parts are sent.
  'split-cookie': async () => {
    await fetchAndRead('/channel/response/split-cookie');
    await fetchAndRead('/channel/quiet/split-cookie');
  },
};

async function send(name, values) {
  const path = `/channel/quiet/${name}`;
  for (const [key, value] of Object.entries(values)) document.cookie = `${key}=${value}; Path=${path}`;
  await fetchAndRead(path);
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
