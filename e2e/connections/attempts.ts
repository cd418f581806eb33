import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this computer that counts what it gets. It allows every site to read its responses. */
export interface Counter {
  readonly origin: string;
  /** The path of each request. */
  readonly requests: string[];
  close(): void;
}

export async function createCounter(): Promise<Counter> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('ok');
  });
  // A WebSocket handshake.
  server.on('upgrade', (request, socket) => {
    requests.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // The path of a WebTransport session is encrypted. A packet that is sent again, which can be after the page is gone, has
  // the same connection ID (RFC 9000 §17.2).
  const sessions = new Set<string>();
  const datagrams = createSocket('udp4', (packet) => {
    const id = packet.subarray(6, 6 + (packet[5] ?? 0)).toString('hex');
    if (sessions.has(id)) return;
    sessions.add(id);
    requests.push('/webtransport');
  });
  await new Promise<void>((resolve) => datagrams.bind(port, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
      datagrams.close();
    },
  };
}

/**
 * What `attemptInPage` tries. What no policy can prevent isn't among them: navigations, looking up a host name or
 * connecting to it ahead of a navigation, and WebRTC.
 */
export const pageAttempts = [
  'fetch',
  'keepalive',
  'xhr',
  'websocket',
  'webtransport',
  'eventsource',
  'beacon',
  'image',
  'css',
  'font',
  'import',
  'script',
  'stylesheet',
  'prefetch',
  'preload',
  'frame',
  'object',
  'audio',
  'form',
  'ping',
  'worker',
  'sharedworker',
] as const;

/**
 * Runs in a page: tries everything that could send something, each to its own path, and waits until the browser reports
 * that it was blocked. Returns those that were neither blocked nor failed within the time.
 */
export async function attemptInPage(origin: string, names: readonly string[]): Promise<string[]> {
  const settled = new Set<string>();
  const settle = (name: string) => void settled.add(name);
  // Of a frame, only the origin is reported.
  addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) =>
    settle(effectiveDirective === 'frame-src' ? 'frame' : blockedURI.replace(/^.*\//, '')),
  );
  const add = (name: string, tag: string, members: Record<string, string>) => {
    const element = Object.assign(document.createElement(tag), members);
    element.addEventListener('error', () => settle(name));
    document.body.append(element);
    return element;
  };
  /** The URL of a worker's script that requests the URL, and sends a message if that fails. */
  const scriptFor = (url: string) => {
    const request = `fetch(${JSON.stringify(url)}, { mode: 'no-cors' })`;
    const script = `
      const send = (port) => ${request}.catch(() => port.postMessage('failed'));
      if ('onconnect' in self) self.onconnect = ({ ports }) => send(ports[0]);
      else send(self);`;
    return URL.createObjectURL(new Blob([script]));
  };
  const attempts: Record<string, (url: string) => unknown> = {
    fetch: (url) => fetch(url),
    keepalive: (url) => fetch(url, { method: 'POST', body: 'x', keepalive: true, mode: 'no-cors' }),
    xhr: (url) =>
      new Promise((_, reject) => {
        const request = new XMLHttpRequest();
        request.addEventListener('error', reject);
        request.open('GET', url);
        request.send();
      }),
    websocket: (url) =>
      new Promise((_, reject) => {
        new WebSocket(url.replace('http', 'ws')).addEventListener('error', reject);
      }),
    webtransport(url) {
      const session = new WebTransport(url.replace('http', 'https'));
      return Promise.all([session.ready, session.closed]);
    },
    eventsource: (url) =>
      new Promise((_, reject) => {
        new EventSource(url).addEventListener('error', reject);
      }),
    beacon: (url) => navigator.sendBeacon(url, 'x'),
    image: (url) => add('image', 'img', { src: url }),
    css(url) {
      document.body.style.backgroundImage = `url("${url}")`;
      getComputedStyle(document.body).getPropertyValue('background-image');
    },
    font: (url) => new FontFace('attempt', `url("${url}")`).load(),
    import: (url) => import(url),
    script: (url) => add('script', 'script', { src: url }),
    stylesheet: (url) => add('stylesheet', 'link', { rel: 'stylesheet', href: url }),
    prefetch: (url) => add('prefetch', 'link', { rel: 'prefetch', href: url }),
    preload: (url) => add('preload', 'link', { rel: 'preload', as: 'image', href: url }),
    frame: (url) => add('frame', 'iframe', { src: url }),
    object: (url) => add('object', 'object', { data: url }),
    audio: (url) => add('audio', 'audio', { src: url, preload: 'auto' }),
    form(url) {
      // Into a frame, so that the page itself stays.
      add('form', 'iframe', { name: 'target' });
      const form = add('form', 'form', { action: url, method: 'post', target: 'target' }) as HTMLFormElement;
      form.submit();
    },
    ping(url) {
      const link = add('ping', 'a', { href: '#', ping: url });
      link.click();
    },
    worker: (url) =>
      new Promise((_, reject) => {
        const worker = new Worker(scriptFor(url));
        for (const type of ['error', 'message']) worker.addEventListener(type, reject);
      }),
    sharedworker: (url) =>
      new Promise((_, reject) => {
        const worker = new SharedWorker(scriptFor(url));
        worker.addEventListener('error', reject);
        worker.port.addEventListener('message', reject);
        worker.port.start();
      }),
  };
  for (const name of names) {
    try {
      void Promise.resolve(attempts[name]?.(`${origin}/${name}`)).catch(() => settle(name));
    } catch {
      settle(name);
    }
  }
  const endMs = performance.now() + 3_000;
  while (performance.now() < endMs && names.some((name) => !settled.has(name))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  document.body.removeAttribute('style');
  return names.filter((name) => !settled.has(name));
}

/** What a worker could send data with. */
export const workerApis = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'importScripts',
  'caches',
  'FontFace',
  'Worker',
  'SharedWorker',
  'RTCPeerConnection',
] as const;

/** Runs in a worker: tries each API, also after looking for it on the prototypes, and importing a script. */
export async function attemptInWorker(origin: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    for (let owner: object | null = self; owner !== null; owner = Reflect.getPrototypeOf(owner)) {
      if (Reflect.getOwnPropertyDescriptor(owner, name)?.value !== undefined) found.push(name);
    }
    Reflect.deleteProperty(self, name);
    if (Reflect.get(self, name) !== undefined) found.push(name);
  }
  await import(`${origin}/import`).then(
    () => found.push('import'),
    () => undefined,
  );
  const scope = self as unknown as Record<string, ((url: string) => unknown) | undefined>;
  for (const name of ['fetch', 'importScripts']) {
    try {
      await scope[name]?.(`${origin}/${name}`);
    } catch {
      // Expected.
    }
  }
  return found;
}
