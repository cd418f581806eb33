import { runInThisContext } from 'node:vm';
import { Window } from 'happy-dom';
import { beforeEach, describe, expect, it } from 'vitest';
import { callEvent, startEvent, stopEvent } from './page-events';
import { watchPageWorld } from './page-world';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const withToken = { headers: { Authorization: `Bearer ${token}` } };

/** Stands for the browser's own; answers at once and goes nowhere. */
async function fetch(input: unknown, _init?: unknown): Promise<unknown> {
  if (input === '/fails') throw new TypeError('Failed to fetch');
  return { url: input };
}

/** Likewise: happy-dom's own would ask the network. */
function createRequestClass() {
  return class {
    readonly sent: unknown[] = [];
    open(_method: string, _url: string): void {}
    setRequestHeader(_name: string, _value: string): void {}
    send(body: unknown): void {
      this.sent.push(body);
    }
  };
}

let Request: ReturnType<typeof createRequestClass>;
let page: Window;
let heard: unknown[] = [];

beforeEach(() => {
  heard = [];
  page = new Window({ url: 'https://app.test/' });
  Object.defineProperty(page, 'fetch', { value: fetch, writable: true, configurable: true });
  Request = createRequestClass();
  Object.defineProperty(page, 'XMLHttpRequest', { value: Request });
  page.addEventListener(callEvent, (event) => {
    heard.push(JSON.parse((event as unknown as CustomEvent<string>).detail));
  });
  watchPageWorld(page as unknown as globalThis.Window & typeof globalThis);
});

const tell = (type: string) => page.dispatchEvent(new page.CustomEvent(type));
const callApi = (...args: readonly unknown[]) => (page.fetch as unknown as typeof fetch)(args[0], args[1]);

describe("the script in the page's world", () => {
  it('says nothing before somebody listens, and then what it kept, the first ones', async () => {
    for (let index = 0; index < 60; index += 1) await callApi(`/${index}`, withToken);
    expect(heard).toEqual([]);
    tell(startEvent);
    expect(heard.length).toBe(50);
    expect(heard[0]).toMatchObject({ api: 'fetch', method: 'GET', authorization: `Bearer ${token}` });
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
    expect(heard).toMatchObject([{ authorization: `Bearer ${token}` }]);
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
    const request = new Request();
    request.open('post', 'https://api.test/me');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    expect(heard).toEqual([]);
    request.send('{}');
    expect(request).toMatchObject({ sent: ['{}'] });
    expect(heard).toMatchObject([{ api: 'XMLHttpRequest', method: 'POST', url: 'https://api.test/me' }]);
  });

  it('puts back each function that it hooked', () => {
    const { send } = Request.prototype;
    tell(stopEvent);
    const original = Request.prototype.send;
    tell(startEvent);
    expect(Request.prototype.send).not.toBe(original);
    expect(send).not.toBe(original);
    tell(stopEvent);
    expect(Request.prototype.send).toBe(original);
  });
});
