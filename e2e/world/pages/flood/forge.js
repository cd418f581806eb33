import { sign } from '../sign.js';

const EVENTS = 1_000_000;
const AT_ONCE = 20_000;
/** The event in which the extension's own script in the page would tell of a call. */
const EVENT = 'jwt-devtools:call';

/** A call that was never made, told as the extension's own script tells of one. */
export async function forgeOne() {
  dispatch(await sign({ sub: 'forged-call' }), location.origin);
}

/** Well-formed reports of ever other tokens, with pauses in which what they call forth can be seen. */
export async function forgeMany() {
  const [header, payload] = (await sign({ sub: 'forged-flood' })).split('.');
  for (let sent = 0; sent < EVENTS; sent += AT_ONCE) {
    for (let index = sent; index < sent + AT_ONCE; index += 1) {
      dispatch(`${header}.${payload}.${String(index).padStart(43, 'A')}`, location.origin);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function dispatch(token, url) {
  const carried = [{ place: 'request header', name: 'authorization', text: `Bearer ${token}` }];
  const detail = JSON.stringify({ api: 'fetch', method: 'GET', url, carried });
  window.dispatchEvent(new CustomEvent(EVENT, { detail }));
}
