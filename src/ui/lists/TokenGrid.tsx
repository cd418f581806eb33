import { useMemo } from 'preact/hooks';
import type { NewestRow } from '../components/useScrollAnchor';
import { VirtualGrid } from '../components/VirtualGrid';
import type { TokenListRow } from '../model/lists/token-rows';
import type { PanelModel } from '../model/panel';
import { translateCount, useTranslate } from '../format/translate';
import { GridHead } from './GridHead';
import { GridRow, rowId } from './GridRow';
import { createTokenActions } from './row-actions';
import { tokenColumns } from './token-columns';
import { useColumns } from './useColumns';

/** The panel, whose tokens are listed. */
export interface TokenGridProps {
  readonly model: PanelModel;
}

/** The list of tokens. */
export function TokenGrid({ model }: TokenGridProps) {
  const t = useTranslate();
  const { tokens, comparison } = model;
  const columns = useColumns('tokens', tokenColumns, model.layouts);
  const rows = tokens.rows.value;
  const newest = useMemo(() => findNewest(rows), [rows]);
  const selectedId = tokens.selectedId.value;
  const compared = comparison.shown.value;
  const comparedIds = compared ? [compared.before.row.id, compared.after.row.id] : [];
  const cursorId = tokens.cursorId.value;
  const currentId = cursorId ?? selectedId;
  const actions = createTokenActions(model);
  return (
    <VirtualGrid
      name={t('grid_name')}
      isMultiselectable
      columns={columns.template}
      onWidth={columns.setWidth}
      firstKey={model.layout.peek().firstTokenId}
      onFirstKey={(key) => model.layout.change({ firstTokenId: key as number | undefined })}
      count={rows.length}
      total={tokens.shown.value.length}
      selectedAt={rows.findIndex(({ entry }) => entry.row.id === currentId)}
      selectedKey={currentId}
      keyAt={(index) => rows[index]?.entry.row.id}
      rowId={rowId}
      step={tokens.step}
      turn={tokens.turn}
      onKey={(event) => actions.key(currentId, event)}
      newest={newest}
      below={({ count, isAbove, show }) => (
        <button type="button" class={`button grid-added${isAbove ? ' grid-added-above' : ''}`} onClick={show}>
          {translateCount(t, 'tokens_added', count)}
        </button>
      )}
      head={<GridHead columns={columns} sort={tokens.sort.value} menu={model.menu} />}
      row={(index, top) => {
        const listed = rows[index];
        if (!listed) return undefined;
        const { id } = listed.entry.row;
        return (
          <GridRow
            key={id}
            model={tokens}
            columns={columns.placed}
            listed={listed}
            top={top}
            isRedacted={model.files.isRedacted.value}
            isSelected={id === selectedId || comparedIds.includes(id)}
            isCurrent={id === cursorId}
            actions={actions}
          />
        );
      }}
    />
  );
}

/** IDs are numbered in the order in which tokens were captured. */
function findNewest(rows: readonly TokenListRow[]): NewestRow {
  const ids = rows.map(({ entry }) => entry.row.id);
  const newest = ids.reduce((last, id) => Math.max(last, id), 0);
  return {
    key: newest,
    order: newest,
    countAfter: (order) => ids.filter((id) => id > order).length,
  };
}
