import type { Column } from '../model/lists/columns';
import type { ColumnSpec } from '../model/lists/list-columns';

/** The columns of the token list, from left to right. */
export const tokenColumns = [
  { id: 'mark', label: 'column_mark', isMark: true, isRequired: true, min: 24, rank: 9, sort: 'descending' },
  {
    id: 'subject',
    label: 'column_subject',
    isRequired: true,
    min: 90,
    share: 2.2,
    rank: 8,
    sort: 'ascending',
  },
  { id: 'kind', label: 'column_kind', min: 80, share: 1, rank: 5, sort: 'ascending' },
  { id: 'audience', label: 'column_audience', min: 80, share: 1.2, rank: 0, sort: 'ascending' },
  { id: 'issuer', label: 'column_issuer', min: 80, share: 1.6, rank: 4, sort: 'ascending' },
  { id: 'lifetime', label: 'column_lifetime', min: 136, share: 1.2, rank: 7, sort: 'ascending' },
  {
    id: 'signature',
    label: 'column_signature',
    min: 104,
    share: 1.2,
    compact: 28,
    rank: 3,
    sort: 'ascending',
  },
  { id: 'requests', label: 'column_requests', min: 88, rank: 2, sort: 'descending' },
  { id: 'seen', label: 'column_seen', min: 112, rank: 1, sort: 'descending' },
] as const satisfies readonly ColumnSpec<Column>[];
