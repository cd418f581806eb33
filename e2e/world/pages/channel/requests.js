import { sign } from '../sign.js';
import { ask } from './ask.js';

const quiet = '/channel/quiet';

/** For `?run=`: of no use once DevTools is open. */
export const early = {
  'before-devtools': () => sendHeader('before-devtools'),
};

export const requests = {
  'any-header': () => sendHeader('any-header'),
  'url-query': async () => ask(`${quiet}?next=1&access_token=${await sign({ sub: 'url-query' })}`),
  'url-path': async () => ask(`${quiet}/reset/${await sign({ sub: 'url-path' })}/confirm`),
  referer: async () => ask(quiet, { referrer: `/channels?invite=${await sign({ sub: 'referer' })}` }),
  'basic-password': async () => {
    const credentials = btoa(`robot:${await sign({ sub: 'basic-password' })}`);
    await ask(quiet, { headers: { authorization: `Basic ${credentials}` } });
  },
  // The answer comes, and nobody takes it.
  'unread-answer': async () => {
    const token = await sign({ sub: 'unread-answer' });
    unread.push(await fetch('/channel/refused', { headers: { authorization: `Bearer ${token}` } }));
  },
};

/** Neither has an end before the page goes away. */
export const openRequests = {
  // The server delivers another token in the last event that it streams.
  'streamed-request': async () => {
    const token = await sign({ sub: 'streamed-request' });
    const answer = await fetch('/channel/slow/stream?deliver=streamed-event', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Which token?' }] }),
    });
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    for (let text = ''; !text.includes('eyJ');) {
      text += decoder.decode((await reader.read()).value, { stream: true });
    }
    unread.push(reader);
  },
  'streamed-event': () => {},
  'pending-call': async () => {
    const token = await sign({ sub: 'pending-call' });
    unread.push(fetch('/channel/slow/silent', { headers: { authorization: `Bearer ${token}` } }));
  },
};

/** Kept, so that no garbage collection ends them. */
const unread = [];

async function sendHeader(sub) {
  await ask(quiet, { headers: { 'x-demo-session': await sign({ sub }) } });
}
