import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HealthFacts, HttpExchange } from '../../traffic';
import { createCaptureGapReporter, type CaptureGapReporter } from './capture-gaps';
import { navigationStartExpression } from './page/inspected';

const origin = 'https://app.test';
const nowMs = 1_772_359_200_000;

type Callback = (value: unknown, problem?: unknown) => void;

const { browser, page } = vi.hoisted(() => {
  const page = {
    respond: (_expression: string): unknown => undefined,
    /** Error that the browser returns for each evaluation, instead of the page's value. */
    problem: undefined as string | undefined,
  };
  const inspectedWindow = {
    eval: (expression: string, ...rest: readonly unknown[]) => {
      const callback = rest.at(-1) as Callback;
      if (page.problem === undefined) callback(page.respond(expression));
      else callback(undefined, { isError: true, code: 'E_FAILED', details: [page.problem] });
    },
  };
  return { browser: { devtools: { inspectedWindow } }, page };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

let reports: HealthFacts[];
let reporter: CaptureGapReporter;
let frames: unknown;
let startedAtMs: number;

beforeEach(() => {
  vi.useFakeTimers({ now: nowMs });
  reports = [];
  frames = [];
  startedAtMs = nowMs - 10;
  page.problem = undefined;
  vi.stubGlobal('__BROWSER__', 'chrome');
  page.respond = (expression) => {
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
  const isWatched = (candidate: string) => watched.includes(candidate);
  reporter = createCaptureGapReporter({ listeningSinceMs: nowMs, isWatched }, (facts) => reports.push(facts));
  await vi.advanceTimersByTimeAsync(1_000);
}
const nextReport = async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  return reports.at(-1);
};
const exchange = (changed: Partial<HttpExchange>) => changed as HttpExchange;
const request = { requestHeaders: [], url: `${origin}/api` };

describe('createCaptureGapReporter reports no', () => {
  it('facts for requests that change nothing', async () => {
    await create();
    const before = reports.length;
    for (let index = 0; index < 1_000; index += 1) reporter.noteRequest(exchange(request));
    await nextReport();
    expect(reports.length).toBe(before);
  });

  it('restricted page if the page is slow to respond', async () => {
    page.respond = () => new Promise(() => {});
    const evaluate = browser.devtools.inspectedWindow.eval;
    browser.devtools.inspectedWindow.eval = () => {};
    await create();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(reports.at(-1)?.isRestricted).toBe(false);
    browser.devtools.inspectedWindow.eval = evaluate;
  });

  it("restricted page if the page isn't ready yet", async () => {
    page.problem = 'https://app.test/ has no execution context';
    await create();
    const end = reporter.watch();
    await vi.advanceTimersByTimeAsync(20_000);
    end();
    expect(reports.some(({ isRestricted }) => isRestricted)).toBe(false);
  });

  it("frames for invalid entries in the page's list", async () => {
    frames = ['about:blank', 'data:text/html,x', 'javascript:0', null, 7, 'x'.repeat(10_000), 'https://'];
    await create();
    expect(reports.at(-1)?.frames).toEqual([]);
  });

  it('more frames than the limit', async () => {
    frames = Array.from({ length: 10_000 }, (_, index) => `https://f${index}.test/`);
    await create();
    expect(reports.at(-1)?.frames.length).toBe(50);
  });

  it('facts about the previous document after a new one began', async () => {
    startedAtMs = nowMs - 60_000;
    frames = ['https://ads.test/'];
    await create();
    reporter.countMissed(2);
    reporter.noteRequest(exchange({ ...request, sender: 'dedicated worker' }));
    expect(await nextReport()).toMatchObject({
      isOpenedAfterLoad: true,
      missedRequests: 2,
      workerRequests: 1,
    });
    reporter.documentBegan();
    expect(await nextReport()).toMatchObject({
      isOpenedAfterLoad: false,
      missedRequests: 0,
      workerRequests: 0,
      frames: [],
    });
  });
});

describe('createCaptureGapReporter reports', () => {
  it('a restricted page, and that the page was left', async () => {
    await create();
    const end = reporter.watch();
    page.problem = 'Permission denied';
    await vi.advanceTimersByTimeAsync(6_000);
    expect(reports.at(-1)?.isRestricted).toBe(true);
    page.problem = undefined;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(reports.at(-1)?.isRestricted).toBe(false);
    end();
    page.problem = 'Permission denied';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reports.at(-1)?.isRestricted).toBe(false);
  });

  it('no restriction any more after a navigation', async () => {
    page.problem = 'Permission denied';
    await create();
    expect(reports.at(-1)?.isRestricted).toBe(true);
    // The next page is busy and doesn't respond for a while.
    page.problem = '<top>';
    reporter.navigated();
    expect((await nextReport())?.isRestricted).toBe(false);
  });

  it('the state of reading the storage', async () => {
    await create();
    expect(reports.at(-1)).toMatchObject({ storage: 'pending', unreadOrigins: [] });
    reporter.setStorage({ storage: 'read', unreadOrigins: ['https://id.test'] });
    expect(await nextReport()).toMatchObject({ storage: 'read', unreadOrigins: ['https://id.test'] });
  });

  it("that DevTools was opened late if the page can't be read", async () => {
    page.problem = 'https://app.test/ has no execution context';
    await create();
    expect(reports.at(-1)?.isOpenedAfterLoad).toBe(false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reports.at(-1)?.isOpenedAfterLoad).toBe(true);
  });

  it('whether DevTools was opened after the document began', async () => {
    await create();
    expect(reports.at(-1)?.isOpenedAfterLoad).toBe(false);
    startedAtMs = nowMs - 5_000;
    await create();
    expect(reports.at(-1)?.isOpenedAfterLoad).toBe(true);
  });

  it("each frame origin in the document or its requests, and whether it's watched", async () => {
    frames = ['https://ads.test/a', 'https://ads.test/b', `${origin}/own`];
    await create(['https://id.test']);
    reporter.setSite({ origin, watching: { state: 'on', origin, reloadOffered: true } });
    const headers = [{ name: 'sec-fetch-dest', value: 'iframe' }];
    reporter.noteRequest(exchange({ requestHeaders: headers, url: 'https://id.test/frame' }));
    reporter.noteRequest(exchange({ requestHeaders: [], url: 'https://api.test/' }));
    expect(await nextReport()).toMatchObject({
      origin,
      watch: 'after reload',
      frames: [
        { origin: 'https://ads.test', isWatched: false },
        { origin: 'https://id.test', isWatched: true },
      ],
    });
  });

  it("that open requests aren't listed while the log is too long", async () => {
    await create();
    expect(reports.at(-1)?.log).toMatchObject({ streamMessages: 'captured', openRequests: 'captured' });
    reporter.logTooLong(true);
    expect((await nextReport())?.log).toMatchObject({ streamMessages: 'partial', openRequests: 'partial' });
    reporter.logTooLong(false);
    expect((await nextReport())?.log).toMatchObject({ streamMessages: 'captured', openRequests: 'captured' });
  });

  it('how many requests of this document lack cookies', async () => {
    await create();
    reporter.countCookiesMissing(2);
    reporter.countCookiesMissing(1);
    expect((await nextReport())?.cookiesMissing).toBe(3);
    reporter.documentBegan();
    expect((await nextReport())?.cookiesMissing).toBe(0);
  });

  it('what Firefox captures, in Firefox', async () => {
    vi.stubGlobal('__BROWSER__', 'firefox');
    await create();
    expect(reports.at(-1)?.log).toMatchObject({
      workers: 'not captured',
      workerCookies: 'captured',
      openRequests: 'not captured',
    });
  });
});
