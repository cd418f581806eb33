import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import type { VerdictStatus } from '../../../token';
import {
  maxSummaries,
  type CauseCode,
  type PanelCommand,
  type PanelSession,
  type RequestSummary,
} from '../../../traffic';
import { makeRow, settle } from '../../fixture/panel.fixture';
import { makeToken } from '../../fixture/tokens.fixture';
import type { SortOrder } from '../../commands';
import { createEntry } from '../detail/entry';
import { createFilter, type FilterOptions } from './filter';
import { filterEngine } from './filter-engine';
import { createLayoutSignal } from '../screen-layout';
import { createRequests } from './requests';

function makeSummary(id: string, sentAtMs: number, more: Partial<RequestSummary> = {}): RequestSummary {
  const url = 'https://api.test/orders';
  return { id, method: 'GET', url, status: 200, sentAtMs, tokenIds: [], sentIds: [], ...more };
}

const entries = new Map([[1, createEntry(makeRow(1, makeToken({ sub: 'alice' })), undefined)]]);
const withToken = { tokenIds: [1], sentIds: [1] };

function open(
  call: PanelSession['call'] = async () => ({ ok: false, error: 'not found' }),
  loading: Pick<FilterOptions, 'engine' | 'onLoaded'> = { engine: filterEngine },
) {
  const sent: PanelCommand[] = [];
  const selected: (string | undefined)[] = [];
  const { filter } = createFilter({ send: () => {}, reportBug: () => {}, ...loading });
  const sort = signal<SortOrder | undefined>(undefined);
  const status = signal<VerdictStatus | undefined>(undefined);
  const causes = new Map<string, CauseCode>();
  const compared: string[] = [];
  let asked = 0;
  const created: ReturnType<typeof createRequests> = createRequests({
    call,
    filter,
    layout: createLayoutSignal((command) => sent.push(command)),
    selectedSort: () => sort.value,
    causeOf: (id) => (id === 'b' ? { code: 'expired', certainty: 'certain', params: [] } : undefined),
    tokens: () => entries,
    readFacts: () => ({
      atSeconds: 0,
      causeOf: (id) => {
        compared.push(id);
        const code = causes.get(id);
        return code && { code };
      },
      hasFinding: () => false,
      statusOf: () => {
        asked += 1;
        return status.value;
      },
      namesOf: (request) => created.namesOf(request),
    }),
    send: (command) => sent.push(command),
    onSelect: (request) => selected.push(request?.id),
  });
  const show = (...changed: readonly RequestSummary[]) =>
    created.apply({ changed, removed: [], names: [] }, true);
  const shownIds = () => created.requests.shown.value.map(({ id }) => id);
  return {
    ...created,
    filter,
    sort,
    selected,
    sent,
    show,
    shownIds,
    status,
    causes,
    compared,
    asked: () => asked,
  };
}

it('keeps the token in view when the log removes the selected request', () => {
  const { requests, apply, show, selected, sent } = open();
  show(makeSummary('a', 1, withToken));
  requests.select('a');
  apply({ changed: [], removed: ['a'], names: [] }, false);
  expect(requests.selectedId.value).toBeUndefined();
  expect(selected).toEqual(['a']);
  expect(sent.at(-1)).toEqual({ type: 'select request', exchangeId: undefined });
});

it('lists requests in the order they were sent, not in the order they were reported', () => {
  const { requests, apply } = open();
  const ids = () => requests.inTimeOrder.value.map(({ id }) => id);
  apply({ changed: [makeSummary('slow', 1), makeSummary('late', 5)], removed: [], names: [] }, true);
  apply({ changed: [makeSummary('between', 3)], removed: [], names: [] }, false);
  expect(ids()).toEqual(['slow', 'between', 'late']);
  apply({ changed: [makeSummary('late', 0)], removed: ['slow'], names: [] }, false);
  expect(ids()).toEqual(['late', 'between']);
  apply({ changed: [makeSummary('other log', 1)], removed: [], names: [] }, true);
  expect(ids()).toEqual(['other log']);
});

