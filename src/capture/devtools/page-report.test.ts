import { describe, expect, it } from 'vitest';
import {
  maxReportedLength,
  maxReportedNameLength,
  maxReportedTexts,
  maxStackLength,
  maxUrlLength,
} from '../protocol/limits';
import { parsePageReport } from './page-report';

const texts = { kind: 'request header', name: 'Authorization', text: 'Bearer x' } as const;
const call = { api: 'fetch', method: 'GET', url: 'https://api.test/', texts: [texts] } as const;

describe('parsePageReport', () => {
  const ownRoot = 'chrome-extension://abcdef/';
  const report = (value: unknown) => parsePageReport(JSON.stringify(value), ownRoot);

  it.each([
    ['no object', null],
    ['a list', [call]],
    ['a number', 7],
    ['a count below zero', { dropped: -1, bypassed: 0 }],
    ['an incomplete state', { dropped: 1 }],
    ['another api', { ...call, api: 'eval' }],
    ["a URL that isn't a string", { ...call, url: { href: 'x' } }],
    ['a URL over the length limit', { ...call, url: 'x'.repeat(maxUrlLength + 1) }],
    ['no texts', { ...call, texts: [] }],
    ["texts that aren't an array", { ...call, texts: { length: 1, 0: texts } }],
    ['too many texts', { ...call, texts: Array.from({ length: maxReportedTexts + 1 }, () => texts) }],
    ['an unknown location', { ...call, texts: [texts, { ...texts, kind: 'response body' }] }],
    [
      'a text over the length limit',
      { ...call, texts: [{ ...texts, text: 'x'.repeat(maxReportedLength + 1) }] },
    ],
    [
      'a name over the length limit',
      { ...call, texts: [{ ...texts, name: 'x'.repeat(maxReportedNameLength + 1) }] },
    ],
  ])('rejects %s', (_, value) => {
    expect(report(value)).toBeUndefined();
  });

  it("rejects text that isn't JSON", () => {
    for (const text of ['', 'call', '{"api":', `${'['.repeat(100_000)}`])
      expect(parsePageReport(text, ownRoot)).toBeUndefined();
  });

  it('drops a stack over the length limit, and unknown members', () => {
    const forged = {
      ...call,
      texts: [{ ...texts, isCertain: true }],
      stack: `    at https://app.test/a.js:1:2\n`.padEnd(maxStackLength + 1),
      callSite: 'https://bank.test/a.js:1:2',
      origin: 'https://bank.test',
      kind: 'http',
    };
    expect(report(forged)).toEqual(call);
  });

  it.each(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon'] as const)(
    'returns a call of %s with the call site from its stack',
    (api) => {
      const stack = `Error\n    at Object.apply (${ownRoot}page.js:1:9)\n    at go (https://app.test/app.js:1:2)`;
      expect(report({ ...call, api, stack })).toEqual({
        ...call,
        api,
        callSite: 'https://app.test/app.js:1:2',
      });
    },
  );

  it('returns the state of the page script', () => {
    expect(report({ dropped: 7, bypassed: 2, more: 1 })).toEqual({ dropped: 7, bypassed: 2 });
  });
});
