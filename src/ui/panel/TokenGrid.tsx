import { VirtualGrid } from '../components/VirtualGrid';
import type { TokensModel } from '../model/tokens';
import { useTranslate } from '../format/translate';
import { GridHead } from './GridHead';
import { GridRow, rowId, type GridRowProps } from './GridRow';

export interface TokenGridProps extends Pick<GridRowProps, 'onCompare'> {
  readonly model: TokensModel;
  /** Whether the shown file was exported without credentials. */
  readonly isRedacted: boolean;
}

/** The list of tokens. */
export function TokenGrid({ model, isRedacted, onCompare }: TokenGridProps) {
  const t = useTranslate();
  const rows = model.rows.value;
  const selectedId = model.selectedId.value;
  return (
    <VirtualGrid
      name={t('grid_name')}
      count={rows.length}
      total={model.shown.value.length}
      selectedAt={rows.findIndex(({ entry }) => entry.row.id === selectedId)}
      selectedKey={selectedId}
      keyAt={(index) => rows[index]?.entry.row.id}
      rowId={rowId}
      step={model.step}
      turn={model.turn}
      head={<GridHead model={model} />}
      row={(index, top) => {
        const listed = rows[index];
        return (
          listed && (
            <GridRow
              key={listed.entry.row.id}
              model={model}
              listed={listed}
              top={top}
              isRedacted={isRedacted}
              onCompare={onCompare}
              isSelected={listed.entry.row.id === selectedId}
            />
          )
        );
      }}
    />
  );
}
