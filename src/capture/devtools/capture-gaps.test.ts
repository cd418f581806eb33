import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HealthFacts, HttpExchange } from '../../traffic';
import { createCaptureGapReporter, type CaptureGapReporter } from './capture-gaps';
import { navigationStartExpression } from './page/inspected';

const origin = 'https://app.test';
const nowMs = 1_772_359_200_000;

type Answered = (value: unknown, problem?: unknown) => void;

const { browser, page } = vi.hoisted(() => {
  const page = {
    answer: (_expression: string): unknown => undefined,
    /** What the browser says of each evaluation, in place of the page's answer. */
    problem: undefined as string | undefined,
  };
  const inspectedWindow = {
    eval: (expression: string, ...rest: readonly unknown[]) => {
      const answered = rest.at(-1) as Answered;
      if (page.problem === undefined) answered(page.answer(expression));
      else answered(undefined, { isError: true, code: 'E_FAILED', details: [page.problem] });
    },
  };
  return { browser: { devtools: { inspectedWindow } }, page };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

let told: HealthFacts[];
let spots: CaptureGapReporter;
let frames: unknown;
let startedAtMs: number;

beforeEach(() => {
  vi.useFakeTimers({ now: nowMs });
  told = [];
  frames = [];
  startedAtMs = nowMs - 10;
  page.problem = undefined;
  vi.stubGlobal('__BROWSER__', 'chrome');
  page.answer = (expression) => {
    if (expression === '1') return 1;
    return expression === navigationStartExpression
      ? [Date.now(), Date.now() - startedAtMs, startedAtMs]
      : frames;
  };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function create(watched: readonly string[] = []): Promise<void> {
  const isWatched = (asked: string) => watched.includes(asked);
  spots = createCaptureGapReporter({ listeningSinceMs: nowMs, isWatched }, (facts) => told.push(facts));
  await vi.advanceTimersByTimeAsync(1_000);
}
const tellAgain = async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  return told.at(-1);
};
const exchange = (changed: Partial<HttpExchange>) => changed as HttpExchange;
const request = { requestHeaders: [], url: `${origin}/api` };

describe('nothing is told', () => {
  it('of requests that change nothing', async () => {
    await create();
    const before = told.length;
    for (let index = 0; index < 1_000; index += 1) spots.told(exchange(request));
    await tellAgain();
    expect(told.length).toBe(before);
  });

  it('of a page that is slow to answer as of one that refuses', async () => {
    page.answer = () => new Promise(() => {});
    const answering = browser.devtools.inspectedWindow.eval;
    browser.devtools.inspectedWindow.eval = () => {};
    await create();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told.at(-1)?.isRestricted).toBe(false);
    browser.devtools.inspectedWindow.eval = answering;
  });

  it('of a page that cannot be asked yet as of one that is out of bounds', async () => {
    page.problem = 'https://app.test/ has no execution context';
    await create();
    const end = spots.watch();
    await vi.advanceTimersByTimeAsync(20_000);
    end();
    expect(told.some(({ isRestricted }) => isRestricted)).toBe(false);
  });

  it('of what a page lists as frames that are none', async () => {
    frames = ['about:blank', 'data:text/html,x', 'javascript:0', null, 7, 'x'.repeat(10_000), 'https://'];
    await create();
    expect(told.at(-1)?.frames).toEqual([]);
  });

  it('of more frames than can be named', async () => {
    frames = Array.from({ length: 10_000 }, (_, index) => `https://f${index}.test/`);
    await create();
    expect(told.at(-1)?.frames.length).toBe(50);
  });

  it('of the page before, once the next began', async () => {
    startedAtMs = nowMs - 60_000;
    frames = ['https://ads.test/'];
    await create();
    spots.countUntold(2);
    spots.told(exchange({ ...request, sender: 'dedicated worker' }));
    expect(await tellAgain()).toMatchObject({ isOpenedLate: true, untold: 2, workerRequests: 1 });
    spots.documentBegan();
    expect(await tellAgain()).toMatchObject({
      isOpenedLate: false,
      untold: 0,
      workerRequests: 0,
      frames: [],
    });
  });
});

describe('what is told', () => {
  it('is a page that lets no extension read it, and that it was left again', async () => {
    await create();
    const end = spots.watch();
    page.problem = 'Permission denied';
    await vi.advanceTimersByTimeAsync(6_000);
    expect(told.at(-1)?.isRestricted).toBe(true);
    page.problem = undefined;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(told.at(-1)?.isRestricted).toBe(false);
    end();
    page.problem = 'Permission denied';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.at(-1)?.isRestricted).toBe(false);
  });

  it('is no more that it is out of bounds, once a navigation is reported', async () => {
    page.problem = 'Permission denied';
    await create();
    expect(told.at(-1)?.isRestricted).toBe(true);
    // The next page is busy: it says nothing for a while.
    page.problem = '<top>';
    spots.navigated();
    expect((await tellAgain())?.isRestricted).toBe(false);
  });

  it('is how far reading its storage has come', async () => {
    await create();
    expect(told.at(-1)).toMatchObject({ storage: 'pending', unreadOrigins: [] });
    spots.setStorage({ storage: 'read', unreadOrigins: ['https://id.test'] });
    expect(await tellAgain()).toMatchObject({ storage: 'read', unreadOrigins: ['https://id.test'] });
  });

  it('is that the document was there before where the page cannot be asked', async () => {
    page.problem = 'https://app.test/ has no execution context';
    await create();
    expect(told.at(-1)?.isOpenedLate).toBe(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.at(-1)?.isOpenedLate).toBe(true);
  });

  it('is whether the document was there before', async () => {
    await create();
    expect(told.at(-1)?.isOpenedLate).toBe(false);
    startedAtMs = nowMs - 5_000;
    await create();
    expect(told.at(-1)?.isOpenedLate).toBe(true);
  });

  it('is each origin of frames, in the document or in its requests, and whether it is watched', async () => {
    frames = ['https://ads.test/a', 'https://ads.test/b', `${origin}/own`];
    await create(['https://id.test']);
    spots.setSite({ origin, watching: { state: 'on', origin, reloadOffered: true } });
    const headers = [{ name: 'sec-fetch-dest', value: 'iframe' }];
    spots.told(exchange({ requestHeaders: headers, url: 'https://id.test/frame' }));
    spots.told(exchange({ requestHeaders: [], url: 'https://api.test/' }));
    expect(await tellAgain()).toMatchObject({
      origin,
      watch: 'after reload',
      frames: [
        { origin: 'https://ads.test', isWatched: false },
        { origin: 'https://id.test', isWatched: true },
      ],
    });
  });

  it('is that open requests are not listed while the log is long', async () => {
    await create();
    expect(told.at(-1)?.log).toMatchObject({ streamMessages: 'seen', openRequests: 'seen' });
    spots.logTooLong(true);
    expect((await tellAgain())?.log).toMatchObject({ streamMessages: 'partly', openRequests: 'partly' });
    spots.logTooLong(false);
    expect((await tellAgain())?.log).toMatchObject({ streamMessages: 'seen', openRequests: 'seen' });
  });

  it('is how many requests lack cookies, in this document', async () => {
    await create();
    spots.countCookiesMissing(2);
    spots.countCookiesMissing(1);
    expect((await tellAgain())?.cookiesMissing).toBe(3);
    spots.documentBegan();
    expect((await tellAgain())?.cookiesMissing).toBe(0);
  });

  it('is what Firefox shows, in Firefox', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    await create();
    expect(told.at(-1)?.log).toMatchObject({
      workers: 'not seen',
      workerCookies: 'seen',
      openRequests: 'not seen',
    });
  });
});
