import { describe, expect, it } from 'vitest';
import { maxCallSiteLength } from '../protocol/limits';
import { makeHttp } from '../protocol/exchange.fixture';
import { parseHarEntry } from './har';
import { readCallSite, readTimings, writeInitiator } from './har-timings';
import { writeHarEntry } from './har-write';
import { parseOwnExchange } from './own-json';

describe('readTimings', () => {
  it('reads the phases that were measured, also as text', () => {
    const timings = {
      blocked: 2.5,
      dns: -1,
      connect: '12',
      ssl: 8,
      send: 0,
      wait: 40,
      receive: 1,
      _queued: 7,
    };
    expect(readTimings(timings)).toEqual({
      blocked: 2.5,
      connect: 12,
      ssl: 8,
      send: 0,
      wait: 40,
      receive: 1,
    });
  });

  it.each([undefined, null, 'fast', [], {}, { send: 0, wait: 50, receive: 0 }, { dns: NaN }, { dns: 1e12 }])(
    'reads nothing from %j',
    (value) => expect(readTimings(value)).toBeUndefined(),
  );
});

describe('readCallSite', () => {
  const frame = (url: unknown, lineNumber: unknown = 11, columnNumber: unknown = 4) => ({
    url,
    lineNumber,
    columnNumber,
  });

  it("reads the first frame with a URL of Chrome's stack, also of an asynchronous call", () => {
    const parent = { callFrames: [frame('https://app.test/app.js')] };
    expect(readCallSite({ type: 'script', stack: { callFrames: [frame('')], parent } })).toBe(
      'https://app.test/app.js:12:5',
    );
    expect(readCallSite({ type: 'script', stack: parent })).toBe('https://app.test/app.js:12:5');
  });

  it('reads the line of the document that loads a resource', () => {
    expect(readCallSite({ type: 'parser', url: 'https://app.test/', lineNumber: 9 })).toBe(
      'https://app.test/:10',
    );
  });

  it.each([
    ['no initiator', undefined],
    ['a URL without a line', { type: 'parser', url: 'https://app.test/' }],
    ['a negative line', { url: 'https://app.test/', lineNumber: -1 }],
    ['a long URL', { url: `https://app.test/${'a'.repeat(maxCallSiteLength)}`, lineNumber: 1 }],
    ['members of other types', { stack: { callFrames: 'no', parent: 7 }, url: {}, lineNumber: '1' }],
  ])('reads nothing from %s', (_, initiator) => {
    expect(readCallSite(initiator)).toBeUndefined();
  });

  it('reads a limited part of an endless stack', () => {
    const stack: { callFrames: readonly unknown[]; parent?: unknown } = { callFrames: [] };
    stack.parent = stack;
    expect(readCallSite({ stack })).toBeUndefined();
  });
});

it('keeps the initiator and the phases in a saved HAR and in our own JSON', () => {
  const exchange = makeHttp({
    callSite: 'https://app.test:8443/a.js:12:5',
    timings: { dns: 3, wait: 20.25 },
  });
  const read = parseHarEntry(JSON.parse(JSON.stringify(writeHarEntry(exchange))), 'x', {
    readAtMs: 0,
    source: 'file',
  });
  expect(read?.callSite).toBe(exchange.callSite);
  expect(read?.timings).toMatchObject(exchange.timings ?? {});
  expect(parseOwnExchange(JSON.parse(JSON.stringify(exchange)), 'x')).toMatchObject({
    callSite: exchange.callSite,
    timings: exchange.timings,
  });
  expect(readCallSite(writeInitiator('https://app.test/:10'))).toBe('https://app.test/:10');
});

it('reads no phases of a pending request, which are incomplete', () => {
  const entry = { ...writeHarEntry(makeHttp()), timings: { dns: 1, wait: 20 } };
  expect(parseHarEntry(entry, 'x', { readAtMs: 0, isPending: true })?.timings).toBeUndefined();
  expect(parseHarEntry(entry, 'x', { readAtMs: 0 })?.timings).toEqual({ dns: 1, wait: 20 });
});
