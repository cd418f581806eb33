import type { CauseSummary, RequestSummary } from '../../../traffic';
import type { SortOrder } from '../../commands';
import type { Entry } from '../detail/entry';

/** The columns of the list of requests. */
export type RequestColumn = 'mark' | 'time' | 'name' | 'status' | 'token' | 'cause';

/** What the order of requests depends on. Reading it in a computation subscribes to its changes. */
export interface RequestOrderFacts {
  readonly causeOf: (id: string) => CauseSummary | undefined;
  readonly entries: () => ReadonlyMap<number, Entry>;
}

/** Sorts requests, which come in the order of time; equal ones stay in it. */
export type RequestSorter = (
  requests: readonly RequestSummary[],
  order: SortOrder,
  facts: RequestOrderFacts,
) => readonly RequestSummary[];

/** Its sorting takes nearly linear time if few requests and facts changed since the last call. */
export function createRequestSorter(): RequestSorter {
  let last: readonly RequestSummary[] = [];
  return (requests, { column, direction }, facts) => {
    const sign = direction === 'ascending' ? 1 : -1;
    if (column === 'time') return sign > 0 ? requests : requests.toReversed();
    // From another version.
    if (!isSorted(column)) return requests;
    const keyed = new Map(
      requests.map((request, position) => [request, { request, position, ...keyOf(request, column, facts) }]),
    );
    const known = new Set(last);
    const kept = last.flatMap((request) => keyed.get(request) ?? []);
    const fresh = [...keyed.values()].filter(({ request }) => !known.has(request));
    // Timsort, which JavaScript engines use, takes nearly linear time on an array that's mostly sorted.
    const sorted = [...kept, ...fresh].sort(
      (a, b) =>
        sign * (a.number - b.number) ||
        // Empty ones come last in both directions: they have nothing to compare.
        Number(a.text === '') - Number(b.text === '') ||
        (a.text === b.text ? a.position - b.position : sign * (a.text < b.text ? -1 : 1)),
    );
    last = sorted.map(({ request }) => request);
    return last;
  };
}

type SortedColumn = Exclude<RequestColumn, 'time'>;

const sortedColumns: ReadonlySet<string> = new Set([
  'mark',
  'status',
  'name',
  'token',
  'cause',
] satisfies SortedColumn[]);

function isSorted(column: string): column is SortedColumn {
  return sortedColumns.has(column);
}

/** What a column sorts by: a number or a text; the other one is the same for all requests. */
function keyOf(
  request: RequestSummary,
  column: SortedColumn,
  facts: RequestOrderFacts,
): { readonly number: number; readonly text: string } {
  if (column === 'status') return { number: request.status, text: '' };
  if (column === 'mark') return { number: Number(request.isRejected === true), text: '' };
  return { number: 0, text: textOf(request, column, facts) };
}

function textOf(
  { id, url, tokenIds, sentIds, hasOpaqueToken }: RequestSummary,
  column: 'name' | 'token' | 'cause',
  { causeOf, entries }: RequestOrderFacts,
): string {
  if (column === 'cause') return causeOf(id)?.code ?? '';
  if (column === 'name') return url;
  const facts = entries().get(sentIds[0] ?? tokenIds[0] ?? 0)?.facts;
  if (facts === undefined) return hasOpaqueToken === true ? 'opaque' : '';
  return `${facts.subject} ${facts.type}`;
}
