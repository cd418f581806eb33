import { createContext, runInContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEvent, stopEvent } from '../protocol/page-events';
import { createPage } from './page.fixture';

// Runs the built page script in a realm of its own that a page's script then tampers with.

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';

let script = '';
let fake: ReturnType<typeof createPage>;
let context: object;
let reports: unknown[];

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: new URL('page.iife.ts', import.meta.url).pathname, formats: ['iife'], name: 'page' },
    },
  });
  const [{ output } = { output: [] }] = built as Rolldown.RolldownOutput[];
  script = output[0].code;
});

// The test runner formats the stacks of every realm in Node, and its function would call what the page broke.
const { prepareStackTrace } = Error;

beforeEach(() => {
  Reflect.deleteProperty(Error, 'prepareStackTrace');
  openPage();
  fake.send(startEvent);
});

afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

function openPage(): void {
  fake = createPage();
  reports = fake.collectReports();
  context = createContext({ window: fake.page, token, calledByUs: [] });
  runInContext(script, context);
  fake.connect();
}

/** Errors of the tampered realm can't be displayed, so only the message is used. */
function run(code: string): unknown {
  try {
    return runInContext(`with (window) { ${code} }`, context);
  } catch (error) {
    // oxlint-disable-next-line preserve-caught-error -- nor be used as a cause
    throw new Error(`in the page: ${String(Object.getOwnPropertyDescriptor(error, 'message')?.value)}`);
  }
}

/** Calls each API with and without a token. */
const calls = `(() => {
  const init = { __proto__: null, headers: { __proto__: null, authorization: token } };
  fetch('/plain');
  fetch('/fetch', init);
  const request = new XMLHttpRequest();
  request.open('get', '/xhr');
  request.setRequestHeader('x-token', token);
  request.send();
  const socket = new WebSocket('/socket', token);
  socket.send(token);
  const source = new EventSource('/source?jwt=' + token);
  return { socket, source };
})()`;

/** Redefines all functions of the language: a call by our script is recorded, and any call throws. */
const redefineAll = `(() => {
  const { defineProperty, ownKeys, getOwnPropertyDescriptor } = Reflect;
  const record = (name) => { calledByUs[calledByUs.length] = name; throw new Error(name); };
  const each = [String, Number, Boolean, Symbol, Array, RegExp, Function, Map, WeakMap, Set, WeakRef, Promise, Date, Error];
  const holders = [JSON, Reflect, Math];
  for (let index = 0; index < each.length; index += 1) holders.push(each[index], each[index].prototype);
  holders.push(Object);
  for (let index = 0; index < holders.length; index += 1) {
    const holder = holders[index];
    const names = ownKeys(holder);
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at];
      const found = getOwnPropertyDescriptor(holder, name);
      if (!found.configurable || name === 'constructor' || name === 'prototype' || name === 'stackTraceLimit') continue;
      if ('value' in found && typeof found.value !== 'function') continue;
      defineProperty(holder, name, { __proto__: null, configurable: true, writable: true, value: () => record('redefined') });
    }
  }
  defineProperty(Error, 'prepareStackTrace', { __proto__: null, configurable: true, writable: true, value: () => record('prepareStackTrace') });
  const members = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable', 'apply', 'construct', 'has', 'headers', 'method', 'toJSON', 'detail', 'bubbles', 'cancelable', 'composed', 'url', 'carried', 'json', 'count', 'leftOut', 'stack', 'dropped', 'bypassed', '0', '1', '2', 'prepareStackTrace'];
  for (let index = 0; index < members.length; index += 1) {
    const name = members[index];
    defineProperty(Object.prototype, name, { __proto__: null, configurable: true, get: () => record('get ' + name), set: () => record('set ' + name) });
    defineProperty(Array.prototype, name, { __proto__: null, configurable: true, get: () => record('get ' + name), set: () => record('set ' + name) });
  }
  const names = ['Proxy', 'Error', 'Date', 'JSON', 'Reflect', 'WeakMap', 'RegExp', 'Array', 'Object', 'String'];
  for (let index = 0; index < names.length; index += 1) globalThis[names[index]] = undefined;
})()`;

