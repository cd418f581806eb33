// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rejection, RequestSummary } from '../../traffic';
import { createLayout, scroll } from '../components/layout.fixture';
import { makeHttp } from '../../traffic/exchange/exchange.fixture';
import { english } from '../fixture/english.fixture';
import { makeRow } from '../fixture/panel.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, type as typeText, until, type Screen } from '../fixture/screen.fixture';
import { makeToken, startSeconds } from '../fixture/tokens.fixture';

const rowHeight = 22;
const headHeight = 24;
const height = headHeight + 10 * rowHeight;

let screen: Screen;
let layout: ReturnType<typeof createLayout>;

function makeSummary(number: number, more: Partial<RequestSummary> = {}): RequestSummary {
  return {
    id: `r ${number}`,
    method: 'GET',
    url: `https://api.test/orders/${number}`,
    status: 200,
    sentAtMs: startSeconds * 1_000 + number,
    tokenIds: [1],
    sentIds: [1],
    ...more,
  };
}

const grid = () => findByRole(document.body, 'grid', 'Requests');
const rows = () => findAllByRole(grid(), 'row').slice(1);
const selected = () => rows().find((row) => row.getAttribute('aria-selected') === 'true');
const send = (...changed: readonly RequestSummary[]) =>
  screen.change({ requests: { changed, removed: [], names: [] } });
const showRequests = async () => {
  findByRole(document.body, 'tab', 'Requests').click();
  await until(() => expect(rows().length).toBeGreaterThan(0));
};

beforeEach(() => {
  layout = createLayout('.grid', '.grid-body', { height, listTop: headHeight });
  screen = openScreen();
  screen.showLog([makeRow(1, makeToken({ sub: 'alice' }))]);
});

afterEach(() => {
  screen.close();
  layout.end();
});

