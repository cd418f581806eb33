import { VirtualGrid } from '../components/VirtualGrid';
import type { TokensModel } from '../model/tokens';
import { useTranslate } from '../format/translate';
import { GridHead } from './GridHead';
import { GridRow, rowId } from './GridRow';

export interface TokenGridProps {
  readonly model: TokensModel;
  /** Whether the shown file was exported without credentials. */
  readonly isRedacted: boolean;
}

/** The list of tokens. */
export function TokenGrid({ model, isRedacted }: TokenGridProps) {
  const t = useTranslate();
  const entries = model.shown.value;
  const selectedId = model.selectedId.value;
  return (
    <VirtualGrid
      name={t('grid_name')}
      count={entries.length}
      selectedAt={entries.findIndex(({ row }) => row.id === selectedId)}
      selectedKey={selectedId}
      keyAt={(index) => entries[index]?.row.id}
      rowId={rowId}
      step={model.step}
      head={<GridHead model={model} />}
      row={(index, top) => {
        const entry = entries[index];
        return (
          entry && (
            <GridRow
              key={entry.row.id}
              model={model}
              entry={entry}
              index={index}
              top={top}
              isRedacted={isRedacted}
              isSelected={entry.row.id === selectedId}
            />
          )
        );
      }}
    />
  );
}
