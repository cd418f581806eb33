import type { ListLayout, SortOrder } from '../commands';
import { isRightToLeft } from '../components/is-right-to-left';
import type { Translate } from '../format/translate';
import { isColumnShown } from '../model/lists/list-columns';
import { moveColumn } from '../model/lists/move-column';
import type { MenuItem } from '../model/menu';
import type { Columns } from './useColumns';

/** The menu of a column heading: sorts by, moves and hides this column, and chooses the shown ones. */
export function listColumnMenu(
  t: Translate,
  { view, specs, layouts }: Columns,
  id: string,
  sort: SortOrder,
): readonly MenuItem[] {
  const layout = layouts.of(view);
  const change = (part: ListLayout) => layouts.set(view, { ...layout, ...part });
  const spec = specs.find((each) => each.id === id);
  const sortItem = (direction: SortOrder['direction']): MenuItem => ({
    label: t(direction === 'ascending' ? 'column_ascending' : 'column_descending'),
    isChecked: sort.column === id && sort.direction === direction,
    run: () => change({ sort: { column: id, direction } }),
  });
  const isLeftFirst = !isRightToLeft(document.documentElement);
  const moveItem = (by: -1 | 1): MenuItem => {
    const order = spec?.isMark ? undefined : moveColumn(specs, layout, id, by);
    return {
      label: t(by < 0 === isLeftFirst ? 'column_move_left' : 'column_move_right'),
      beginsGroup: by < 0,
      run: order && (() => change({ order })),
    };
  };
  const choices = specs.flatMap((each, index): MenuItem[] => {
    const isShown = isColumnShown(each, layout);
    const toggle = () => change({ visible: { ...layout.visible, [each.id]: !isShown } });
    if (each.isMark) return [];
    return [
      {
        label: t(each.label),
        isChecked: isShown,
        beginsGroup: specs[index - 1]?.isMark === true,
        run: each.isRequired ? undefined : toggle,
      },
    ];
  });
  const isChanged = Object.keys(layout).length > 0;
  return [
    sortItem('ascending'),
    sortItem('descending'),
    moveItem(-1),
    moveItem(1),
    ...choices,
    {
      label: t('columns_reset'),
      beginsGroup: true,
      run: isChanged ? () => layouts.set(view, {}) : undefined,
    },
  ];
}
