import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpExchange } from '../../traffic';
import { createWebRequestProbe, type WebRequestProbe } from './web-request-probe';

const origin = 'https://app.test';
let probe: WebRequestProbe;
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  changes = 0;
  probe = createWebRequestProbe(() => (changes += 1));
});
afterEach(() => vi.useRealTimers());

function noteRequest(changed: Partial<HttpExchange> = {}, type = 'application/json'): void {
  probe.noteRequest({
    source: 'network log',
    url: `${origin}/api`,
    sentAtMs: Date.now(),
    responseHeaders: [{ name: 'Content-Type', value: type }],
    ...changed,
  } as HttpExchange);
  vi.advanceTimersByTime(10_000);
}

describe('createWebRequestProbe reports no silence', () => {
  it("if the site isn't watched", () => {
    noteRequest();
    expect([probe.isSilent, changes]).toEqual([false, 0]);
  });

  it.each<[string, Partial<HttpExchange>, string?]>([
    ['of another site', { url: 'https://app.test.example/api' }],
    ['from before it was watched', { sentAtMs: 0 }],
    ['that the background reported', { source: 'web request' }],
    ['that may come from the memory cache', {}, 'image/png'],
    ['without a type', { responseHeaders: [] }],
  ])('for a request %s', (_name, changed, type) => {
    probe.setSite(origin);
    noteRequest(changed, type);
    expect(probe.isSilent).toBe(false);
  });

  it('if the background has captured a request', () => {
    probe.setSite(origin);
    probe.noteWebRequests(1);
    noteRequest();
    expect(probe.isSilent).toBe(false);
  });
});

it('reports silence if only DevTools reports requests, until the background does or the site is left', () => {
  probe.setSite(origin);
  probe.noteWebRequests(0);
  noteRequest();
  expect([probe.isSilent, changes]).toEqual([true, 1]);
  probe.noteWebRequests(3);
  expect([probe.isSilent, changes]).toEqual([false, 2]);
  probe.setSite(undefined);
  probe.setSite(origin);
  noteRequest();
  expect(probe.isSilent).toBe(true);
  probe.setSite('https://other.test');
  expect(probe.isSilent).toBe(false);
});
