import { useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { useArrowFocus } from '../components/useArrowFocus';
import { columns } from '../model/columns';
import type { TokensModel } from '../model/tokens';
import { useTranslate } from '../format/translate';

/** The column headers: one tab stop, with arrow keys to move the focus. A click sorts by the column. */
export function GridHead({ model }: { readonly model: TokensModel }) {
  const t = useTranslate();
  const head = useRef<HTMLDivElement>(null);
  useArrowFocus(head);
  const sort = model.sort.value;
  return (
    <div class="grid-head" role="rowgroup">
      <div class="grid-cells" role="row" aria-rowindex={1} ref={head}>
        {columns.map((column) => {
          const name = t(`column_${column}`);
          const isSorted = column === sort.column;
          return (
            <div
              key={column}
              role="columnheader"
              class={`cell cell-${column}`}
              aria-sort={isSorted ? sort.direction : undefined}
            >
              <button type="button" title={t('column_sort_title', name)} onClick={() => model.sortBy(column)}>
                <span class="grid-label">{name}</span>
                {isSorted && <Icon name={sort.direction} />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
