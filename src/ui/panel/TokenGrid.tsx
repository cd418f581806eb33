import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWindowed } from '../components/useWindowed';
import type { TokensModel } from '../model/tokens';
import { useTranslate } from '../format/translate';
import { GridHead } from './GridHead';
import { GridRow, rowId } from './GridRow';

/** Must match grid.css. */
const rowHeight = 22;
const headHeight = 24;

export interface TokenGridProps {
  readonly model: TokensModel;
  /** Whether the shown file was exported without credentials. */
  readonly isRedacted: boolean;
}

/** The token list, a virtual list: only the visible rows are rendered, but the arrow keys reach all of them. */
export function TokenGrid({ model, isRedacted }: TokenGridProps) {
  const t = useTranslate();
  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const entries = model.shown.value;
  const selectedId = model.selectedId.value;
  const selectedAt = entries.findIndex(({ row }) => row.id === selectedId);
  const { indexes, reveal } = useWindowed({
    scroller: grid,
    list: body,
    count: entries.length,
    rowHeight,
    headHeight,
  });
  const isSelectedDrawn = selectedId !== undefined && indexes.includes(selectedAt);

  const revealSelected = () => {
    if (selectedAt >= 0) reveal(selectedAt);
  };
  // Only when the selection changes: when rows are added above it, the list must not jump.
  useLayoutEffect(revealSelected, [selectedId]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(((grid.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
    const steps = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -Infinity,
      End: Infinity,
    }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    model.step(steps);
    // At either end the selection doesn't change, but the row may have been scrolled away.
    if (model.selectedId.peek() === selectedId) revealSelected();
  };

  return (
    <div
      class="grid"
      role="grid"
      aria-label={t('grid_name')}
      aria-rowcount={entries.length + 1}
      aria-activedescendant={isSelectedDrawn ? rowId(selectedId) : undefined}
      tabIndex={0}
      ref={grid}
      onKeyDown={onKeyDown}
      onFocusIn={(event) => {
        // A row is removed when it's scrolled away and would lose the focus, so the grid takes it.
        if (event.target instanceof Element && event.target.matches('.grid-row')) {
          grid.current?.focus({ preventScroll: true });
        }
      }}
    >
      <GridHead model={model} />
      <div class="grid-body" role="rowgroup" ref={body} style={{ height: `${entries.length * rowHeight}px` }}>
        {indexes.map((index) => {
          const entry = entries[index];
          return (
            entry && (
              <GridRow
                key={entry.row.id}
                model={model}
                entry={entry}
                index={index}
                top={index * rowHeight}
                isRedacted={isRedacted}
                isSelected={entry.row.id === selectedId}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
