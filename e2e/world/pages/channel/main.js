import { responses } from './responses.js';
import { bodies } from './bodies.js';
import { cookies } from './cookies.js';
import { framesAndPopups } from './frames-and-popups.js';
import { local } from './local.js';
import { early, openRequests, requests } from './requests.js';
import { storage } from './storage.js';
import { streams } from './streams.js';
import { workers } from './workers.js';

const status = document.getElementById('status');
// A pop-up needs a user activation, which expires soon, so the channel that opens one comes first.
const sent = {
  ...framesAndPopups,
  ...local,
  ...requests,
  ...bodies,
  ...responses,
  ...cookies,
  ...streams,
  ...workers,
  // Last, because a browser has six connections to a server and these keep two of them.
  ...openRequests,
};
const channels = { ...storage, ...sent, ...early };

document.getElementById('store').addEventListener('click', () => run('stored', Object.keys(storage)));
document.getElementById('send').addEventListener('click', () => run('sent', Object.keys(sent)));
for (const name of Object.keys(channels)) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', () => run('used', [name]));
  document.getElementById('buttons').append(button);
}
const asked = new URL(location.href).searchParams.get('run')?.split(',') ?? [];
await run('used', asked);

/** Runs one after the other, so that none affects another; a channel that fails is listed. */
async function run(done, names) {
  status.textContent = 'working';
  const failed = [];
  for (const name of names) {
    try {
      await channels[name]();
    } catch (error) {
      failed.push(`${name}: ${error.message}`);
    }
  }
  const outcome = names.length === 1 ? `${done} ${names[0]}` : `${done} ${names.length}`;
  status.textContent = failed.length === 0 ? outcome : `failed: ${failed.join('; ')}`;
}
