import { fetchEventSource } from '@microsoft/fetch-event-source';
import { EventSourcePolyfill } from 'event-source-polyfill';
import { EventSource as FetchedEventSource } from 'eventsource';
import ReconnectingEventSource from 'reconnecting-eventsource';
import { check, first, login, serve, settings } from './page.js';

const urlOf = (client) => `${settings.service}/${client}`;
const bearer = (token) => ({ authorization: `Bearer ${token}` });

function open(source) {
  return first((resolve, reject) => {
    source.addEventListener('session', resolve);
    source.addEventListener('error', reject);
  });
}

serve({
  async run() {
    const tokens = await login();
    // A language model's client: sends a prompt and receives a stream.
    const posted = first((resolve, reject) => {
      const options = {
        method: 'POST',
        headers: { ...bearer(tokens['fetch-event-source']), 'content-type': 'application/json' },
        body: JSON.stringify({ prompt: 'hello', token: tokens.body }),
        onmessage: resolve,
        openWhenHidden: true,
      };
      fetchEventSource(urlOf('fetch-event-source'), options).catch(reject);
    });
    const fetched = open(
      new FetchedEventSource(urlOf('eventsource'), {
        fetch: (input, init) =>
          fetch(input, { ...init, headers: { ...init.headers, ...bearer(tokens.eventsource) } }),
      }),
    );
    const polyfilled = open(
      new EventSourcePolyfill(urlOf('event-source-polyfill'), {
        headers: bearer(tokens['event-source-polyfill']),
      }),
    );
    const reconnecting = open(
      new ReconnectingEventSource(
        `${urlOf('reconnecting-eventsource')}?access_token=${tokens['reconnecting-eventsource']}`,
      ),
    );
    for (const event of await Promise.all([posted, fetched, polyfilled, reconnecting])) {
      check(event.data.includes('eyJ'), 'an event with a token');
    }
    return 'done';
  },
});
