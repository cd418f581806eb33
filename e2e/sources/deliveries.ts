import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { makeToken, type World } from '../world';

/** Uses a token in a certain way. Runs in the page, and returns when the browser has a response or has given up. */
export type Act = (given: readonly [token: string, urls: DeliveryUrls]) => Promise<unknown>;

/** Origins for requests that are blocked or fail. */
export interface DeliveryUrls {
  /** An origin that doesn't allow other origins. */
  readonly otherOrigin: string;
  /** A loopback port without a listener. */
  readonly closed: string;
}

export async function getDeliveryUrls(world: World): Promise<DeliveryUrls> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return { otherOrigin: world.second.sameHostOrigin, closed: `http://127.0.0.1:${port}` };
}

/** Expired ten minutes ago; used only by one story. */
export function makeExpired(name: string): Promise<string> {
  return makeToken({
    claims: { sub: subjectOf(name), exp: Math.floor(Date.now() / 1_000) - 600 },
    key: 'of no one',
  });
}

export function subjectOf(name: string): string {
  return `delivery-${name}-end`;
}

/** The situations. Each function uses only its parameters, because it runs in the page. */
export const acts = {
  plain: async ([token]) => {
    const response = await fetch('/delivery/plain', { headers: { authorization: `Bearer ${token}` } });
    return response.text();
  },
  confirmed: async ([token]) => {
    const headers = { authorization: `Bearer ${token}` };
    await (await fetch('/delivery/tagged')).text();
    return (await fetch('/delivery/tagged', { headers })).text();
  },
  // Firefox uses its cache only for a request with the same `Authorization`.
  again: async ([token]) => {
    const headers = { authorization: `Bearer ${token}` };
    await (await fetch('/delivery/cached?again', { headers })).text();
    return (await fetch('/delivery/cached?again', { headers })).text();
  },
  disk: async ([token]) => {
    await (await fetch('/delivery/cached?disk')).text();
    return (await fetch('/delivery/cached?disk', { headers: { authorization: `Bearer ${token}` } })).text();
  },
  memory: async ([token]) => {
    for (let frame = 0; frame < 2; frame += 1) {
      const iframe = document.createElement('iframe');
      document.body.append(iframe);
      const image = (iframe.contentDocument ?? document).createElement('img');
      const loaded = new Promise((resolve) => image.addEventListener('load', resolve));
      image.src = `${location.origin}/delivery/cached?token=${token}`;
      iframe.contentDocument?.body.append(image);
      await loaded;
    }
  },
  'not-cached': ([token]) =>
    fetch('/delivery/never-asked', {
      cache: 'only-if-cached',
      mode: 'same-origin',
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => undefined),
  blocked: ([token]) =>
    fetch('/delivery/blocked-by-extension', { headers: { authorization: `Bearer ${token}` } }).catch(
      () => undefined,
    ),
  port: ([token]) => fetch(`http://127.0.0.1:6666/?token=${token}`).catch(() => undefined),
  refused: ([token, { closed }]) => fetch(`${closed}/?token=${token}`).catch(() => undefined),
  preflight: ([token, { otherOrigin }]) =>
    fetch(`${otherOrigin}/channel/quiet`, { headers: { authorization: `Bearer ${token}` } }).catch(
      () => undefined,
    ),
  cors: ([token, { otherOrigin }]) =>
    fetch(`${otherOrigin}/channel/quiet?token=${token}`).catch(() => undefined),
  aborted: async ([token]) => {
    const ending = new AbortController();
    const headers = { authorization: `Bearer ${token}` };
    const asked = fetch('/delivery/silent', { headers, signal: ending.signal }).catch(() => undefined);
    await fetch('/delivery/after-silent');
    ending.abort();
    return asked;
  },
  policy: async ([token]) => {
    const iframe = document.createElement('iframe');
    iframe.srcdoc = `<meta http-equiv="content-security-policy" content="img-src 'none'">`;
    const loaded = new Promise((resolve) => iframe.addEventListener('load', resolve));
    document.body.append(iframe);
    await loaded;
    const image = (iframe.contentDocument ?? document).createElement('img');
    const failed = new Promise((resolve) => image.addEventListener('error', resolve));
    image.src = `${location.origin}/delivery/plain?token=${token}`;
    iframe.contentDocument?.body.append(image);
    await failed;
  },
  worker: async ([token]) => {
    const registration = await navigator.serviceWorker.register('/delivery/worker.js');
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
    }
    await (await fetch('/delivery/by-worker', { headers: { authorization: `Bearer ${token}` } })).text();
    return registration.unregister();
  },
} satisfies Record<string, Act>;

export type Situation = keyof typeof acts;
