import { sign } from '../sign.js';
import { fetchAndRead } from './fetch-and-read.js';

const acts = {
  'frame-call': async () =>
    fetchAndRead('/channel/quiet', {
      headers: { authorization: `Bearer ${await sign({ sub: 'frame-call' })}` },
    }),
  'frame-storage': async () => localStorage.setItem('frame.token', await sign({ sub: 'frame-storage' })),
};
const act = location.hash.slice(1);
await acts[act]();
parent.postMessage(act, '*');
