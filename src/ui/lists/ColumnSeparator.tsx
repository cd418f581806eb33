import { useRef, useState } from 'preact/hooks';
import { isRightToLeft } from '../components/is-right-to-left';
import { useTranslate } from '../format/translate';
import { resizeColumn, type PlacedColumn } from '../model/lists/list-columns';
import type { Columns } from './useColumns';

const keyStep = 10;
/** Of the values that are rendered. A longer one has a tooltip. */
const maxFittedWidth = 600;

interface ColumnSeparatorProps {
  readonly column: PlacedColumn;
  readonly columns: Columns;
  readonly isTabStop: boolean;
}

/**
 * The line after a column heading, moved with the mouse or the arrow keys. A double-click or Enter makes the column as
 * wide as its content.
 */
export function ColumnSeparator({ column, columns, isTabStop }: ColumnSeparatorProps) {
  const t = useTranslate();
  const { layouts, view } = columns;
  /** The pointer has moved the line, and the widths aren't stored yet. */
  const isChanged = useRef(false);
  /** The width of a column that wasn't resized, when the line gets the focus: it takes its share of the list. */
  const [measured, setMeasured] = useState(column.min);
  const resize = (separator: Element, width: number, isOngoing = false) => {
    const cells = [...(separator.closest('[role="row"]')?.children ?? [])];
    const measured = columns.placed.flatMap((spec, index) =>
      spec.isDropped ? [] : [{ spec, width: cells[index]?.getBoundingClientRect().width ?? 0 }],
    );
    const widths = resizeColumn(measured, column.id, width);
    const layout = layouts.of(view);
    const change = isOngoing ? layouts.preview : layouts.set;
    change(view, { ...layout, widths: { ...layout.widths, ...widths } });
    isChanged.current = isOngoing;
  };
  const fit = (separator: Element) => resize(separator, measureContent(separator, column.id));
  return (
    <div
      class="column-separator"
      role="separator"
      tabIndex={isTabStop ? 0 : -1}
      aria-orientation="vertical"
      aria-label={t('column_resize', t(column.label))}
      aria-valuenow={layouts.of(view).widths?.[column.id] ?? measured}
      aria-valuemin={0}
      aria-valuemax={4000}
      title={t('column_resize_title')}
      onFocus={({ currentTarget }) => setMeasured(currentTarget.parentElement?.offsetWidth ?? column.min)}
      onClick={(event) => event.stopPropagation()}
      onDblClick={(event) => fit(event.currentTarget)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        const separator = event.currentTarget;
        if (!separator.hasPointerCapture(event.pointerId) || event.movementX === 0) return;
        const edge = separator.parentElement?.getBoundingClientRect();
        if (edge) {
          resize(
            separator,
            isRightToLeft(separator) ? edge.right - event.clientX : event.clientX - edge.left,
            true,
          );
        }
      }}
      // Also after a pointer was canceled.
      onLostPointerCapture={() => {
        if (isChanged.current) layouts.set(view, layouts.of(view));
        isChanged.current = false;
      }}
      onKeyDown={(event) => {
        const separator = event.currentTarget;
        const by = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
        if (event.key === 'Enter') fit(separator);
        else if (by !== undefined) {
          const width = separator.parentElement?.offsetWidth ?? 0;
          resize(separator, width + (isRightToLeft(separator) ? -by : by));
        } else return;
        event.preventDefault();
        // Otherwise the list would handle it.
        event.stopPropagation();
      }}
    />
  );
}

/** The width that the longest rendered value of a column needs, with the column's padding. */
function measureContent(separator: Element, id: string): number {
  const cells = separator.closest('[role="grid"]')?.querySelectorAll(`.cell-${id}`) ?? [];
  const range = document.createRange();
  let widest = 0;
  for (const cell of cells) {
    const style = getComputedStyle(cell);
    const content = cell.querySelector('button .grid-label') ?? cell;
    range.selectNodeContents(content);
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    widest = Math.max(widest, range.getBoundingClientRect().width + padding);
  }
  return Math.min(maxFittedWidth, Math.ceil(widest) + 2);
}
