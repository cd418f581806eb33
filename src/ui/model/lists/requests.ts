import { computed, signal, untracked, type ReadonlySignal } from '@preact/signals';
import {
  endpointOf,
  maxSummaries,
  type CauseSummary,
  type Filter,
  type FilterFacts,
  type HttpExchange,
  type PanelCommand,
  type PanelSession,
  type RequestSummary,
  type SessionState,
} from '../../../traffic';
import type { SortOrder } from '../../commands';
import type { Entry } from '../detail/entry';
import type { FilterModel } from './filter';
import type { LayoutSignal } from '../screen-layout';
import type { RequestSorter } from './sort-requests';
import {
  emptyList,
  indexInTimeOrder,
  selectItems,
  updateList,
  type OrderedList,
  type Selected,
} from './ordered-list';

/** The list of requests, its filter and its selection. */
export interface RequestsModel {
  /** The newest requests in the order they were sent. Sorted lazily. */
  readonly inTimeOrder: ReadonlySignal<readonly RequestSummary[]>;
  /** Without {@link showsAll}, only requests about tokens and sign-ins. Oldest first. */
  readonly listed: ReadonlySignal<readonly RequestSummary[]>;
  /** Those of them that match the filter, in the order of {@link sort}. */
  readonly shown: ReadonlySignal<readonly RequestSummary[]>;
  /** The newest of them, and how many are newer than one. */
  readonly newest: ReadonlySignal<NewestRequest>;
  readonly sort: ReadonlySignal<SortOrder>;
  /** Whether requests without a token are listed too. */
  readonly showsAll: ReadonlySignal<boolean>;
  /** The rejected requests, in the order they were sent. */
  readonly rejected: ReadonlySignal<readonly RequestSummary[]>;
  /** Increases whenever requests are added, changed or removed. */
  readonly changes: ReadonlySignal<number>;
  readonly selectedId: ReadonlySignal<string | undefined>;
  /** The user hasn't selected it. */
  readonly isSelectedByItself: ReadonlySignal<boolean>;
  readonly selected: ReadonlySignal<RequestSummary | undefined>;
  /** Where it is in {@link shown}; -1 if none is selected or it isn't there. */
  readonly selectedAt: ReadonlySignal<number>;
  /** The selected request with headers and bodies; undefined until it's read, and if it was evicted. */
  readonly exchange: ReadonlySignal<HttpExchange | undefined>;
  /** Why the selected request can't be shown: the log has evicted it, or didn't respond. */
  readonly isUnavailable: ReadonlySignal<boolean>;
  /** The filter hides the selected request in the list. */
  readonly isHidden: ReadonlySignal<boolean>;
  /** Undefined for a storage reading or a report of the page, and if the log has evicted it. */
  find(id: string): RequestSummary | undefined;
  /** The requests and responses with a token, oldest first. */
  ofToken(tokenId: number): readonly RequestSummary[];
  toggleAll(): void;
  select(id: string | undefined): void;
  /** Selects the newest rejected request that is listed, unless one is selected or the filter is being loaded. */
  selectNewestRejected(): void;
  /**
   * Moves the selection by this many rows; `±Infinity` moves it to the end or the start. Returns the index of the row that is
   * selected then; undefined if the list is empty.
   */
  step(rows: number): number | undefined;
}

interface NewestRequest {
  readonly key: string | undefined;
  /** When it was sent, in milliseconds since 1970. */
  readonly order: number;
  readonly countAfter: (order: number) => number;
}

interface RequestsOptions {
  readonly call: PanelSession['call'];
  readonly filter: FilterModel;
  readonly layout: LayoutSignal;
  /** The order of the list that the user has chosen. Reading it in a computation subscribes to its changes. */
  readonly selectedSort: () => SortOrder | undefined;
  /** The cause of a rejected request, once it's known. */
  readonly causeOf: (id: string) => CauseSummary | undefined;
  /** All tokens by ID. Reading it in a computation subscribes to its changes. */
  readonly tokens: () => ReadonlyMap<number, Entry>;
  /** Reading them in a computation subscribes to the time if the filter compares times. */
  readonly readFacts: (filter: Filter) => FilterFacts;
  readonly send: (command: PanelCommand) => void;
  readonly onSelect: (request: RequestSummary | undefined) => void;
}

