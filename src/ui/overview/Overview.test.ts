// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestSummary } from '../../traffic';
import { isUtc } from '../format/preferences';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';
import { topOf } from './paths';
import { fitRange, positionOf } from './scale';
import { createTimeline } from './timeline';

/** The drawing's width where there is no layout. */
const width = 600;
const startMs = startSeconds * 1_000;

let screen: Screen;

function makeSummary(seconds: number, more: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: `r${seconds}`,
    method: 'GET',
    url: `https://api.test/orders/${seconds}`,
    status: 200,
    sentAtMs: startMs + seconds * 1_000,
    tokenIds: [1],
    sentIds: [1],
    ...more,
  };
}

const page = document.body;
const overview = () => screen.region('Overview');
const plot = () => findByRole(overview(), 'slider', 'Requests by time');
const filter = () => (findByRole(page, 'searchbox', 'Filter') as HTMLInputElement).value;
const rows = (name: 'Requests' | 'Tokens') =>
  Number(findByRole(page, 'grid', name).getAttribute('aria-rowcount')) - 1;
const send = (...changed: readonly RequestSummary[]) =>
  screen.change({ requests: { changed, removed: [], names: [] } });
const issued = (from: number, to: number, more: object = {}) =>
  makeToken({ sub: 'alice', iat: startSeconds + from, exp: startSeconds + to, ...more });

const lineOf = (position: number) => ({ id: 1, position, size: 2, isCurrent: position === 2 });

/** Shows three requests with the first of two tokens, and one with the second. */
async function show(): Promise<void> {
  screen.showLog([
    makeRow(1, issued(0, 20), { firstSeenMs: startMs, lastSeenMs: startMs, line: lineOf(1) }),
    makeRow(2, issued(32, 900), { firstSeenMs: startMs, lastSeenMs: startMs, line: lineOf(2) }),
  ]);
  send(
    makeSummary(1),
    makeSummary(5),
    makeSummary(25, { status: 401, isRejected: true }),
    makeSummary(33, { tokenIds: [2], sentIds: [2] }),
  );
  findByRole(page, 'tab', 'Requests').click();
  await until(() => void plot());
  await until(() => expect(plot().getAttribute('aria-valuemax')).toBe('4'));
}

/** The position of a request in the drawing. */
function positionIn(seconds: number): { readonly clientX: number; readonly clientY: number } {
  const { tokens, requests } = screen.model;
  const timeline = createTimeline(tokens.entries().values(), requests.listed.value);
  const range = fitRange(timeline, tokens.now.value);
  return { clientX: positionOf(range, width, startMs + seconds * 1_000), clientY: topOf(0) + 5 };
}

function point(type: string, at: { readonly clientX: number; readonly clientY: number }): void {
  plot().dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, ...at }));
}

beforeEach(() => {
  screen = openScreen();
});