it('keeps the newest when there are more than its limit', () => {
  const { requests, show, apply } = open();
  show(...Array.from({ length: maxSummaries }, (_, index) => makeSummary(`${index}`, index)));
  apply({ changed: [makeSummary('new', maxSummaries)], removed: [], names: [] }, false);
  const listed = requests.inTimeOrder.value;
  expect([listed.length, listed[0]?.id, listed.at(-1)?.id]).toEqual([maxSummaries, '1', 'new']);
});

it('finds requests by the names of their headers, which come with the first request that has them', () => {
  const { filter, apply, shownIds } = open();
  filter.set('x-trace');
  const traced = { ...withToken, names: 0 };
  apply({ changed: [makeSummary('a', 1, traced)], removed: [], names: [[0, ['x-trace']]] }, true);
  apply({ changed: [makeSummary('b', 2, traced)], removed: [], names: [] }, false);
  apply(
    { changed: [makeSummary('c', 3, { ...withToken, names: 1 })], removed: [], names: [[1, ['date']]] },
    false,
  );
  expect(shownIds()).toEqual(['a', 'b']);
});

it('follows changes while it is filtered: rows that change, come late, disappear or become relevant', () => {
  const { filter, requests, apply, shownIds } = open();
  const change = (changed: readonly RequestSummary[], removed: readonly string[] = []) =>
    apply({ changed, removed, names: [] }, false);
  filter.set('status:401');
  const plain = { status: 401, url: 'https://api.test/plain' };
  change([makeSummary('a', 1, plain), makeSummary('c', 3, { ...withToken, status: 401 })]);
  expect(shownIds()).toEqual(['c']);
  // Another request to the endpoint has a token.
  change([makeSummary('d', 4, { ...withToken, url: plain.url })]);
  expect(shownIds()).toEqual(['a', 'c']);
  change([makeSummary('b', 2, { ...withToken, status: 401 }), makeSummary('c', 3, withToken)]);
  expect(shownIds()).toEqual(['a', 'b']);
  change([makeSummary('d', 0, { ...withToken, status: 401 })], ['b']);
  expect(shownIds()).toEqual(['d', 'a']);
  filter.set('is:rejected');
  expect(shownIds()).toEqual([]);
  requests.toggleAll();
  change([makeSummary('e', 9, { isRejected: true, url: 'https://api.test/other' })]);
  expect(shownIds()).toEqual(['e']);
});

it('filters by causes as they become known, and compares only the requests that have a new one', () => {
  const { filter, requests, apply, show, shownIds, causes, compared, causesChanged } = open();
  const facts = { status: 401, isRejected: true } as const;
  show(makeSummary('a', 1, facts), makeSummary('b', 2, facts), makeSummary('c', 3, facts));
  filter.set('cause:scope');
  requests.select('b');
  expect(shownIds()).toEqual([]);
  expect(requests.isHidden.value).toBe(true);
  expect(requests.selectedAt.value).toBe(-1);
  compared.length = 0;
  causes.set('b', 'scope').set('c', 'expired');
  causesChanged(['b', 'c', 'evicted']);
  expect(shownIds()).toEqual(['b']);
  expect(compared).toEqual(['b', 'c']);
  expect(requests.shown.value[requests.selectedAt.value]).toBe(requests.selected.value);
  apply({ changed: [], removed: ['a'], names: [] }, false);
  expect(requests.rejected.value.map(({ id }) => id)).toEqual(['b', 'c']);
});

it('compares only new requests while the states of the tokens stay the same', () => {
  const { filter, status, apply, show, shownIds, asked } = open();
  show(...Array.from({ length: 1_000 }, (_, index) => makeSummary(`${index}`, index, withToken)));
  filter.set('is:verified');
  expect(shownIds()).toEqual([]);
  const before = asked();
  apply({ changed: [makeSummary('new', 1_000, withToken)], removed: [], names: [] }, false);
  expect(shownIds()).toEqual([]);
  expect(asked() - before).toBeLessThan(10);
  status.value = 'valid';
  expect(shownIds()).toHaveLength(1_001);
});

