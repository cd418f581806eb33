import type { ColumnSpec } from '../model/lists/list-columns';
import type { RequestColumn } from '../model/lists/sort-requests';

/** The columns of the list of requests, from left to right. */
export const requestColumns = [
  {
    id: 'mark',
    label: 'column_request_mark',
    isMark: true,
    isRequired: true,
    min: 24,
    rank: 6,
    sort: 'descending',
  },
  { id: 'time', label: 'column_request_time', min: 104, rank: 1, sort: 'ascending' },
  {
    id: 'name',
    label: 'column_request_name',
    isRequired: true,
    min: 120,
    share: 1.7,
    rank: 5,
    sort: 'ascending',
  },
  { id: 'status', label: 'column_request_status', min: 64, rank: 4, sort: 'ascending' },
  { id: 'token', label: 'column_request_token', min: 100, share: 1.3, rank: 2, sort: 'ascending' },
  { id: 'cause', label: 'column_request_cause', min: 80, share: 0.8, rank: 3, sort: 'ascending' },
] as const satisfies readonly ColumnSpec<RequestColumn>[];
