import type { ListLayout } from '../../commands';
import { isColumnShown, orderColumns, type ColumnSpec } from './list-columns';

/** The order of all columns when one of them changes places with the next shown one on its left or right. */
export function moveColumn(
  specs: readonly ColumnSpec[],
  layout: ListLayout,
  id: string,
  by: -1 | 1,
): readonly string[] | undefined {
  const movable = orderColumns(specs, layout).filter(
    (spec) => spec.isMark !== true && isColumnShown(spec, layout),
  );
  const neighbor = movable[movable.findIndex((spec) => spec.id === id) + by];
  return neighbor && moveColumnTo(specs, layout, id, neighbor.id);
}

/** The order of all columns when one of them takes the place of another. */
export function moveColumnTo(
  specs: readonly ColumnSpec[],
  layout: ListLayout,
  id: string,
  targetId: string,
): readonly string[] | undefined {
  const ids: string[] = orderColumns(specs, layout).map((spec) => spec.id);
  const [from, to] = [ids.indexOf(id), ids.indexOf(targetId)];
  if (from === -1 || to === -1) return undefined;
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  return ids;
}