describe('without "All"', () => {
  it('lists requests with a token, rejected ones, and those without a token where others sent one', () => {
    const { requests, show, shownIds } = open();
    show(
      makeSummary('sent', 1, withToken),
      makeSummary('image', 2, { url: 'https://app.test/a.png' }),
      makeSummary('none where others sent one', 3, { url: 'https://api.test/orders?page=2' }),
      makeSummary('received', 4, { url: 'https://id.test/token', tokenIds: [1] }),
      makeSummary('beside the received one', 5, { url: 'https://id.test/token' }),
      makeSummary('rejected', 6, { url: 'https://other.test/', isRejected: true, status: 401 }),
    );
    expect(shownIds()).toEqual(['sent', 'none where others sent one', 'received', 'rejected']);
    requests.toggleAll();
    expect(shownIds().length).toBe(6);
    expect(requests.rejected.value.map(({ id }) => id)).toEqual(['rejected']);
  });
});

describe('the rejected requests', () => {
  const rejected = (id: string, sentAtMs: number) => makeSummary(id, sentAtMs, { isRejected: true });

  it('follow additions, changes and removals, and stay the same value otherwise', () => {
    const { requests, show, apply } = open();
    const ids = () => requests.rejected.value.map(({ id }) => id);
    show(rejected('b', 2), makeSummary('c', 3));
    apply({ changed: [rejected('a', 1), rejected('c', 3)], removed: [], names: [] }, false);
    expect(ids()).toEqual(['a', 'b', 'c']);
    const before = requests.rejected.value;
    apply({ changed: [makeSummary('d', 4)], removed: [], names: [] }, false);
    expect(requests.rejected.value).toBe(before);
    apply({ changed: [makeSummary('a', 1)], removed: ['b'], names: [] }, false);
    expect(ids()).toEqual(['c']);
    show(rejected('other log', 1));
    expect(ids()).toEqual(['other log']);
  });
});

describe('the filter', () => {
  it('finds requests by their URL and by their tokens', () => {
    const { filter, show, shownIds } = open();
    show(makeSummary('a', 1, withToken), makeSummary('b', 2, { isRejected: true, status: 403 }));
    filter.set('sub:alice');
    expect(shownIds()).toEqual(['a']);
    filter.set('is:rejected test/ord');
    expect(shownIds()).toEqual(['b']);
  });
});

