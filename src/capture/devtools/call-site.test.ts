import { describe, expect, it } from 'vitest';
import { maxCallSiteLength } from '../protocol/limits';
import { findCallSite } from './call-site';

const ownRoot = 'chrome-extension://abcdef/';
const own = `${ownRoot}src/capture/page/page.iife.js`;

describe('findCallSite with a V8 stack', () => {
  it.each([
    ['    at callApi (https://app.test/app.js:12:5)', 'https://app.test/app.js:12:5'],
    ['    at https://app.test/app.js:3:9', 'https://app.test/app.js:3:9'],
    ['    at async https://app.test/app.js:3:9', 'https://app.test/app.js:3:9'],
    ['    at async Client.call [as send] (https://app.test/a.js?v=1:7:21)', 'https://app.test/a.js?v=1:7:21'],
    ['    at new Api (http://localhost:3000/src/api.ts:4:1)', 'http://localhost:3000/src/api.ts:4:1'],
    [
      '    at load (webpack-internal:///(app-pages-browser)/./app/page.js:12:5)',
      'webpack-internal:///(app-pages-browser)/./app/page.js:12:5',
    ],
    ['    at eval (eval at run (https://app.test/a.js:9:2), <anonymous>:1:1)', 'https://app.test/a.js:9:2'],
  ])('finds the call site in %j', (frame, site) => {
    const stack = `Error\n    at Object.apply (${own}:1:200)\n    at report (${own}:1:90)\n${frame}\n    at later (https://app.test/other.js:1:1)`;
    expect(findCallSite(stack, ownRoot)).toBe(site);
  });

  it('skips built-in frames', () => {
    const stack = `Error\n    at Array.map (<anonymous>)\n    at Promise.all (index 0)\n    at go (https://app.test/a.js:1:2)`;
    expect(findCallSite(stack, ownRoot)).toBe('https://app.test/a.js:1:2');
  });
});

describe('findCallSite with a SpiderMonkey stack', () => {
  const ownRootFirefox = 'moz-extension://0a1b/';
  const ownFirefox = `${ownRootFirefox}src/capture/page/page.iife.js`;

  it.each([
    ['callApi@https://app.test/app.js:12:5', 'https://app.test/app.js:12:5'],
    ['@https://app.test/app.js:3:9', 'https://app.test/app.js:3:9'],
    ['async*load/<@https://cdn.test/@scope/pkg/x.js:1:2', 'https://cdn.test/@scope/pkg/x.js:1:2'],
    ['run@https://app.test/a.js line 9 > eval:1:1', 'https://app.test/a.js:9'],
  ])('finds the call site in %j', (frame, site) => {
    const stack = `passOn@${ownFirefox}:1:200\nreport@${ownFirefox}:1:90\n${frame}\nlater@https://app.test/other.js:1:1\n`;
    expect(findCallSite(stack, ownRootFirefox)).toBe(site);
  });
});

describe('findCallSite without a usable frame', () => {
  it.each(['', 'Error: at the office', '    at <anonymous>:1:1', '@debugger eval code:1:1'])(
    'returns undefined for %j',
    (stack) => {
      expect(findCallSite(stack, ownRoot)).toBeUndefined();
    },
  );

  it('returns undefined if the URL exceeds the length limit', () => {
    const url = `https://app.test/${'a'.repeat(maxCallSiteLength)}.js`;
    expect(findCallSite(`Error\n    at go (${url}:1:1)`, ownRoot)).toBeUndefined();
  });
});
