import type { ListLayout, SortOrder } from '../../commands';
import type { MessageKey } from '../../format/translate';

/** A column as the list has it by itself. */
export interface ColumnSpec<Id extends string = string> {
  readonly id: Id;
  readonly label: MessageKey;
  /** The label is only for screen readers: the column has a symbol at most. */
  readonly isMark?: true;
  /** It's always shown. */
  readonly isRequired?: true;
  /** It's shown only if the user chooses it. */
  readonly isOptional?: true;
  /** In pixels. The column disappears if the list is too narrow for it. */
  readonly min: number;
  /** Its share of the width that is left; absent if the column is as wide as `min`. */
  readonly share?: number;
  /** Width in pixels without its words, before it disappears. */
  readonly compact?: number;
  /** In a narrow list, columns with a low number disappear first, unless the user has chosen an order. */
  readonly rank: number;
  /** The first direction when the list is sorted by it; absent if it can't be. */
  readonly sort?: 'ascending' | 'descending';
}

/** A column that the user has chosen. */
export interface PlacedColumn<Id extends string = string> extends ColumnSpec<Id> {
  /** The list is too narrow for it: it's only in the accessibility tree. */
  readonly isDropped: boolean;
  readonly isCompact: boolean;
  /** Its width as a track of CSS grid; '' if it's dropped. */
  readonly track: string;
}

/** All columns in the order that the user has chosen. A column that the order doesn't contain keeps its neighbor. */
export function orderColumns<Id extends string>(
  specs: readonly ColumnSpec<Id>[],
  { order = [] }: ListLayout,
): readonly ColumnSpec<Id>[] {
  const known = order.flatMap((id, index) =>
    order.indexOf(id) === index ? (specs.find((spec) => spec.id === id && spec.isMark !== true) ?? []) : [],
  );
  const arranged = [...known];
  for (const [index, spec] of specs.entries()) {
    if (known.includes(spec)) continue;
    const before = specs[index - 1];
    arranged.splice(before === undefined ? 0 : arranged.indexOf(before) + 1, 0, spec);
  }
  return arranged;
}

/** Whether a column is shown: a required one always, others by the user's choice, else unless they are optional. */
export function isColumnShown(
  { id, isRequired, isOptional }: ColumnSpec,
  { visible = {} }: ListLayout,
): boolean {
  return isRequired === true || (Object.hasOwn(visible, id) ? visible[id] === true : isOptional !== true);
}

/** The chosen columns, of which those without space are dropped. `width` is the list's, or 0 if it isn't known. */
export function fitColumns<Id extends string>(
  specs: readonly ColumnSpec<Id>[],
  layout: ListLayout,
  width: number,
): readonly PlacedColumn<Id>[] {
  const shown = orderColumns(specs, layout).filter((spec) => isColumnShown(spec, layout));
  const dropOrder =
    layout.order === undefined
      ? shown.toSorted((a, b) => a.rank - b.rank)
      : shown.filter(({ isRequired }) => !isRequired).toReversed();
  const space = new Map(shown.map(({ id, min }) => [id, Math.min(min, layout.widths?.[id] ?? min)] as const));
  const isTooWide = () => width > 0 && [...space.values()].reduce((sum, each) => sum + each, 0) > width;
  for (const { id, compact, isRequired } of dropOrder) {
    if (!isTooWide()) break;
    if (compact !== undefined) space.set(id, compact);
    else if (!isRequired) space.delete(id);
  }
  for (const { id, compact } of dropOrder) if (compact !== undefined && isTooWide()) space.delete(id);
  const hasFlexible = shown.some((spec) => space.has(spec.id) && isFlexible(spec, layout));
  const last = shown.findLast(({ id }) => space.has(id));
  return shown.map((spec) => {
    const min = space.get(spec.id);
    const isCompact = min !== undefined && min === spec.compact;
    return {
      ...spec,
      isDropped: min === undefined,
      isCompact,
      track: '',
      ...(min !== undefined && { track: writeTrack(spec, min, isCompact) }),
    };
  });

  function writeTrack(spec: ColumnSpec, min: number, isCompact: boolean): string {
    const share = layout.widths?.[spec.id] ?? (spec.share ?? 0) * widthPerShare;
    // Without it, a list of columns with fixed widths would leave the end of its rows empty.
    if (spec === last && !hasFlexible) return `minmax(${min}px, 1fr)`;
    return isCompact || share === 0 ? `${min}px` : `minmax(${Math.min(min, share)}px, ${share}fr)`;
  }
}

/** Makes shares comparable with the widths that a user has set. */
const widthPerShare = 100;

function isFlexible({ id, share }: ColumnSpec, { widths = {} }: ListLayout): boolean {
  return share !== undefined || Object.hasOwn(widths, id);
}

/** A column with its width on the screen. */
export interface MeasuredColumn {
  readonly spec: ColumnSpec;
  readonly width: number;
}

/** Narrower than the space that it takes before it disappears, a column would be unreadable. */
const smallestWidth = 40;

/**
 * The widths of all columns when one of them is made this wide. The columns after it get narrower or wider, the next one
 * first.
 */
export function resizeColumn(
  columns: readonly MeasuredColumn[],
  id: string,
  width: number,
): Readonly<Record<string, number>> {
  const at = columns.findIndex(({ spec }) => spec.id === id);
  const widths = columns.map((column) => Math.round(column.width));
  const others = columns.flatMap(({ spec }, index) => (index > at && spec.isMark !== true ? [index] : []));
  const before = widths[at] ?? 0;
  const spare = others.reduce((sum, index) => sum + Math.max(0, (widths[index] ?? 0) - smallestWidth), 0);
  const target = Math.round(Math.max(smallestWidth, Math.min(before + spare, width)));
  let change = target - before;
  widths[at] = target;
  for (const index of others) {
    const had = widths[index] ?? 0;
    const takes = change < 0 ? change : Math.min(change, Math.max(0, had - smallestWidth));
    widths[index] = had - takes;
    change -= takes;
  }
  return Object.fromEntries(
    columns.flatMap(({ spec }, index) => (spec.isMark ? [] : [[spec.id, widths[index] ?? 0]])),
  );
}

/** Sorts by this column, or reverses the order if the list is sorted by it. */
export function sortBy(
  layout: ListLayout,
  { id, sort = 'ascending' }: ColumnSpec,
  current: SortOrder,
): ListLayout {
  const other = current.direction === 'ascending' ? 'descending' : 'ascending';
  return { ...layout, sort: { column: id, direction: id === current.column ? other : sort } };
}
