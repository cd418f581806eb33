import { runInThisContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { channelEvent, reportEvent, startEvent, stopEvent } from '../protocol/page-events';
import { createPage } from './page.fixture';
import { watchPageWorld } from './install-hooks';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const withToken = { headers: { Authorization: `Bearer ${token}` } };
const texts = [{ kind: 'request header', name: 'Authorization', text: `Bearer ${token}` }];

let page: ReturnType<typeof createPage>['page'];
let send: (type: string, detail?: unknown) => void;
let fake: ReturnType<typeof createPage>;
let reports: unknown[];
let fetch: typeof page.fetch;

beforeEach(() => {
  fake = createPage();
  ({ page, send } = fake);
  ({ fetch } = page);
  reports = fake.collectReports();
  watchPageWorld(fake.world);
  fake.connect();
});

const callApi = (...args: readonly unknown[]) => page.fetch(args[0], args[1]);

describe('watchPageWorld', () => {
  it('reports nothing before start, and then the first calls, which it kept', async () => {
    for (let index = 0; index < 60; index += 1) await callApi(`/${index}`, withToken);
    expect(reports).toEqual([]);
    send(startEvent);
    expect(reports.length).toBe(51);
    expect(reports[0]).toMatchObject({ api: 'fetch', method: 'GET', url: 'https://app.test/0', texts });
    // The others are counted.
    expect(reports[50]).toEqual({ dropped: 10, bypassed: 0 });
  });

  it('reports no calls without token-shaped text', async () => {
    send(startEvent);
    await callApi('/a');
    await callApi('/b', { headers: { Authorization: 'Basic dXNlcjpwYXNz' } });
    expect(reports).toEqual([]);
  });

  it('reports the stack of the call', async () => {
    const code = `\n\n(call) => call()`;
    const app = runInThisContext(code, { filename: 'https://app.test/app.js' }) as (
      call: () => unknown,
    ) => unknown;
    send(startEvent);
    await app(() => callApi('/a', withToken));
    expect(reports).toMatchObject([
      { stack: expect.stringContaining('https://app.test/app.js:3:11') as string },
    ]);
  });

  it('changes neither results nor errors', async () => {
    send(startEvent);
    expect(await callApi('/a', withToken)).toEqual({ url: '/a' });
    await expect(callApi('/fails', withToken)).rejects.toThrow(new TypeError('Failed to fetch'));
    expect([page.fetch.name, page.fetch.length]).toEqual([fetch.name, fetch.length]);
  });

  it('works if the page broke the functions it needs', async () => {
    send(startEvent);
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
    expect(reports).toMatchObject([{ texts }]);
  });

  it('accepts only the first channel that is an object', async () => {
    fake = createPage();
    watchPageWorld(fake.world);
    fake.connect(null);
    fake.connect();
    const forged = fake.createChannel();
    let reports = 0;
    forged.addEventListener(reportEvent, () => (reports += 1));
    fake.connect(forged);
    const received = fake.collectReports();
    forged.dispatchEvent(new fake.page.Event(startEvent));
    await fake.page.fetch('/a', withToken);
    expect([reports, received]).toEqual([0, []]);
    fake.send(startEvent);
    expect(received).toHaveLength(1);
  });

  it("isn't started, stopped or read through events on the window", async () => {
    const events: unknown[] = [];
    for (const type of [startEvent, stopEvent, reportEvent, channelEvent])
      page.addEventListener(type, (event) => events.push(event));
    page.dispatchEvent(new page.CustomEvent(startEvent));
    await callApi('/a', withToken);
    expect(reports).toEqual([]);
    send(startEvent);
    page.dispatchEvent(new page.CustomEvent(stopEvent));
    await callApi('/b', withToken);
    expect(reports).toHaveLength(2);
    expect(events).toHaveLength(2);
  });

  it('responds to each start, so that a missing response is noticed', () => {
    let responses = 0;
    fake.onReport(() => (responses += 1));
    send(startEvent);
    send(startEvent, 0);
    expect(responses).toBe(2);
  });

  it('counts finished calls that bypassed a replaced hook', async () => {
    const native = fetch.bind(page);
    send(startEvent, 0);
    page.fetch = native;
    await callApi('/a', withToken);
    send(startEvent, 1);
    send(startEvent, 1);
    expect(reports).toEqual([{ dropped: 0, bypassed: 1 }]);
  });

  it("counts nothing as bypassed if a page's wrapper still calls the hook", async () => {
    const hooked = page.fetch.bind(page);
    page.fetch = (input, init) => hooked(input, init);
    await callApi('/a');
    send(startEvent, 1);
    expect(reports).toEqual([]);
  });

  it('counts nothing as bypassed while the hooks are in place, such as calls of other extensions', () => {
    send(startEvent, 7);
    expect(reports).toEqual([]);
  });

  it('shows hooked functions as native ones', () => {
    const { toString } = page.Function.prototype;
    const shown = toString.call(page.fetch);
    expect(shown).toBe(Function.prototype.toString.call(fetch));
    expect(toString.call(page.XMLHttpRequest.prototype.send)).toContain('send(');
    expect(toString.call(toString)).toContain('toString()');
    expect(toString.call(fetch)).toBe(shown);
  });

  it('reports beacons with their text or form fields, and counts blobs as not read', () => {
    send(startEvent);
    page.navigator.sendBeacon('/log', `{"token":"${token}"}`);
    page.navigator.sendBeacon('/form', new URLSearchParams({ token }));
    page.navigator.sendBeacon(`/url?jwt=${token}`);
    page.navigator.sendBeacon('/plain', 'nothing');
    expect(reports).toMatchObject([
      {
        api: 'sendBeacon',
        method: 'POST',
        url: 'https://app.test/log',
        texts: [{ kind: 'request body' }],
      },
      { texts: [{ kind: 'request body', text: `token=${token}` }] },
      { texts: [{ kind: 'request url' }] },
    ]);
    page.navigator.sendBeacon('/blob', new Blob([token]));
    send(startEvent);
    expect(reports.at(-1)).toEqual({ dropped: 1, bypassed: 0 });
    expect(page.navigator.sent).toHaveLength(5);
  });

  it('restores the original on stop, and drops the kept calls', async () => {
    await callApi('/a', withToken);
    send(stopEvent);
    expect(page.fetch).toBe(fetch);
    send(startEvent);
    expect(reports).toEqual([]);
    await callApi('/b', withToken);
    expect(reports.length).toBe(1);
  });

  it("reports the header of an XMLHttpRequest when it's sent", () => {
    send(startEvent);
    const request = new page.XMLHttpRequest();
    request.open('post', 'https://api.test/me');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    expect(reports).toEqual([]);
    request.send('{}');
    expect(request).toMatchObject({ sent: ['{}'] });
    expect(reports).toMatchObject([{ api: 'XMLHttpRequest', method: 'POST', url: 'https://api.test/me' }]);
  });

  it('limits the rate of its reports, and counts the others', () => {
    send(startEvent);
    for (let index = 0; index < 5_000; index += 1) void callApi('/a', withToken);
    const reported = reports.length;
    expect(reported).toBeLessThan(1_000);
    send(startEvent);
    expect(reports.at(-1)).toEqual({ dropped: 5_000 - reported, bypassed: 0 });
    send(startEvent);
    expect(reports.length).toBe(reported + 1);
  });

  it('restores each function that it hooked', () => {
    const { prototype } = page.XMLHttpRequest;
    const { send: hooked } = prototype;
    send(stopEvent);
    const original = prototype.send;
    send(startEvent);
    expect(prototype.send).not.toBe(original);
    expect(hooked).not.toBe(original);
    send(stopEvent);
    expect(prototype.send).toBe(original);
  });
});
