import { runInThisContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { startEvent, stopEvent } from './page-events';
import { createPage } from './page.fixture';
import { watchPageWorld } from './page-world';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const withToken = { headers: { Authorization: `Bearer ${token}` } };
const carried = [{ place: 'request header', name: 'Authorization', text: `Bearer ${token}` }];

let page: ReturnType<typeof createPage>['page'];
let tell: (type: string) => void;
let heard: unknown[];
let fetch: typeof page.fetch;

beforeEach(() => {
  const fake = createPage();
  ({ page, tell } = fake);
  ({ fetch } = page);
  heard = fake.hear();
  watchPageWorld(fake.world);
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
    expect(heard[50]).toBe(10);
  });

  it('says nothing of calls without token-shaped text', async () => {
    tell(startEvent);
    await callApi('/a');
    await callApi('/b', { headers: { Authorization: 'Basic dXNlcjpwYXNz' } });
    expect(heard).toEqual([]);
  });

  it('tells the line of code that called', async () => {
    const code = `\n\n(call) => call()`;
    const app = runInThisContext(code, { filename: 'https://app.test/app.js' }) as (
      call: () => unknown,
    ) => unknown;
    tell(startEvent);
    await app(() => callApi('/a', withToken));
    expect(heard).toMatchObject([{ callSite: 'https://app.test/app.js:3:11' }]);
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

  it('hears start and stop again after the page opened its document anew', async () => {
    page.forgetListeners(startEvent);
    page.forgetListeners(stopEvent);
    await callApi('/a', withToken);
    expect(heard).toEqual([]);
    tell(startEvent);
    expect(heard).toMatchObject([{ carried }]);
    tell(stopEvent);
    expect(page.fetch).toBe(fetch);
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
    expect(heard.at(-1)).toBe(5_000 - told);
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
