import { runInThisContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { channelEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';
import { createPage } from './page.fixture';
import { watchPageWorld } from './install-hooks';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const withToken = { headers: { Authorization: `Bearer ${token}` } };
const carried = [{ place: 'request header', name: 'Authorization', text: `Bearer ${token}` }];

let page: ReturnType<typeof createPage>['page'];
let tell: (type: string, detail?: unknown) => void;
let fake: ReturnType<typeof createPage>;
let heard: unknown[];
let fetch: typeof page.fetch;

beforeEach(() => {
  fake = createPage();
  ({ page, tell } = fake);
  ({ fetch } = page);
  heard = fake.hear();
  watchPageWorld(fake.world);
  fake.connect();
});

const callApi = (...args: readonly unknown[]) => page.fetch(args[0], args[1]);

describe("the script in the page's world", () => {
  it('says nothing before somebody listens, and then what it kept, the first ones', async () => {
    for (let index = 0; index < 60; index += 1) await callApi(`/${index}`, withToken);
    expect(heard).toEqual([]);
    tell(startEvent);
    expect(heard.length).toBe(51);
    expect(heard[0]).toMatchObject({ api: 'fetch', method: 'GET', url: 'https://app.test/0', carried });
    // The others are counted.
    expect(heard[50]).toEqual({ dropped: 10, bypassed: 0 });
  });

  it('says nothing of calls without token-shaped text', async () => {
    tell(startEvent);
    await callApi('/a');
    await callApi('/b', { headers: { Authorization: 'Basic dXNlcjpwYXNz' } });
    expect(heard).toEqual([]);
  });

  it('sends the stack of the call, from which the line of code is read', async () => {
    const code = `\n\n(call) => call()`;
    const app = runInThisContext(code, { filename: 'https://app.test/app.js' }) as (
      call: () => unknown,
    ) => unknown;
    tell(startEvent);
    await app(() => callApi('/a', withToken));
    expect(heard).toMatchObject([
      { stack: expect.stringContaining('https://app.test/app.js:3:11') as string },
    ]);
  });

  it('changes neither answers nor failures', async () => {
    tell(startEvent);
    expect(await callApi('/a', withToken)).toEqual({ url: '/a' });
    await expect(callApi('/fails', withToken)).rejects.toThrow(new TypeError('Failed to fetch'));
    expect([page.fetch.name, page.fetch.length]).toEqual([fetch.name, fetch.length]);
  });

  it('goes on when the page broke the functions it needs', async () => {
    tell(startEvent);
    const { stringify } = JSON;
    try {
      JSON.stringify = () => 'lie';
      page.EventTarget.prototype.dispatchEvent = () => {
        throw new Error('broken');
      };
      Object.assign(page, { CustomEvent: undefined });
      expect(await callApi('/a', withToken)).toEqual({ url: '/a' });
    } finally {
      JSON.stringify = stringify;
    }
    expect(heard).toMatchObject([{ carried }]);
  });

  it('takes the first channel only, and none that is not an object', async () => {
    fake = createPage();
    watchPageWorld(fake.world);
    fake.connect(null);
    fake.connect();
    const forged = fake.createChannel();
    let reports = 0;
    forged.addEventListener(reportEvent, () => (reports += 1));
    fake.connect(forged);
    const received = fake.hear();
    forged.dispatchEvent(new fake.page.Event(startEvent));
    await fake.page.fetch('/a', withToken);
    expect([reports, received]).toEqual([0, []]);
    fake.tell(startEvent);
    expect(received).toHaveLength(1);
  });

  it('is neither started, stopped nor read through events on the window', async () => {
    const events: unknown[] = [];
    for (const type of [startEvent, stopEvent, reportEvent, channelEvent])
      page.addEventListener(type, (event) => events.push(event));
    page.dispatchEvent(new page.CustomEvent(startEvent));
    await callApi('/a', withToken);
    expect(heard).toEqual([]);
    tell(startEvent);
    page.dispatchEvent(new page.CustomEvent(stopEvent));
    await callApi('/b', withToken);
    expect(heard).toHaveLength(2);
    expect(events).toHaveLength(2);
  });

  it('answers each start, so that its silence is noticed', () => {
    let answers = 0;
    fake.onReport(() => (answers += 1));
    tell(startEvent);
    tell(startEvent, 0);
    expect(answers).toBe(2);
  });

  it('counts calls that finished without reaching a function that the page replaced', async () => {
    const native = fetch.bind(page);
    tell(startEvent, 0);
    page.fetch = native;
    await callApi('/a', withToken);
    tell(startEvent, 1);
    tell(startEvent, 1);
    expect(heard).toEqual([{ dropped: 0, bypassed: 1 }]);
  });

  it('counts nothing as bypassed where a wrapper of the page still calls the hook', async () => {
    const hooked = page.fetch.bind(page);
    page.fetch = (input, init) => hooked(input, init);
    await callApi('/a');
    tell(startEvent, 1);
    expect(heard).toEqual([]);
  });

  it('counts nothing as bypassed while the hooks are in place, as for calls of other extensions', () => {
    tell(startEvent, 7);
    expect(heard).toEqual([]);
  });

  it('shows hooked functions as the native ones they stand for', () => {
    const { toString } = page.Function.prototype;
    const shown = toString.call(page.fetch);
    expect(shown).toBe(Function.prototype.toString.call(fetch));
    expect(toString.call(page.XMLHttpRequest.prototype.send)).toContain('send(');
    expect(toString.call(toString)).toContain('toString()');
    expect(toString.call(fetch)).toBe(shown);
  });

  it('reports beacons with their text or form fields, and counts blobs as not read', () => {
    tell(startEvent);
    page.navigator.sendBeacon('/log', `{"token":"${token}"}`);
    page.navigator.sendBeacon('/form', new URLSearchParams({ token }));
    page.navigator.sendBeacon(`/url?jwt=${token}`);
    page.navigator.sendBeacon('/plain', 'nothing');
    expect(heard).toMatchObject([
      {
        api: 'sendBeacon',
        method: 'POST',
        url: 'https://app.test/log',
        carried: [{ place: 'request body' }],
      },
      { carried: [{ place: 'request body', text: `token=${token}` }] },
      { carried: [{ place: 'request url' }] },
    ]);
    page.navigator.sendBeacon('/blob', new Blob([token]));
    tell(startEvent);
    expect(heard.at(-1)).toEqual({ dropped: 1, bypassed: 0 });
    expect(page.navigator.sent).toHaveLength(5);
  });

  it('puts the original back when told to stop, and forgets what it kept', async () => {
    await callApi('/a', withToken);
    tell(stopEvent);
    expect(page.fetch).toBe(fetch);
    tell(startEvent);
    expect(heard).toEqual([]);
    await callApi('/b', withToken);
    expect(heard.length).toBe(1);
  });

  it("reports XMLHttpRequest's header when it is sent", () => {
    tell(startEvent);
    const request = new page.XMLHttpRequest();
    request.open('post', 'https://api.test/me');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    expect(heard).toEqual([]);
    request.send('{}');
    expect(request).toMatchObject({ sent: ['{}'] });
    expect(heard).toMatchObject([{ api: 'XMLHttpRequest', method: 'POST', url: 'https://api.test/me' }]);
  });

  it('tells no more than its rate, and when asked how many it did not tell', () => {
    tell(startEvent);
    for (let index = 0; index < 5_000; index += 1) void callApi('/a', withToken);
    const told = heard.length;
    expect(told).toBeLessThan(1_000);
    tell(startEvent);
    expect(heard.at(-1)).toEqual({ dropped: 5_000 - told, bypassed: 0 });
    tell(startEvent);
    expect(heard.length).toBe(told + 1);
  });

  it('puts back each function that it hooked', () => {
    const { prototype } = page.XMLHttpRequest;
    const { send } = prototype;
    tell(stopEvent);
    const original = prototype.send;
    tell(startEvent);
    expect(prototype.send).not.toBe(original);
    expect(send).not.toBe(original);
    tell(stopEvent);
    expect(prototype.send).toBe(original);
  });
});