const redefinePage = `
  for (const kind of [EventTarget, Event, CustomEvent, MessageEvent, WebSocket, EventSource, Headers, Request, URL]) {
    for (const name of ['dispatchEvent', 'get', 'forEach', 'currentTarget', 'data', 'detail', 'href', 'headers', 'url']) {
      if (kind !== Request || name !== 'url') Object.defineProperty(kind.prototype, name, { configurable: true, get() { calledByUs.push(name); throw new Error(name); } });
    }
  }
  document.__proto__.__defineGetter__('baseURI', () => { throw calledByUs.push('baseURI'); });
  Object.assign(window, { CustomEvent: undefined, URL: undefined, Headers: undefined, Request: undefined });`;

function expectAllReported(): void {
  const { socket, source } = run(calls) as Record<'socket' | 'source', { receive(data: unknown): void }>;
  socket.receive(token);
  source.receive(token);
  expect(reports).toMatchObject([
    { api: 'fetch', texts: [{ kind: 'request header', text: token }] },
    { api: 'XMLHttpRequest', method: 'GET', texts: [{ kind: 'request header' }] },
    { api: 'WebSocket', texts: [{ kind: 'request header', name: 'Sec-WebSocket-Protocol' }] },
    { api: 'WebSocket', texts: [{ kind: 'message sent' }] },
    { api: 'EventSource', texts: [{ kind: 'request url' }] },
    { api: 'WebSocket', texts: [{ kind: 'message received' }] },
    { api: 'EventSource', texts: [{ kind: 'message received' }] },
  ]);
  expect(run('calledByUs')).toEqual([]);
}

describe('watchPageWorld in a hostile page', () => {
  it('reports everything and calls no page code if the page redefined the language', () => {
    run(redefineAll);
    expectAllReported();
  });

  it('reports everything and calls no page code if the page redefined browser APIs', () => {
    run(redefinePage);
    expectAllReported();
  });

  it('reports everything if the page froze its built-ins, and nothing after stop', () => {
    run(`for (const frozen of [Object, Array, String, RegExp, Function, Reflect, JSON, Error, Map, WeakMap, Event, EventTarget,
      WebSocket, EventSource, XMLHttpRequest, Headers]) { Object.freeze(frozen); Object.freeze(frozen.prototype); }`);
    expectAllReported();
    fake.send(stopEvent);
    const before = reports.length;
    run(calls);
    fake.send(startEvent);
    expect(reports.length).toBe(before);
  });

  it('keeps calls made before start, and reports them then', () => {
    openPage();
    run(redefineAll);
    run(calls);
    expect(reports).toEqual([]);
    fake.send(startEvent);
    expect([reports.length, run('calledByUs')]).toEqual([5, []]);
  });

  it('stops and starts if the language was redefined in between', () => {
    const [fetch, socket] = [fake.page.fetch, fake.page.WebSocket];
    run(redefineAll);
    fake.send(stopEvent);
    expect([fake.page.fetch === fetch, fake.page.WebSocket === socket]).toEqual([false, false]);
    fake.send(startEvent);
    expectAllReported();
  });

  it("isn't affected by proxies that call hooked functions", () => {
    run(`const again = () => { fetch('/again', { headers: hostile }); throw new Error('trap'); };
      const hostile = new Proxy({}, { get: again, has: again, ownKeys: again, getOwnPropertyDescriptor: again, getPrototypeOf: again });
      fetch(hostile, hostile);
      fetch('/', { headers: hostile });
      fetch('/', { headers: new Proxy([], { get: again, getOwnPropertyDescriptor: again }) });`);
    expectAllReported();
  });

  it('limits the reports of many calls and messages, and counts the others', () => {
    const { socket } = run(calls) as { readonly socket: { receive(data: unknown): void } };
    const before = reports.length;
    run(
      `for (let index = 0; index < 100_000; index += 1) fetch('/' + index, { headers: { authorization: token } })`,
    );
    for (let index = 0; index < 10_000; index += 1) socket.receive(token);
    const reported = reports.length - before;
    expect(reported).toBeLessThan(2_000);
    fake.send(startEvent);
    expect(reports.at(-1)).toEqual({ dropped: 110_000 - reported, bypassed: 0 });
  });
});
