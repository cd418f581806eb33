import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StorageReading } from '../../../traffic';
import { makeMsalCookie } from '../../protocol/msal.fixture';
import { readyStateExpression } from './inspected';
import { createStorageReader, type StorageFacts, type StorageReader } from './storage-reader';

type Callback = (value: unknown, problem?: unknown) => void;

const { browser, page } = vi.hoisted(() => {
  const page = { respond: (_expression: string, _callback: Callback) => {} };
  const inspectedWindow = {
    eval: (expression: string, callback: Callback) => page.respond(expression, callback),
  };
  return { browser: { devtools: { inspectedWindow } }, page };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const token = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';
const notReady = { isError: true, code: 'E_FAILED', details: ['x has no execution context'] };
const denied = { isError: true, code: 'E_FAILED', details: ['Permission denied'] };
const empty = { count: 0, leftOut: 0 };
const areaWith = (...values: readonly string[]) => ({
  found: { ...values.map((value, index) => ({ key: `k${index}`, value })) },
  count: values.length,
  leftOut: 0,
});

let readings: StorageReading[];
let facts: StorageFacts[];
let reader: StorageReader;
let loads: number;

/** The page's document: loaded, with these values in its localStorage. */
function openPage(origin: string, ...values: readonly string[]): void {
  const local = values.length > 0 ? areaWith(...values) : empty;
  page.respond = (expression, callback) =>
    callback(expression === readyStateExpression ? 'complete' : { origin, local, session: empty });
}
function failWith(problem: unknown): void {
  page.respond = (_, callback) => callback(undefined, problem);
}
async function create(): Promise<void> {
  reader = createStorageReader(
    (reading) => readings.push(reading),
    (fact) => facts.push(fact),
    () => (loads += 1),
  );
  await settle();
}
const settle = (forMs = 0) => vi.advanceTimersByTimeAsync(forMs);
const stateNow = () => facts.at(-1)?.storage;
async function open(url: string): Promise<void> {
  reader.navigated(url);
  reader.began();
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  readings = [];
  facts = [];
  loads = 0;
});
afterEach(() => {
  reader.end();
  vi.useRealTimers();
});

describe("a document that can't be read", () => {
  it("is pending while it's retried, and failed in the end", async () => {
    failWith(notReady);
    await create();
    reader.navigated('https://app.test/');
    expect(stateNow()).toBe('pending');
    await settle(20_000);
    expect(stateNow()).toBe('failed');
    expect(readings).toEqual([]);
  });

  it("is read as soon as it's ready", async () => {
    failWith(notReady);
    await create();
    await settle(300);
    openPage('https://app.test', token);
    await settle(2_000);
    expect(stateNow()).toBe('read');
    expect(readings.length).toBe(1);
  });

  it('is reported as not responding after some seconds, and read when it responds', async () => {
    let respondAfterTimeout: Callback = () => {};
    page.respond = (_, callback) => (respondAfterTimeout = callback);
    await create();
    await settle(5_500);
    expect(stateNow()).toBe('no answer');
    await settle(20_000);
    openPage('https://app.test', token);
    respondAfterTimeout({ origin: 'https://app.test', local: areaWith(token), session: empty });
    await settle();
    expect(stateNow()).toBe('read');
    expect(readings.length).toBe(1);
  });

  it("is read when the panel is shown, and isn't retried forever", async () => {
    let attempts = 0;
    page.respond = (_, callback) => {
      attempts += 1;
      callback(undefined, notReady);
    };
    await create();
    await settle(120_000);
    const before = attempts;
    await settle(600_000);
    expect(attempts).toBe(before);
    openPage('https://app.test', token);
    reader.retry();
    await settle();
    expect(stateNow()).toBe('read');
  });

  it("counts as failed if the result isn't valid", async () => {
    page.respond = (_, callback) => callback({ origin: 7 });
    await create();
    await settle(120_000);
    expect(stateNow()).toBe('failed');
  });

  it('has no storage if the browser allows no scripts or its origin is opaque', async () => {
    failWith(denied);
    await create();
    expect(stateNow()).toBe('none');
    const blocked = { isBlocked: true };
    page.respond = (expression, callback) =>
      callback(
        expression === readyStateExpression
          ? 'complete'
          : { origin: 'null', local: blocked, session: blocked },
      );
    await open('data:text/html,x');
    expect(stateNow()).toBe('none');
  });

  it('has blocked storage if its origin should have one', async () => {
    page.respond = (expression, callback) =>
      callback(
        expression === readyStateExpression
          ? 'complete'
          : { origin: 'https://app.test', local: { isBlocked: true }, session: areaWith(token) },
      );
    await create();
    expect(stateNow()).toBe('blocked');
    expect(readings.map(({ area }) => area)).toEqual(['sessionStorage']);
  });
});

describe('a document', () => {
  it('is read at once and when it has loaded, and equal readings are recorded once', async () => {
    openPage('https://app.test', token);
    const respond = page.respond;
    let state = 'loading';
    page.respond = (expression, callback) =>
      expression === readyStateExpression ? callback(state) : respond(expression, callback);
    await create();
    expect([readings.length, loads]).toEqual([1, 0]);
    state = 'complete';
    await settle(1_000);
    expect([readings.length, loads]).toEqual([1, 1]);
  });

  it('is read again for what its scripts stored while loading', async () => {
    let state = 'loading';
    let stored = [token];
    page.respond = (expression, callback) =>
      callback(
        expression === readyStateExpression
          ? state
          : { origin: 'https://app.test', local: areaWith(...stored), session: empty },
      );
    await create();
    stored = [token, `${token}2`];
    state = 'complete';
    await settle(1_000);
    expect(readings.map(({ entries }) => entries.length)).toEqual([1, 2]);
  });

  it("is recorded again if MSAL's key appears, although its entries didn't change", async () => {
    const key = 'msal.3|u.t|login.test|accesstoken|c|t|openid|';
    const entry = { key, value: '{"id":"another","nonce":"n","data":"d"}' };
    let [state, cookie] = ['loading', ''];
    page.respond = (expression, callback) => {
      const local = { found: { 0: entry }, count: 1, leftOut: 0 };
      const storage = { origin: 'https://app.test', cookie, local, session: empty };
      callback(expression === readyStateExpression ? state : storage);
    };
    await create();
    [state, cookie] = ['complete', makeMsalCookie().text];
    await settle(1_000);
    await vi.waitFor(() => expect(readings).toHaveLength(2));
    expect(readings.map(({ entries }) => entries[0]?.decryption)).toEqual(['no key', 'earlier session']);
  });

  it('stays read if only its URL changed', async () => {
    openPage('https://app.test', token);
    await create();
    reader.navigated('https://app.test/elsewhere');
    expect(stateNow()).toBe('pending');
    reader.navigated('https://app.test/again');
    reader.stayed();
    expect(facts.at(-1)).toEqual({ storage: 'read', unreadOrigins: [] });
  });

  it('is recorded again for a panel that opens', async () => {
    openPage('https://app.test', token);
    await create();
    reader.readAgain();
    await settle();
    expect(readings.length).toBe(2);
  });

  it('has its late result ignored after a navigation', async () => {
    let respondAfterTimeout: Callback = () => {};
    page.respond = (_, callback) => (respondAfterTimeout = callback);
    await create();
    const delayed = respondAfterTimeout;
    await open('https://next.test/');
    delayed({ origin: 'https://app.test', local: areaWith(token), session: empty });
    await settle();
    expect(stateNow()).toBe('pending');
    expect(readings).toEqual([]);
  });
});

describe('a document that was left before it was read', () => {
  it('has its origin reported until a document of that origin is read', async () => {
    openPage('https://app.test');
    await create();
    failWith(notReady);
    reader.navigated('https://id.test/');
    openPage('https://app.test');
    await open('https://app.test/back');
    expect(facts.at(-1)).toEqual({ storage: 'read', unreadOrigins: ['https://id.test'] });
    openPage('https://id.test', token);
    await open('https://id.test/');
    expect(facts.at(-1)).toEqual({ storage: 'read', unreadOrigins: [] });
  });

  it("isn't reported if a document of that origin is read next", async () => {
    failWith(notReady);
    await create();
    reader.navigated('https://app.test/');
    openPage('https://app.test', token);
    await open('https://app.test/next');
    expect(facts.at(-1)).toEqual({ storage: 'read', unreadOrigins: [] });
  });

  it('has no more origins reported than the limit', async () => {
    failWith(notReady);
    await create();
    for (let index = 0; index < 1_000; index += 1) reader.navigated(`https://h${index}.test/`);
    openPage('https://app.test');
    await open('https://app.test/');
    expect(facts.at(-1)?.unreadOrigins.length).toBe(50);
  });
});
