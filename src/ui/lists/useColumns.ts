import { useState } from 'preact/hooks';
import type { View } from '../../traffic';
import type { LayoutsModel } from '../model/lists/layouts';
import { fitColumns, type ColumnSpec, type PlacedColumn } from '../model/lists/list-columns';

/** The columns of a list and how they fit. */
export interface Columns<Id extends string = string> {
  readonly view: View;
  readonly specs: readonly ColumnSpec<Id>[];
  readonly layouts: LayoutsModel;
  readonly placed: readonly PlacedColumn<Id>[];
  /** The value of `grid-template-columns`. */
  readonly template: string;
  /** To be called with the width of the list. */
  readonly setWidth: (width: number) => void;
}

/** Fits the columns that the user has chosen into the width of the list. */
export function useColumns<Id extends string>(
  view: View,
  specs: readonly ColumnSpec<Id>[],
  layouts: LayoutsModel,
): Columns<Id> {
  const [width, setWidth] = useState(0);
  const placed = fitColumns(specs, layouts.of(view), width);
  const template = placed.map(({ track }) => track).join(' ');
  return { view, specs, layouts, placed, template, setWidth };
}

/** The classes of a cell or heading in this column. */
export function cellClass({ id, isDropped, isCompact }: PlacedColumn): string {
  return `cell cell-${id}${isDropped ? ' cell-dropped' : ''}${isCompact ? ' cell-compact' : ''}`;
}