afterEach(() => {
  screen.close();
  isUtc.value = false;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('the overview', () => {
  it('takes no space while nothing was captured', async () => {
    screen.showLog([]);
    await until(() => expect(page.textContent).toContain('No tokens captured yet'));
    expect(findAllByRole(page, 'region', 'Overview')).toEqual([]);
  });

  it('has a text with the counts, the times and the gap', async () => {
    await show();
    expect(overview().textContent).toMatch(
      /2 tokens, 4 requests, 1 of them rejected, from \d\d:00:01 to \d\d:00:33\./,
    );
    expect(overview().textContent).toMatch(/A gap of 12 s before the new token at \d\d:00:32 \(alice · /);
    expect(overview().textContent).not.toContain('Server clock');
  });

  it('shows the clock of a server that differs', async () => {
    await show();
    send(makeSummary(34, { clock: { minMs: 599_000, maxMs: 600_500 } }));
    await until(() =>
      expect(overview().textContent).toContain('Server clock: 10 min ahead of yours (±1 s), api.test.'),
    );
    expect(overview().querySelector('.overview-drawing')?.textContent).toContain('now at api.test');
  });

  it('shows all lines of tokens, a few at a time, by clicks, keys and the wheel', async () => {
    screen.showLog(
      Array.from({ length: 6 }, (_, index) =>
        makeRow(index + 1, issued(0, 900, { sub: `user-${index}` }), {
          firstSeenMs: startMs + index,
          lastSeenMs: startMs + index,
        }),
      ),
    );
    send(makeSummary(1));
    const more = (name: string) => findByRole(overview(), 'button', name);
    const names = () =>
      findAllByRole(overview(), 'button', /^user-/).map(({ textContent }) => textContent?.slice(0, 6));
    await until(() => void more('+2 more'));
    const first = names();
    more('+2 more').click();
    await until(() => void more('5–6 of 6'));
    expect(new Set([...first, ...names()]).size).toBe(6);
    more('5–6 of 6').click();
    await until(() => expect(names()).toEqual(first));
    press(more('+2 more'), 'ArrowUp');
    await until(() => void more('5–6 of 6'));
    const wheel = new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true });
    more('5–6 of 6').dispatchEvent(wheel);
    expect(wheel.defaultPrevented).toBe(true);
    await until(() => expect(names()).toEqual(first));
  });

  it('moves from request to request by arrow keys, and opens one', async () => {
    await show();
    press(plot(), 'End');
    await until(() =>
      expect(plot().getAttribute('aria-valuetext')).toMatch(/:33\.000 GET api\.test\/orders\/33 · 200$/),
    );
    press(plot(), 'ArrowLeft');
    await until(() => expect(plot().getAttribute('aria-valuetext')).toMatch(/orders\/25 · 401 · Rejected$/));
    expect(plot().getAttribute('aria-valuenow')).toBe('3');
    press(plot(), 'Home');
    await until(() => expect(plot().getAttribute('aria-valuenow')).toBe('1'));
    press(plot(), 'Enter');
    await until(() => expect(screen.model.requests.selectedId.value).toBe('r1'));
  });

  it('filters both lists by a range that is selected with Shift, and clears it', async () => {
    await show();
    press(plot(), 'Home');
    await until(() => expect(plot().getAttribute('aria-valuenow')).toBe('1'));
    press(plot(), 'ArrowRight', { shiftKey: true });
    await until(() => expect(filter()).toMatch(/^time:\d\d:00:01\.000\.\.\d\d:00:05\.000$/));
    await until(() => expect(rows('Requests')).toBe(2));
    press(plot(), 'ArrowRight', { shiftKey: true });
    await until(() => expect(rows('Requests')).toBe(3));
    findByRole(page, 'tab', 'Tokens').click();
    await until(() => expect(rows('Tokens')).toBe(1));
    expect(screen.sent.at(-2)).toMatchObject({ type: 'filter', text: filter() });
    press(plot(), 'Escape');
    await until(() => expect(rows('Tokens')).toBe(2));
    expect(filter()).toBe('');
  });

  it('uses the chosen time zone for the axis, the range and the filter', async () => {
    vi.stubEnv('TZ', 'Asia/Kolkata');
    isUtc.value = true;
    await show();
    const axis = () => overview().querySelector('.overview-axis')?.textContent;
    const first = new Date((startSeconds + 1) * 1_000).toISOString().slice(11, 19);
    expect(axis()).toContain(first.slice(0, 6));
    press(plot(), 'Home');
    await until(() => expect(plot().getAttribute('aria-valuenow')).toBe('1'));
    press(plot(), 'ArrowRight', { shiftKey: true });
    await until(() => expect(filter()).toContain(`time:${first}.000..`));
    await until(() => expect(rows('Requests')).toBe(2));
    isUtc.value = false;
    await until(() => expect(rows('Requests')).toBe(0));
    expect(axis()).not.toContain(first.slice(0, 6));
    const local = new Date((startSeconds + 1 + 19_800) * 1_000).toISOString().slice(11, 19);
    screen.model.filter.set(`time:${local}`);
    await until(() => expect(rows('Requests')).toBe(1));
  });

  it('keeps the rest of the filter, and has a button that clears only the range', async () => {
    await show();
    screen.model.filter.set('sub:alice time:00:00..23:59');
    await until(() => void findByRole(overview(), 'button', 'Clear time filter'));
    findByRole(overview(), 'button', 'Clear time filter').click();
    await until(() => expect(filter()).toBe('sub:alice'));
    expect(findAllByRole(overview(), 'button', 'Clear time filter')).toEqual([]);
  });

  it('filters by dragging, opens a request by a click on its mark, and a token by one on its bar', async () => {
    await show();
    point('pointerdown', positionIn(3));
    const rectangles = () =>
      [...overview().querySelectorAll('rect')].map((each) => each.getAttribute('width'));
    await until(() => expect(rectangles().length).toBe(2));
    const started = rectangles();
    point('pointermove', positionIn(26));
    await until(() => expect(rectangles()).not.toEqual(started));
    point('pointerup', positionIn(26));
    await until(() => expect(rows('Requests')).toBe(2));
    press(plot(), 'Escape');
    point('pointerdown', positionIn(25));
    await until(() => void plot());
    point('pointerup', positionIn(25));
    await until(() => expect(screen.model.requests.selectedId.value).toBe('r25'));
    point('pointerdown', positionIn(40));
    await until(() => void plot());
    point('pointerup', positionIn(40));
    await until(() => expect(screen.model.tokens.selectedId.value).toBe(2));
    expect(screen.model.screen.view.value).toBe('tokens');
  });

  it('shows a short text about what the pointer is on', async () => {
    await show();
    const tip = () => overview().querySelector('.overview-tip')?.textContent;
    point('pointermove', positionIn(25));
    await until(() => expect(tip()).toContain('orders/25 · 401 · Rejected'));
    point('pointermove', positionIn(22));
    await until(() => expect(tip()).toContain('A gap of 12 s'));
    point('pointermove', positionIn(40));
    await until(() => expect(tip()).toMatch(/^alice · .* · expires in/));
    point('pointerleave', positionIn(40));
    await until(() => expect(tip()).toBeUndefined());
  });

  it('zooms and moves by keys and the wheel', async () => {
    await show();
    const axis = () =>
      [...overview().querySelectorAll('.overview-axis text')].map((text) => text.textContent);
    const all = axis();
    press(plot(), '+');
    press(plot(), '+');
    await until(() => expect(axis()).not.toEqual(all));
    press(plot(), '0');
    await until(() => expect(axis()).toEqual(all));
    const wheel = new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true });
    Object.assign(wheel, positionIn(5));
    plot().dispatchEvent(wheel);
    expect(wheel.defaultPrevented).toBe(true);
    await until(() => expect(axis()).not.toEqual(all));
    const zoomed = axis();
    press(plot(), 'PageDown');
    await until(() => expect(axis()).not.toEqual(zoomed));
  });

  it('collapses to one line with the same text, which the session saves', async () => {
    await show();
    const toggle = () => findByRole(overview(), 'button', 'Overview');
    toggle().click();
    await until(() => expect(findAllByRole(overview(), 'slider')).toEqual([]));
    expect(toggle().getAttribute('aria-expanded')).toBe('false');
    expect(overview().textContent).toContain('A gap of 12 s');
    expect(screen.sent).toContainEqual({ logId: 1, type: 'overview', isCollapsed: true });
  });

  it('is collapsed if the session has saved that, or the panel is low', async () => {
    screen.showLog([makeRow(1, issued(0, 9))], { isOverviewCollapsed: true });
    await until(() =>
      expect(findByRole(overview(), 'button', 'Overview').getAttribute('aria-expanded')).toBe('false'),
    );
    screen.close();
    vi.spyOn(window, 'matchMedia').mockImplementation(
      (query) =>
        Object.assign(new EventTarget(), { matches: query.includes('max-height') }) as MediaQueryList,
    );
    screen = openScreen();
    screen.showLog([makeRow(1, issued(0, 9))]);
    await until(() =>
      expect(findByRole(overview(), 'button', 'Overview').getAttribute('aria-expanded')).toBe('false'),
    );
  });

  it('draws 10,000 requests with as many elements as one, at most once per frame', async () => {
    await show();
    const countElements = () => overview().querySelectorAll('*').length;
    const before = countElements();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const frames = vi.spyOn(globalThis, 'requestAnimationFrame');
    const requests = Array.from({ length: 10_000 }, (_, index) =>
      makeSummary(index / 300, index % 50 === 0 ? { status: 401, isRejected: true } : {}),
    );
    for (let at = 0; at < requests.length; at += 2_000) send(...requests.slice(at, at + 2_000));
    expect(frames.mock.calls.length).toBeLessThanOrEqual(1);
    await until(() => expect(Number(plot().getAttribute('aria-valuemax'))).toBeGreaterThan(9_900));
    expect(countElements()).toBeLessThan(before + 20);
  });
});