const oldestFirst: SortOrder = { column: 'time', direction: 'ascending' };
const noNames: readonly string[] = [];

/** Creates the requests model, and functions for the panel's model only. */
export function createRequests(options: RequestsOptions) {
  const { call, filter, layout, selectedSort, causeOf, tokens, readFacts, send, onSelect } = options;
  // Mutated, so that a delta costs time only for its own requests.
  const byId = new Map<string, RequestSummary>();
  const nameLists = new Map<number, readonly string[]>();
  const namesOf = ({ names }: RequestSummary) => nameLists.get(names ?? -1) ?? noNames;
  const change = signal(0);
  // Read while any list is shown, so it isn't derived from all requests.
  const rejected = signal<readonly RequestSummary[]>([]);
  const showsAll = computed(() => layout.value.showsAll === true);
  const selectedId = signal<string | undefined>(undefined);
  const isSelectedByItself = signal(false);
  const exchange = signal<HttpExchange | undefined>(undefined);
  const isUnavailable = signal(false);
  let reading = new AbortController();

  // Each is computed once, since the lists are derived again with every delta.
  const endpoints = new WeakMap<RequestSummary, string>();
  const endpoint = (request: RequestSummary) => {
    const known = endpoints.get(request) ?? endpointOf(request.url);
    endpoints.set(request, known);
    return known;
  };

  const ordered = signal<OrderedList<RequestSummary>>(emptyList);
  const inTimeOrder = computed(() => ordered.value.items);
  const byToken = computed(() => {
    const listed = new Map<number, RequestSummary[]>();
    for (const request of inTimeOrder.value) {
      for (const id of request.tokenIds) {
        const requests = listed.get(id);
        if (requests === undefined) listed.set(id, [request]);
        else requests.push(request);
      }
    }
    return listed;
  });
  /** Endpoints that got a token; replaced when one is added, since older requests may become relevant. */
  const withToken = signal<ReadonlySet<string>>(new Set());
  const isRelevant = computed(() => {
    const known = withToken.value;
    return (request: RequestSummary) =>
      request.tokenIds.length > 0 ||
      request.isRejected === true ||
      request.isSignIn === true ||
      (known.has(endpoint(request)) && !isAcceptedPreflight(request));
  });
  const aboutTokens = createSelection(ordered, isRelevant);
  const listed = computed(() => (showsAll.value ? ordered.value : aboutTokens.value));

  const toFiltered = (request: RequestSummary, entries: ReadonlyMap<number, Entry>, facts: FilterFacts) => ({
    row: 'request' as const,
    requests: [request],
    tokens: request.tokenIds.flatMap((id) => {
      const entry = entries.get(id);
      return entry === undefined ? [] : [{ row: entry.row, token: entry.facts.token }];
    }),
    facts,
  });
  /** Replaced when the results for unchanged requests may change. */
  const states = computed(() => {
    const parsed = filter.parsed.value;
    if (parsed?.isVolatile !== true) return '';
    const listedTokens = Array.from(tokens().values(), ({ row, facts }) => ({ row, token: facts.token }));
    return parsed.readTokenStates(listedTokens, readFacts(parsed));
  });
  /** Compares only new requests, as long as the results for the others can't have changed. */
  const stable = computed(() => {
    const parsed = filter.parsed.value;
    if (parsed === undefined) return undefined;
    void states.value;
    return untracked(() => {
      const facts = readFacts(parsed);
      return (request: RequestSummary) =>
        untracked(() => parsed.matches(toFiltered(request, tokens(), facts)));
    });
  });
  const matching = createSelection(
    listed,
    computed(() => stable.value ?? (() => false)),
  );
  const matched = computed(() => (stable.value === undefined ? listed.value.items : matching.value.items));

  const newest = computed((): NewestRequest => {
    const items = matched.value;
    return {
      key: items.at(-1)?.id,
      order: items.at(-1)?.sentAtMs ?? 0,
      countAfter: (order) => items.length - 1 - items.findLastIndex(({ sentAtMs }) => sentAtMs <= order),
    };
  });
  const sort = computed(() => selectedSort() ?? oldestFirst);
  /** Loaded when another order is chosen. */
  const sorter = signal<RequestSorter | undefined>(undefined);
  const shown = computed(() => {
    if (sort.value === oldestFirst) return matched.value;
    if (sorter.value === undefined) {
      void import('./sort-requests').then((loaded) => (sorter.value = loaded.createRequestSorter()));
      return matched.value;
    }
    return sorter.value(matched.value, sort.value, { causeOf, entries: tokens });
  });

  const update = (changed: readonly RequestSummary[], removedIds: readonly string[]) => {
    const removed = new Set<RequestSummary>();
    const replaced = new Map<RequestSummary, RequestSummary>();
    const added: RequestSummary[] = [];
    for (const id of removedIds) {
      const request = byId.get(id);
      if (request !== undefined && byId.delete(id)) removed.add(request);
    }
    for (const summary of changed) {
      const known = byId.get(summary.id);
      byId.set(summary.id, summary);
      if (known?.sentAtMs === summary.sentAtMs) {
        replaced.set(known, summary);
        continue;
      }
      if (known !== undefined) removed.add(known);
      added.push(summary);
    }
    const { items } = ordered.peek();
    for (let at = 0; byId.size > maxSummaries && at < items.length; at += 1) {
      const oldest = items[at]!;
      if (removed.has(oldest)) continue;
      replaced.delete(oldest);
      removed.add(oldest);
      byId.delete(oldest.id);
    }
    ordered.value = updateList(ordered.peek(), { removed, replaced, added });
    const endpointsNow = changed.filter(({ sentIds }) => sentIds.length > 0).map(endpoint);
    if (endpointsNow.some((each) => !withToken.peek().has(each))) {
      withToken.value = new Set([...withToken.peek(), ...endpointsNow]);
    }
  };
  const updateRejected = (changed: readonly RequestSummary[]) => {
    const kept = rejected.peek().filter((request) => byId.get(request.id) === request);
    const added = changed.filter((request) => request.isRejected && byId.get(request.id) === request);
    if (added.length > 0 || kept.length < rejected.peek().length) {
      rejected.value = [...kept, ...added].sort((a, b) => a.sentAtMs - b.sentAtMs);
    }
  };
  const read = async (id: string) => {
    reading.abort();
    reading = new AbortController();
    const { signal: ended } = reading;
    const result = await call('exchange', { exchangeId: id }, ended);
    if (ended.aborted) return;
    exchange.value = result.ok && result.value.kind === 'http' ? result.value : undefined;
    isUnavailable.value = exchange.peek() === undefined;
  };
  const show = (id: string | undefined) => {
    reading.abort();
    selectedId.value = id;
    exchange.value = undefined;
    isUnavailable.value = false;
    if (id !== undefined) void read(id);
  };
  const select = (id: string | undefined, isByItself = false) => {
    if (id === selectedId.peek()) return;
    isSelectedByItself.value = isByItself;
    show(id);
    send({ type: 'select request', exchangeId: id });
    onSelect(id === undefined ? undefined : byId.get(id));
  };

  const selected = computed(() => {
    void change.value;
    void ordered.value;
    return selectedId.value === undefined ? undefined : byId.get(selectedId.value);
  });
  const selectedAt = computed(() => {
    if (selected.value === undefined) return -1;
    const list = shown.value;
    return list === matched.value ? indexInTimeOrder(list, selected.value) : list.indexOf(selected.value);
  });
  const requests: RequestsModel = {
    inTimeOrder,
    listed: computed(() => listed.value.items),
    shown,
    newest,
    sort,
    showsAll,
    rejected,
    changes: change,
    selectedId,
    isSelectedByItself,
    selected,
    selectedAt,
    exchange,
    isUnavailable,
    isHidden: computed(
      () =>
        selected.value !== undefined &&
        selectedAt.value === -1 &&
        indexInTimeOrder(listed.value.items, selected.value) !== -1,
    ),
    find(id) {
      void change.value;
      return byId.get(id);
    },
    ofToken: (tokenId) => byToken.value.get(tokenId) ?? [],
    toggleAll: () => layout.change({ showsAll: !showsAll.peek() }),
    select: (id) => select(id),
    selectNewestRejected() {
      if (selectedId.peek() === undefined && !filter.isLoading.peek()) {
        select(matched.peek().findLast((request) => request.isRejected)?.id, true);
      }
    },
    step(rows) {
      const list = shown.peek();
      const at = selectedAt.peek();
      const from = at === -1 && rows < 0 ? list.length : at;
      const to = Math.max(0, Math.min(list.length - 1, from + rows));
      const row = list[to];
      if (row === undefined) return undefined;
      if (row.id !== selectedId.peek()) select(row.id);
      return to;
    },
  };
  return {
    requests,
    /** The names of a request's headers and cookies. */
    namesOf,
    /** Whether a request is listed without {@link RequestsModel.showsAll}. */
    hasRelevant: computed(() => aboutTokens.value.items.length > 0),
    /** Selects what the session has saved, without sending it back. */
    restoreSelection: (id: string | undefined) => show(id !== undefined && byId.has(id) ? id : undefined),
    /** Applies a delta or, if `isSnapshot`, replaces all requests. */
    apply({ changed, removed, names }: SessionState['requests'], isSnapshot: boolean) {
      if (isSnapshot) {
        for (const each of [byId, nameLists]) each.clear();
        ordered.value = emptyList;
      }
      if (byId.size === 0) withToken.value = new Set();
      for (const [number, list] of names) nameLists.set(number, list);
      update(changed, removed);
      updateRejected(changed);
      change.value += 1;
      const id = selectedId.peek();
      if (id === undefined) return;
      if (!byId.has(id)) {
        // The log has removed it. The token that is shown, perhaps in the other list, stays.
        show(undefined);
        send({ type: 'select request', exchangeId: undefined });
      } else if (changed.some((summary) => summary.id === id)) void read(id);
    },
    /** Applies a filter by causes to these requests again. */
    causesChanged(ids: readonly string[]) {
      if (filter.parsed.peek()?.usesCauses !== true) return;
      // A copy counts as changed.
      const copies = ids.flatMap((id) => byId.get(id) ?? []).map((request) => ({ ...request }));
      update(copies, []);
      updateRejected(copies);
    },
  };
}

/** The items that a condition accepts. Items are compared once, unless the condition is replaced. */
function createSelection<T>(
  source: ReadonlySignal<OrderedList<T>>,
  condition: ReadonlySignal<(item: T) => boolean>,
): ReadonlySignal<OrderedList<T>> {
  let last: { readonly accepts: (item: T) => boolean; readonly selected: Selected<T> } | undefined;
  return computed(() => {
    const accepts = condition.value;
    const previous = last?.accepts === accepts ? last.selected : undefined;
    last = { accepts, selected: selectItems(source.value, accepts, previous) };
    return last.selected.list;
  });
}

/** A preflight (Fetch Standard §4.8) never has credentials. */
function isAcceptedPreflight({ method, status }: RequestSummary): boolean {
  return method === 'OPTIONS' && status >= 200 && status < 300;
}
