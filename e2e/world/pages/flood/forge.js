import { sign } from '../sign.js';

const EVENTS = 1_000_000;
const CALLS = 100_000;
const AT_ONCE = 5_000;
/** Events that the extension's scripts could use to communicate. */
const EVENT_NAMES = ['start', 'stop', 'report', 'jwt-devtools:channel', 'jwt-devtools:call'];

/** A call that is never sent, but that the extension's script in the page reports. */
export async function forgeOne() {
  call(await sign({ sub: 'forged-call' }));
}

/** Calls that are never sent, with different tokens, and pauses in which their effect can be seen. */
export async function forgeMany() {
  const [header, payload] = (await sign({ sub: 'forged-flood' })).split('.');
  for (let sent = 0; sent < CALLS; sent += AT_ONCE) {
    for (let index = sent; index < sent + AT_ONCE; index += 1) {
      call(`${header}.${payload}.${String(index).padStart(43, 'A')}`);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Reports in the format of the extension's script, sent as events that the page can dispatch. */
export async function forgeEvents() {
  const token = await sign({ sub: 'forged-event' });
  const texts = [{ kind: 'request header', name: 'authorization', text: `Bearer ${token}` }];
  const detail = JSON.stringify({ api: 'fetch', method: 'GET', url: location.origin, texts });
  for (let index = 0; index < EVENTS; index += 1) {
    const target = index % 2 === 0 ? window : document;
    const relatedTarget = document.documentElement;
    const name = EVENT_NAMES[index % EVENT_NAMES.length];
    target.dispatchEvent(
      index % 3 === 0 ? new MouseEvent(name, { relatedTarget }) : new CustomEvent(name, { detail }),
    );
  }
}

function call(token) {
  const headers = { authorization: `Bearer ${token}` };
  fetch('/never-sent', { headers, signal: AbortSignal.abort() }).catch(() => {});
}
