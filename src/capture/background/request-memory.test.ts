import { beforeEach, expect, it, vi } from 'vitest';
import { RequestMemory } from './request-memory';
import { SessionWriter } from './session-storage';
import { addEvent, type ObservedRequest } from './web-request-facts';

const site = 'https://app.test';

const { browser, state } = vi.hoisted(() => {
  const state = { session: new Map<string, string>(), quota: Infinity };
  const lengthOf = (texts: Iterable<readonly [string, string]>) => [...texts].flat().join('').length;
  const session = {
    get: async (keys: readonly string[]) =>
      Object.fromEntries([...state.session].filter(([key]) => keys.includes(key))),
    set: async (texts: Record<string, string>) => {
      const next = new Map([...state.session, ...Object.entries(texts)]);
      if (lengthOf(next) > state.quota) throw new Error('Session storage quota bytes exceeded.');
      state.session = next;
    },
    remove: async (keys: readonly string[]) => {
      for (const key of keys) state.session.delete(key);
    },
  };
  return { browser: { storage: { session } }, state };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

beforeEach(() => {
  Object.assign(state, { session: new Map(), quota: Infinity });
});

function request(id: number, length = 1_000): ObservedRequest {
  const url = `${site}/${'x'.repeat(length)}`;
  const facts = addEvent('sent', { requestId: String(id), tabId: 1, url, timeStamp: 1_000, type: 'xhr' });
  if (facts === undefined) throw new Error('no request');
  return facts;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const usedLength = () => [...state.session].flat().join('').length;
const openMemory = () => RequestMemory.open(new SessionWriter());

it("assigns no number twice if the browser's quota was full", async () => {
  const memory = await openMemory();
  for (let id = 0; id < 3; id += 1) memory.store(request(id), site);
  await settled();
  // Enough for the state only, whatever is evicted.
  state.quota = usedLength() + 50;
  memory.store(request(3, 100_000), site);
  memory.store(request(4, 100_000), site);
  await settled();
  const next = await openMemory();
  expect(memory.next).toBe(5);
  expect(next.next).toBe(5);
  expect(next.notice(0).requests).toEqual(memory.notice(0).requests);
});

it('makes room once for requests that were rejected together, and counts what was evicted', async () => {
  const memory = await openMemory();
  for (let id = 0; id < 40; id += 1) memory.store(request(id), site);
  await settled();
  state.quota = usedLength() + 2_000;
  for (let id = 40; id < 60; id += 1) memory.store(request(id), site);
  await settled();
  const { requests, counts } = memory.notice(0);
  expect(requests.length).toBeGreaterThan(20);
  expect(counts).toMatchObject([{ origin: site, evicted: 60 - requests.length }]);
  expect((await openMemory()).notice(0).requests).toEqual(requests);
});
