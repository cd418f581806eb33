import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { useArrowFocus } from '../components/useArrowFocus';
import type { SortOrder } from '../commands';
import { useTranslate } from '../format/translate';
import { sortBy, type PlacedColumn } from '../model/lists/list-columns';
import { openMenu, type MenuModel } from '../model/menu';
import { ColumnSeparator } from './ColumnSeparator';
import { cellClass, type Columns } from './useColumns';

interface GridHeadProps {
  readonly columns: Columns;
  readonly sort: SortOrder;
  readonly menu: MenuModel;
}

/**
 * The column headings. They are two tab stops: the headings, with the arrow keys moving between them, and the separator
 * after the current one. A click sorts by the column, dragging moves it; a right click opens the menu of the columns.
 */
export function GridHead({ columns, sort, menu }: GridHeadProps) {
  const t = useTranslate();
  const head = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState<string | undefined>();
  const { layouts, view } = columns;
  useArrowFocus(head, 'button', columns.placed.map(({ id, isDropped }) => `${id} ${isDropped}`).join(' '));
  useKeptFocus(head);
  const placed = columns.placed.filter(({ isDropped }) => !isDropped);
  const current = placed.find(({ id }) => id === currentId) ?? placed.find(({ isMark }) => isMark !== true);
  const openColumnMenu = (column: PlacedColumn, event: MouseEvent | KeyboardEvent) =>
    openMenu(menu, event, t('columns_menu', t(column.label)), async () => {
      const { listColumnMenu } = await import('./column-menu');
      return listColumnMenu(t, columns, column.id, sort);
    });
  return (
    <div class="grid-head" role="rowgroup">
      <div class="grid-cells" role="row" aria-rowindex={1} ref={head}>
        {columns.placed.map((column) => {
          const { id, label, isMark } = column;
          const name = t(label);
          const isSorted = id === sort.column;
          return (
            <div
              key={id}
              role="columnheader"
              class={cellClass(column)}
              data-column={id}
              aria-sort={isSorted ? sort.direction : undefined}
              onContextMenu={(event) => openColumnMenu(column, event)}
              onFocusIn={() => setCurrentId(id)}
            >
              <button
                type="button"
                title={t('column_sort_title', name)}
                onPointerDown={(event) => {
                  const heading = event.currentTarget.parentElement;
                  if (event.button !== 0 || isMark || !heading) return;
                  const released = new AbortController();
                  for (const name of ['pointerup', 'pointercancel']) {
                    addEventListener(name, () => released.abort(), { signal: released.signal });
                  }
                  void import('./drag-column').then(({ dragColumn }) =>
                    dragColumn(heading, event, id, columns, released.signal),
                  );
                }}
                onClick={() => layouts.set(view, sortBy(layouts.of(view), column, sort))}
                onKeyDown={(event) => {
                  if (isMenuKey(event)) openColumnMenu(column, event);
                }}
              >
                <span class={isMark ? 'visually-hidden' : 'grid-label'}>{name}</span>
                {isSorted && <Icon name={sort.direction} />}
              </button>
              {column !== placed.at(-1) && isMark !== true && !column.isDropped && (
                <ColumnSeparator column={column} columns={columns} isTabStop={column === current} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** When the heading with the focus disappears, the next one gets it, otherwise the one before it. */
function useKeptFocus(head: RefObject<HTMLElement | null>) {
  const before = [...(head.current?.children ?? [])];
  const at = before.findIndex((heading) => heading.contains(document.activeElement));
  useLayoutEffect(() => {
    if (at === -1 || before[at]?.isConnected === true) return;
    const headings = [...(head.current?.children ?? [])];
    const nearest = [...headings.slice(at), ...headings.slice(0, at).toReversed()];
    const button = nearest
      .flatMap((heading) => heading.querySelector<HTMLElement>('button') ?? [])
      .find((each) => each.checkVisibility());
    button?.focus({ preventScroll: true });
  });
}

/** The keys that open a context menu; on a Mac, browsers have none. */
export function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
