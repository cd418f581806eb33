import { sign } from '../sign.js';

/** Channels between parts of a page that don't use the network. */
export const local = {
  'blob-url': async () => {
    const body = JSON.stringify({ token: await sign({ sub: 'blob-url' }) });
    const url = URL.createObjectURL(new Blob([body], { type: 'application/json' }));
    await (await fetch(url)).json();
    URL.revokeObjectURL(url);
  },
  'data-url': async () => {
    const body = JSON.stringify({ token: await sign({ sub: 'data-url' }) });
    await (await fetch(`data:application/json,${encodeURIComponent(body)}`)).json();
  },
  'broadcast-channel': async () => {
    const [from, to] = [new BroadcastChannel('app'), new BroadcastChannel('app')];
    const received = new Promise((resolve) => to.addEventListener('message', resolve, { once: true }));
    const token = await sign({ sub: 'broadcast-channel' });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel takes none
    from.postMessage({ token });
    await received;
    from.close();
    to.close();
  },
  'posted-message': async () => {
    const received = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
    window.postMessage({ token: await sign({ sub: 'posted-message' }) }, location.origin);
    await received;
  },
};