describe('the selected request', () => {
  const exchange = { kind: 'http', id: 'a' };

  it('is read once, and again when it changes', async () => {
    let calls = 0;
    const { requests, selected, show, apply } = open((async () => {
      calls += 1;
      return { ok: true, value: { ...exchange, status: calls } };
    }) as unknown as PanelSession['call']);
    show(makeSummary('a', 1), makeSummary('b', 2));
    requests.select('a');
    await settle();
    expect(requests.exchange.value).toMatchObject({ id: 'a', status: 1 });
    apply({ changed: [makeSummary('b', 2)], removed: [], names: [] }, false);
    apply({ changed: [makeSummary('a', 1)], removed: [], names: [] }, false);
    await settle();
    expect(requests.exchange.value).toMatchObject({ status: 2 });
    expect(selected).toEqual(['a']);
    apply({ changed: [], removed: ['a'], names: [] }, false);
    expect(requests.selectedId.value).toBeUndefined();
    expect(requests.exchange.value).toBeUndefined();
  });

  it('is the newest rejected one at first, and none if nothing was rejected', () => {
    const { requests, show } = open();
    show(makeSummary('a', 1, withToken));
    requests.selectNewestRejected();
    expect(requests.selectedId.value).toBeUndefined();
    show(
      makeSummary('old', 1, { isRejected: true, status: 401 }),
      makeSummary('new', 2, { isRejected: true, status: 403 }),
      makeSummary('c', 3),
    );
    requests.selectNewestRejected();
    expect(requests.selectedId.value).toBe('new');
    requests.step(-1);
    expect(requests.selectedId.value).toBe('old');
    requests.selectNewestRejected();
    expect(requests.selectedId.value).toBe('old');
  });

  it('is the newest rejected one that matches a filter, once that is loaded', async () => {
    let isLoaded = false;
    const { requests, filter, show } = open(undefined, { onLoaded: () => (isLoaded = true) });
    filter.set('status:401');
    show(
      makeSummary('old', 1, { isRejected: true, status: 401 }),
      makeSummary('new', 2, { isRejected: true, status: 403 }),
    );
    requests.selectNewestRejected();
    expect(requests.selectedId.value).toBeUndefined();
    await vi.waitFor(() => expect(isLoaded).toBe(true));
    requests.selectNewestRejected();
    expect(requests.selectedId.value).toBe('old');
  });

  it('says that it is not stored any more', async () => {
    const { requests, show } = open();
    show(makeSummary('a', 1));
    requests.select('a');
    await settle();
    expect(requests.isUnavailable.value).toBe(true);
  });
});

describe('the order', () => {
  it.each([
    ['time', 'descending', ['c', 'b', 'a']],
    ['status', 'ascending', ['a', 'c', 'b']],
    ['mark', 'descending', ['b', 'a', 'c']],
    ['name', 'ascending', ['b', 'c', 'a']],
    ['token', 'descending', ['b', 'c', 'a']],
    ['cause', 'ascending', ['b', 'a', 'c']],
    ['of another version', 'descending', ['a', 'b', 'c']],
  ] as const)('by %s, %s', async (column, direction, ids) => {
    const { show, shownIds, sort, requests } = open();
    requests.toggleAll();
    show(
      makeSummary('a', 1, { url: 'https://c.test/' }),
      makeSummary('b', 2, { url: 'https://a.test/', status: 401, isRejected: true, hasOpaqueToken: true }),
      makeSummary('c', 3, { url: 'https://b.test/', ...withToken }),
    );
    sort.value = { column, direction };
    await vi.waitFor(() => expect(shownIds()).toEqual(ids));
  });

  it('stays the same while requests come late, change and disappear; equal ones are in the order of time', async () => {
    const { show, shownIds, sort, requests, apply } = open();
    requests.toggleAll();
    const status = (id: string, at: number, value: number) => makeSummary(id, at, { status: value });
    show(status('a', 2, 200), status('b', 3, 200), status('c', 4, 500));
    sort.value = { column: 'status', direction: 'descending' };
    await vi.waitFor(() => expect(shownIds()).toEqual(['c', 'a', 'b']));
    apply({ changed: [status('d', 1, 200), status('e', 5, 404)], removed: [], names: [] }, false);
    expect(shownIds()).toEqual(['c', 'e', 'd', 'a', 'b']);
    apply({ changed: [status('c', 4, 200)], removed: ['a'], names: [] }, false);
    expect(shownIds()).toEqual(['e', 'd', 'b', 'c']);
  });

  it('is what the arrow keys follow, but the newest rejected request is that by time', async () => {
    const { show, shownIds, sort, requests } = open();
    show(
      makeSummary('old', 1, { url: 'https://b.test/', status: 401, isRejected: true }),
      makeSummary('new', 2, { url: 'https://a.test/', status: 401, isRejected: true }),
    );
    sort.value = { column: 'name', direction: 'ascending' };
    requests.selectNewestRejected();
    expect(requests.selectedId.value).toBe('new');
    await vi.waitFor(() => expect(shownIds()).toEqual(['new', 'old']));
    expect(requests.step(1)).toBe(1);
    expect(requests.selectedId.value).toBe('old');
  });
});
