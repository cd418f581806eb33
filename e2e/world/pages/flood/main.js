import { fetchAndRead } from '../channel/fetch-and-read.js';
import { sign } from '../sign.js';
import { forgeEvents, forgeMany, forgeOne } from './forge.js';
import { freeze, redefine, trap } from './tamper.js';

// Created before the page modifies its own world, because creating needs unmodified functions.
const called = await sign({ sub: 'plain-call' });
const stored = await sign({ sub: 'plain-store' });
const status = document.getElementById('status');
const bodyOf = (text) => new Blob([text, new Uint8Array(50 * 1024 * 1024).fill(120)]);
const acts = {
  'forge one': forgeOne,
  'forge many calls': forgeMany,
  'forge a million events': forgeEvents,
  'receive 50 MB': () => fetchAndRead('/flood/big?mb=50'),
  'send 50 MB': async () => {
    const body = bodyOf(`{"token":"${await sign({ sub: 'big-sent' })}","padding":"`);
    await fetchAndRead('/flood/sink', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  },
  redefine,
  trap,
  freeze,
  call: () => fetchAndRead('/channel/quiet', { headers: { authorization: `Bearer ${called}` } }),
  store: async () => localStorage.setItem('plain.token', stored),
};

for (const name of Object.keys(acts)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', () => run(name));
  document.getElementById('buttons').append(button);
}
const asked = new URL(location.href).searchParams.get('run');
if (asked === null) status.textContent = 'ready';
else await run(asked);

async function run(name) {
  status.textContent = 'working';
  try {
    await acts[name]();
    status.textContent = `done ${name}`;
  } catch (error) {
    status.textContent = `failed: ${error.message}`;
  }
}
