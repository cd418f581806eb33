import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { createWebRequestProbe, type WebRequestProbe } from './web-request-probe';

const origin = 'https://app.test';
let hearing: WebRequestProbe;
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  changes = 0;
  hearing = createWebRequestProbe(() => (changes += 1));
});
afterEach(() => vi.useRealTimers());

function tell(changed: Partial<HttpExchange> = {}, type = 'application/json'): void {
  hearing.told({
    source: 'network log',
    url: `${origin}/api`,
    sentAtMs: Date.now(),
    responseHeaders: [{ name: 'Content-Type', value: type }],
    ...changed,
  } as HttpExchange);
  vi.advanceTimersByTime(10_000);
}

describe('the background is not said to be deaf', () => {
  it('where the site is not watched', () => {
    tell();
    expect([hearing.isDeaf, changes]).toEqual([false, 0]);
  });

  it.each<[string, Partial<HttpExchange>, string?]>([
    ['of another site', { url: 'https://app.test.example/api' }],
    ['from before it was watched', { sentAtMs: 0 }],
    ['that the background told', { source: 'web request' }],
    ['that may come from memory', {}, 'image/png'],
    ['without a type', { responseHeaders: [] }],
  ])('for a request %s', (_name, changed, type) => {
    hearing.setSite(origin);
    tell(changed, type);
    expect(hearing.isDeaf).toBe(false);
  });

  it('when it heard something, be it late', () => {
    hearing.setSite(origin);
    hearing.heard(1);
    tell();
    expect(hearing.isDeaf).toBe(false);
  });
});

it('is deaf when DevTools tells of requests and it heard of none, until it hears or the site is left', () => {
  hearing.setSite(origin);
  hearing.heard(0);
  tell();
  expect([hearing.isDeaf, changes]).toEqual([true, 1]);
  hearing.heard(3);
  expect([hearing.isDeaf, changes]).toEqual([false, 2]);
  hearing.setSite(undefined);
  hearing.setSite(origin);
  tell();
  expect(hearing.isDeaf).toBe(true);
  hearing.setSite('https://other.test');
  expect(hearing.isDeaf).toBe(false);
});