describe('the list of requests', () => {
  it('has one tab of the view, and shows time, method, path, status and token', async () => {
    send(makeSummary(7), makeSummary(8, { isRejected: true, status: 401, sentIds: [], tokenIds: [] }));
    await showRequests();
    expect(findByRole(document.body, 'tab', 'Requests').getAttribute('aria-selected')).toBe('true');
    expect(findByRole(document.body, 'tab', 'Tokens').getAttribute('aria-selected')).toBe('false');
    expect(grid().getAttribute('aria-rowcount')).toBe('3');
    const [accepted, rejected] = rows().map(({ textContent }) => textContent);
    expect(accepted).toMatch(/\.007GET api\.test\/orders\/7200alice · /);
    expect(rejected).toMatch(/^Rejected.*401$/);
  });

  it.each([
    ['https://app.test/v1/orders/7?a=b/c', ['/v1/orders', '/7', '?a=b/c']],
    ['https://api.test/v1/orders/', ['api.test', '/v1', '/orders/']],
    ['https://api.test/?q=https://x.test/y', ['api.test', '/', '?q=https://x.test/y']],
    ['wss://api.test/live', ['wss://api.test', '/live']],
  ])('has a name in parts that can be shortened alone: %s', async (url, expected) => {
    screen.change({ site: { origin: 'https://app.test', watching: { state: 'off' } } });
    send(makeSummary(1, { url }));
    await showRequests();
    const [cell] = findAllByRole(grid(), 'gridcell', `GET ${expected.join('')}`);
    expect([...(cell?.querySelectorAll('bdi') ?? [])].map(({ textContent }) => textContent)).toEqual(
      expected,
    );
    expect(cell?.title).toBe(url);
    // Of the parts alone, browsers would make a name with spaces between them.
    expect(cell?.getAttribute('aria-label')).toBe(`GET ${expected.join('')}`);
  });

  it('has the whole name of a host with another form in one part, in front', async () => {
    send(makeSummary(1, { url: 'https://bücher.test/v1/orders' }));
    await showRequests();
    const cell = rows()[0]?.querySelector('.cell-name');
    expect(cell?.querySelectorAll('bdi')).toHaveLength(1);
    expect(cell?.textContent).toBe('GET bücher.test⟨xn--bcher-kva.test⟩/v1/orders');
    expect(cell?.hasAttribute('aria-label')).toBe(false);
  });

  it('has the position of a token in its line, and what a response issued', async () => {
    const at = startSeconds * 1_000;
    const position = (id: number, atPosition: number) => ({
      firstSeenMs: at + id,
      line: { id: 1, position: atPosition, size: 3, isCurrent: atPosition === 3 },
    });
    screen.showLog([
      makeRow(1, makeToken({ sub: 'alice', token_use: 'access' }), position(1, 1)),
      makeRow(3, makeToken({ sub: 'alice', token_use: 'access', jti: '3' }), position(3, 3)),
      makeRow(9, makeToken({ sub: 'alice', token_type: 'refresh' })),
    ]);
    send(
      makeSummary(1, { tokenIds: [1], sentIds: [] }),
      makeSummary(2, { tokenIds: [1], sentIds: [1] }),
      makeSummary(3, { tokenIds: [9, 3], sentIds: [9] }),
      makeSummary(4, { tokenIds: [1, 3], sentIds: [1] }),
      makeSummary(5, { tokenIds: [3], sentIds: [] }),
    );
    await showRequests();
    expect(rows().map((row) => row.querySelector('.cell-token')?.textContent)).toEqual([
      'issued alice · access ·1',
      'alice · access ·1',
      'issued alice · access ·3 from ·2 +1',
      'alice · access ·1 +1',
      'received alice · access ·3',
    ]);
  });

  it('shows that a token is opaque, and nothing where there was none', async () => {
    const rejected = { tokenIds: [], sentIds: [], status: 401, isRejected: true } as const;
    send(makeSummary(1, { ...rejected, hasOpaqueToken: true }), makeSummary(2, rejected));
    await showRequests();
    expect(rows().map((row) => row.querySelector('.cell-token')?.textContent)).toEqual(['opaque', '']);
  });

  it('selects the newest rejected request, and shows it with the response', async () => {
    send(
      makeSummary(1, { isRejected: true, status: 401 }),
      makeSummary(2, { isRejected: true, status: 403 }),
      makeSummary(3),
    );
    await showRequests();
    expect(selected()?.textContent).toContain('orders/2');
    await until(() => expect(screen.region('Request').textContent).toContain('403'));
    await screen.answer('exchange', {
      ok: true,
      value: {
        kind: 'http',
        statusText: 'Forbidden',
        requestHeaders: [
          { name: 'Authorization', value: 'Bearer abc' },
          { name: 'Cookie', value: 'a=1; b=2' },
        ],
        responseHeaders: [],
      },
    });
    await until(() => expect(screen.region('Request').textContent).toContain('403 Forbidden'));
    const headers = screen.region('Request headers').textContent;
    expect(headers).toContain('Bearerabc');
    expect(headers).toContain('a1b2');
    expect(screen.region('Token').textContent).toContain('alice');
  });

  it('shows what made the request, its phases, and no link to a panel that the browser lacks', async () => {
    send(makeSummary(1));
    await showRequests();
    screen.model.openRequest('r 1');
    await screen.answer('exchange', {
      ok: true,
      value: {
        kind: 'http',
        source: 'network log',
        statusText: '',
        requestHeaders: [],
        responseHeaders: [],
        callSite: 'https://app.test/js/orders.ts:118:3',
        timings: { dns: 3, wait: 20.25 },
      },
    });
    await until(() => expect(screen.region('Request').textContent).toContain('Initiator: orders.ts:118:3'));
    const names = findAllByRole(screen.region('Timing'), 'rowheader').map(
      (cell) => cell.parentElement?.textContent,
    );
    expect(names).toEqual(['DNS lookup3 ms', 'Waiting for the response20.3 ms']);
    expect(findAllByRole(screen.region('Request'), 'button', 'Reveal in Network')).toEqual([]);
  });

  it('goes to the token and back in one click each', async () => {
    send(makeSummary(1, { isRejected: true, status: 401 }));
    await showRequests();
    await until(() => screen.region('Token') !== undefined);
    findByRole(screen.region('Request'), 'button', 'Open in the list of tokens').click();
    await until(() => expect(screen.dataRows()[0]?.getAttribute('aria-selected')).toBe('true'));
  });

  it('is filtered by the host and the status of the selected request', async () => {
    send(
      makeSummary(1),
      makeSummary(2, { status: 404 }),
      makeSummary(3, { url: 'https://other.test/orders/3' }),
    );
    await showRequests();
    screen.model.openRequest('r 1');
    const button = (item: string) => findByRole(screen.region('Request'), 'button', item);
    await until(() => button('status:200').click());
    button('host:api.test').click();
    await until(() => expect(screen.model.filter.text.value).toBe('status:200 host:api.test'));
    await until(() => expect(rows().length).toBe(1));
    expect(button('status:200').getAttribute('aria-pressed')).toBe('true');
    button('status:200').click();
    expect(screen.model.filter.text.value).toBe('host:api.test');
  });

  it('says that the filter hides the selected request or token', async () => {
    send(makeSummary(1), makeSummary(2));
    await showRequests();
    screen.model.openRequest('r 1');
    await until(() => expect(screen.region('Request').textContent).toContain('alice'));
    expect(screen.region('Request').textContent).not.toContain('The filter hides this request');
    screen.model.filter.set('orders/2');
    await until(() =>
      expect(screen.region('Request').textContent).toContain('The filter hides this request in the list.'),
    );
    screen.model.filter.set('bob');
    findByRole(document.body, 'tab', 'Tokens').click();
    await until(() =>
      expect(screen.region('Token').textContent).toContain('The filter hides this token in the list.'),
    );
  });

  it('is filtered by the URL, and by the button that counts rejected requests', async () => {
    send(makeSummary(1), makeSummary(2, { isRejected: true, status: 401 }), makeSummary(3));
    await showRequests();
    typeText(findByRole(document.body, 'searchbox', 'Filter'), 'orders/3');
    await until(() =>
      expect(
        rows()
          .map(({ textContent }) => textContent)
          .join(''),
      ).toContain('orders/3'),
    );
    await until(() => expect(rows().length).toBe(1));
    findByRole(document.body, 'button', '1 rejected').click();
    await until(() => expect(rows()[0]?.textContent).toContain('orders/2'));
    findByRole(document.body, 'button', '1 rejected').click();
    await until(() => expect(rows().length).toBe(3));
  });

  it('keeps the rows in view while requests are added, and counts those below', async () => {
    send(...Array.from({ length: 100 }, (_, index) => makeSummary(index)));
    await showRequests();
    scroll(grid(), 30 * rowHeight);
    await until(() => expect(rows()[0]?.textContent).toMatch(/orders\/2\d/));
    send(...Array.from({ length: 50 }, (_, index) => makeSummary(100 + index)));
    await until(() => expect(grid().getAttribute('aria-rowcount')).toBe('151'));
    expect(grid().scrollTop).toBe(30 * rowHeight);
    findByRole(document.body, 'button', '50 new requests');
    // One that was sent before those in view, but is reported later.
    send(makeSummary(5.5));
    await until(() => expect(grid().getAttribute('aria-rowcount')).toBe('152'));
    expect(grid().scrollTop).toBe(31 * rowHeight);
  });

  it('counts the requests that are added out of view in another order, and scrolls to the newest one', async () => {
    send(...Array.from({ length: 100 }, (_, index) => makeSummary(index)));
    await showRequests();
    screen.model.layouts.set('requests', { sort: { column: 'time', direction: 'descending' } });
    await until(() => {
      scroll(grid(), 0);
      expect(rows()[0]?.textContent).toContain('orders/99');
    });
    scroll(grid(), 30 * rowHeight);
    await until(() => expect(rows()[0]?.textContent).toMatch(/orders\/7\d/));
    send(...Array.from({ length: 50 }, (_, index) => makeSummary(100 + index)));
    await until(() => expect(grid().getAttribute('aria-rowcount')).toBe('151'));
    expect(grid().scrollTop).toBe(80 * rowHeight);
    await until(() => void findByRole(document.body, 'button', '50 new requests'));
    findByRole(document.body, 'button', '50 new requests').click();
    expect(grid().scrollTop).toBe(0);
  });

  it('keeps the last requests in view when the panel gets lower', async () => {
    send(...Array.from({ length: 100 }, (_, index) => makeSummary(index)));
    await showRequests();
    await until(() => expect(grid().scrollTop).toBeGreaterThan(0));
    layout.change({ height: 200 });
    expect(grid().scrollTop).toBe(grid().scrollHeight);
  });

  it('keeps a request that was selected by itself in view while earlier ones are added', async () => {
    send(...Array.from({ length: 100 }, (_, index) => makeSummary(index)));
    await showRequests();
    await until(() => expect(grid().scrollTop).toBeGreaterThan(0));
    send(makeSummary(200, { isRejected: true, status: 401 }));
    await until(() => expect(screen.region('Request').textContent).toContain('401'));
    const { scrollTop } = grid();
    // No scroll event was fired yet.
    send(...Array.from({ length: 5 }, (_, index) => makeSummary(100 + index)));
    await until(() => expect(grid().getAttribute('aria-rowcount')).toBe('107'));
    expect(grid().scrollTop).toBe(scrollTop + 5 * rowHeight);
  });

  it('keeps the selected request in view when the panel gets lower', async () => {
    send(...Array.from({ length: 100 }, (_, index) => makeSummary(index)));
    await showRequests();
    screen.model.openRequest('r 50');
    scroll(grid(), 45 * rowHeight);
    await until(() => expect(selected()?.textContent).toContain('orders/50'));
    layout.change({ height: 100 });
    expect(grid().scrollTop).toBe(51 * rowHeight + 24 - 100);
  });

  it('stays where it is when a rejected request is selected by itself while the user has scrolled', async () => {
    send(...Array.from({ length: 100 }, (_, index) => makeSummary(index)));
    await showRequests();
    scroll(grid(), 20 * rowHeight);
    send(makeSummary(200, { isRejected: true, status: 401 }));
    await until(() => expect(screen.region('Request').textContent).toContain('401'));
    expect(grid().scrollTop).toBe(20 * rowHeight);
    screen.model.openRequest('r 50');
    await until(() => expect(grid().scrollTop).toBeGreaterThan(40 * rowHeight));
  });

  it('shows why a request was rejected, in its row, its details and those of its token', async () => {
    const cause: Rejection['causes'][number] = {
      code: 'scope',
      certainty: 'likely',
      params: ['orders:write', 'orders:read'],
      evidence: [{ code: 'status', params: [403] }],
    };
    const other: Rejection['causes'][number] = {
      code: 'audience',
      certainty: 'possible',
      params: [],
      evidence: [{ code: 'reported', params: ['another fact'] }],
    };
    screen.setRejection('r 2', { causes: [cause, other] });
    screen.setExchange(makeHttp({ id: 'r 2', status: 403 }));
    send(makeSummary(1), makeSummary(2, { isRejected: true, status: 403 }));
    await showRequests();
    await until(() => expect(selected()?.textContent).toContain('scope'));
    const box = () => screen.region('Rejection');
    await until(() => box() !== undefined);
    expect([box().dataset['cause'], box().dataset['certainty']]).toEqual(['scope', 'likely']);
    expect(box().textContent).toContain('lacks the permission "orders:write". It has "orders:read".');
    const details = box().querySelector('details');
    expect(details?.open).toBe(false);
    expect(details?.querySelector('summary')?.textContent).toContain('possible');
    expect(details?.textContent).toContain('another fact');
    expect(details?.textContent).toContain(english('cause_next_audience'));
    findByRole(box(), 'button', 'Copy as Markdown').click();
    await until(() => expect(screen.commanded.join()).toMatch(/403.*another fact/s));
    findByRole(document.body, 'tab', 'Tokens').click();
    await until(() => findByRole(box(), 'button', 'Show this request').click());
    await until(() => screen.region('Request') !== undefined);
    typeText(findByRole(document.body, 'searchbox', 'Filter'), 'cause:scope');
    await until(() => expect(rows().length).toBe(1));
  });

  it('opens the details of a row on a double-click', async () => {
    send(makeSummary(1), makeSummary(2));
    await showRequests();
    await until(() => void screen.region('Request'));
    const row = rows().find(({ textContent }) => textContent.includes('orders/2'));
    row?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => expect(document.activeElement).toBe(screen.region('Request')));
    expect(screen.region('Request').textContent).toContain('orders/2');
  });

  it('copies the token of a row with Ctrl+C, and says that there is none', async () => {
    send(makeSummary(1), makeSummary(2, { tokenIds: [], sentIds: [] }));
    await showRequests();
    await screen.detail();
    screen.model.openRequest('r 1');
    await until(() => expect(selected()?.textContent).toContain('orders/1'));
    press(grid(), 'c', { ctrlKey: true });
    await until(() => expect(screen.commanded.join()).toMatch(/copyText eyJ/));
    screen.model.openRequest('r 2');
    await until(() => expect(selected()?.textContent).toContain('orders/2'));
    press(grid(), 'c', { ctrlKey: true });
    const status = () => screen.region('Request').querySelector('.copy-status')?.textContent;
    await until(() => expect(status()).toBe(english('request_without_token')));
    expect(screen.commanded).toHaveLength(1);
  });

  it('moves the selection by arrow keys', async () => {
    send(makeSummary(1), makeSummary(2), makeSummary(3));
    await showRequests();
    press(grid(), 'End');
    await until(() => expect(selected()?.textContent).toContain('orders/3'));
    press(grid(), 'ArrowUp');
    await until(() => expect(selected()?.textContent).toContain('orders/2'));
    expect(grid().getAttribute('aria-activedescendant')).toBe(selected()?.id);
  });
});
