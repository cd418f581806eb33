import { sign } from '../sign.js';

const script = '/channel/worker.js';
const quiet = '/channel/quiet';

/** The page makes the token and posts it, which isn't a network request; the worker sends it. */
export const workers = {
  'dedicated-worker': async () => {
    const worker = new Worker(script);
    await order(worker, quiet, await headerFor('dedicated-worker'));
    worker.terminate();
  },
  'worker-cookie': async () => {
    const path = `${quiet}/worker-cookie`;
    document.cookie = `session=${await sign({ sub: 'worker-cookie' })}; Path=${path}`;
    const worker = new Worker(script);
    await order(worker, path, {});
    worker.terminate();
  },
  'shared-worker': async () => {
    const { port } = new SharedWorker(script);
    port.start();
    await order(port, quiet, await headerFor('shared-worker'));
  },
  'service-worker': async () => {
    await navigator.serviceWorker.register(script, { scope: '/channels' });
    const { active } = await navigator.serviceWorker.ready;
    await order(active, quiet, await headerFor('service-worker'));
  },
};

async function headerFor(sub) {
  return { authorization: `Bearer ${await sign({ sub })}` };
}

function order(worker, url, headers) {
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((resolve, reject) => {
    port1.addEventListener('message', ({ data }) => (data === 'ok' ? resolve() : reject(new Error(data))));
  });
  port1.start();
  worker.postMessage({ url, headers }, [port2]);
  return done;
}
