import { describe, expect, it } from 'vitest';
import { maxReportedLength, maxReportedNameLength, maxReportedTexts, maxUrlLength } from '../protocol/limits';
import { maxStackLength } from '../protocol/page-events';
import { parsePageReport } from './page-report';

const carried = { place: 'request header', name: 'Authorization', text: 'Bearer x' } as const;
const call = { api: 'fetch', method: 'GET', url: 'https://api.test/', carried: [carried] } as const;

describe('a report of the page', () => {
  const ownRoot = 'chrome-extension://abcdef/';
  const report = (value: unknown) => parsePageReport(JSON.stringify(value), ownRoot);

  it.each([
    ['no call', null],
    ['a list', [call]],
    ['a number', 7],
    ['a count below zero', { dropped: -1, bypassed: 0 }],
    ['half a state', { dropped: 1 }],
    ['another api', { ...call, api: 'eval' }],
    ['a URL that is no string', { ...call, url: { href: 'x' } }],
    ['a URL past the bound', { ...call, url: 'x'.repeat(maxUrlLength + 1) }],
    ['nothing carried', { ...call, carried: [] }],
    ['texts that are no list', { ...call, carried: { length: 1, 0: carried } }],
    ['too many texts', { ...call, carried: Array.from({ length: maxReportedTexts + 1 }, () => carried) }],
    ['a place that is none', { ...call, carried: [carried, { ...carried, place: 'response body' }] }],
    [
      'a text past the bound',
      { ...call, carried: [{ ...carried, text: 'x'.repeat(maxReportedLength + 1) }] },
    ],
    ['a name past it', { ...call, carried: [{ ...carried, name: 'x'.repeat(maxReportedNameLength + 1) }] }],
  ])('is refused with %s', (_, value) => {
    expect(report(value)).toBeUndefined();
  });

  it('is refused when it is no JSON', () => {
    for (const text of ['', 'call', '{"api":', `${'['.repeat(100_000)}`])
      expect(parsePageReport(text, ownRoot)).toBeUndefined();
  });

  it('loses a stack past the bound, and whatever else the page put in', () => {
    const forged = {
      ...call,
      carried: [{ ...carried, isCertain: true }],
      stack: `    at https://app.test/a.js:1:2\n`.padEnd(maxStackLength + 1),
      callSite: 'https://bank.test/a.js:1:2',
      origin: 'https://bank.test',
      kind: 'http',
    };
    expect(report(forged)).toEqual(call);
  });

  it.each(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon'] as const)(
    'is copied with the line of code that its stack names: %s',
    (api) => {
      const stack = `Error\n    at Object.apply (${ownRoot}page.js:1:9)\n    at go (https://app.test/app.js:1:2)`;
      expect(report({ ...call, api, stack })).toEqual({
        ...call,
        api,
        callSite: 'https://app.test/app.js:1:2',
      });
    },
  );

  it('may be the state of the script', () => {
    expect(report({ dropped: 7, bypassed: 2, more: 1 })).toEqual({ dropped: 7, bypassed: 2 });
  });
});
