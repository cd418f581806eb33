import { sign } from '../sign.js';
import { fetchAndRead } from './fetch-and-read.js';

const quiet = '/channel/quiet';

/** For `?run=`, before DevTools is open. */
export const early = {
  'before-devtools': () => sendHeader('before-devtools'),
};

export const requests = {
  'any-header': () => sendHeader('any-header'),
  'url-query': async () => fetchAndRead(`${quiet}?next=1&access_token=${await sign({ sub: 'url-query' })}`),
  'url-path': async () => fetchAndRead(`${quiet}/reset/${await sign({ sub: 'url-path' })}/confirm`),
  referer: async () =>
    fetchAndRead(quiet, { referrer: `/channels?invite=${await sign({ sub: 'referer' })}` }),
  'basic-password': async () => {
    const credentials = btoa(`robot:${await sign({ sub: 'basic-password' })}`);
    await fetchAndRead(quiet, { headers: { authorization: `Basic ${credentials}` } });
  },
  // The response arrives, and the page doesn't read it.
  'unread-response': async () => {
    const token = await sign({ sub: 'unread-response' });
    unread.push(await fetch('/channel/rejected', { headers: { authorization: `Bearer ${token}` } }));
  },
};

/** Both stay open until the page is left. */
export const openRequests = {
  // The server sends another token in the last event of the stream.
  'streamed-request': async () => {
    const token = await sign({ sub: 'streamed-request' });
    const response = await fetch('/channel/slow/stream?deliver=streamed-event', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Which token?' }] }),
    });
    const reader = response.body.getReader();
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

/** References that prevent garbage collection. */
const unread = [];

async function sendHeader(sub) {
  await fetchAndRead(quiet, { headers: { 'x-demo-session': await sign({ sub }) } });
}
