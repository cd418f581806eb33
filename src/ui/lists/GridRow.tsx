import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { Distinction, LinePosition, SubjectText } from '../components/TokenName';
import { setTitleIfTruncated } from '../components/truncated-title';
import type { Column } from '../model/lists/columns';
import { distinctionsOf } from '../model/lists/distinctions';
import type { PlacedColumn } from '../model/lists/list-columns';
import type { TokenListRow } from '../model/lists/token-rows';
import type { TokensModel } from '../model/lists/tokens';
import { describeMalformed, isCredentials } from '../format/malformed';
import { describeNumber, translateCount, useTranslate } from '../format/translate';
import { writeHost } from '../format/visible-text';
import { describeMoment } from '../format/time';
import { typeLabels } from '../format/token-type';
import { LifetimeCell } from './LifetimeCell';
import type { RowActions } from './row-actions';
import { SignatureCell } from './SignatureCell';
import { TokenMark } from './TokenMark';
import { cellClass } from './useColumns';

interface GridRowProps {
  readonly model: TokensModel;
  readonly columns: readonly PlacedColumn<Column>[];
  readonly listed: TokenListRow;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  readonly isRedacted: boolean;
  readonly isSelected: boolean;
  /** It's where the keyboard is, without being selected. */
  readonly isCurrent: boolean;
  readonly actions: RowActions<number>;
}

/** The element ID of a token's row, which the list's focus refers to. */
export function rowId(tokenId: number | string): string {
  return `token-${tokenId}`;
}

/** The row of a token in the virtual list, positioned by `top`. */
export function GridRow(props: GridRowProps) {
  const { columns, listed, top, isSelected, isCurrent, actions } = props;
  const { id } = listed.entry.row;
  return (
    <div
      class={`grid-row grid-cells${isCurrent ? ' grid-current' : ''}`}
      role="row"
      id={rowId(id)}
      aria-rowindex={listed.index + 2}
      aria-selected={isSelected}
      tabIndex={-1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => actions.click(id, event)}
      onDblClick={(event) => actions.open(id, event)}
      onContextMenu={(event) => actions.showMenu(id, event)}
    >
      {columns.map((column) => (
        <Cell key={column.id} {...props} column={column} />
      ))}
    </div>
  );
}

function Cell(props: GridRowProps & { readonly column: PlacedColumn<Column> }) {
  const t = useTranslate();
  const { model, listed, isRedacted, column } = props;
  const { row, facts } = listed.entry;
  const name = cellClass(column);
  switch (column.id) {
    case 'mark':
      return (
        <div role="gridcell" class={name}>
          <TokenMark model={model} listed={listed} />
        </div>
      );
    case 'subject':
      return <SubjectCell model={model} listed={listed} class={name} />;
    case 'kind':
      return (
        <div role="gridcell" class={name} title={t(typeLabels[facts.type].long)}>
          {t(typeLabels[facts.type].short)}
        </div>
      );
    case 'audience':
      return (
        <div
          role="gridcell"
          class={name}
          onMouseEnter={({ currentTarget }) => setTitleIfTruncated(currentTarget)}
        >
          <HostileText text={facts.audience} isHost />
        </div>
      );
    case 'issuer':
      return (
        <div role="gridcell" class={name} title={writeHost(facts.issuer)}>
          <HostileText text={facts.issuerHost} isHost />
        </div>
      );
    case 'lifetime':
      return <LifetimeCell token={facts.token} now={model.now} class={name} />;
    case 'signature':
      return (
        <SignatureCell
          verdict={model.verdicts.of(row.id)}
          origin={model.verdicts.keyOriginOf(row.id)}
          class={name}
        />
      );
    case 'requests': {
      // The file was exported without credentials, so zero requests doesn't mean that the token wasn't sent.
      const isUnknown = row.requests === 0 && isRedacted;
      return (
        <div role="gridcell" class={name} title={isUnknown ? t('requests_redacted') : undefined}>
          {isUnknown ? t('cell_unknown') : describeNumber(row.requests, t.language)}
        </div>
      );
    }
    case 'seen': {
      const seen = describeMoment(row.lastSeenMs);
      return (
        <div role="gridcell" class={name} title={seen?.both}>
          {seen?.time}
        </div>
      );
    }
  }
}

function SubjectCell({
  model,
  listed,
  class: name,
}: Pick<GridRowProps, 'model' | 'listed'> & { readonly class: string }) {
  const t = useTranslate();
  const { level, older, entry } = listed;
  const { row, facts } = entry;
  return (
    <div
      role="gridcell"
      class={`${name}${level === 2 ? ' cell-older' : ''}`}
      {...(facts.token.kind === 'malformed' && isCredentials(facts.token)
        ? // Why the row has no token.
          { title: describeMalformed(t, facts.token) }
        : { onMouseEnter: ({ currentTarget }) => setTitleIfTruncated(currentTarget) })}
    >
      {older > 0 && model.canFold.value && <LineToggle model={model} listed={listed} />}
      <SubjectText facts={facts} />
      <LinePosition line={row.line} />
      <Distinction text={distinctionsOf(model).value.get(row.id)} />
    </div>
  );
}

/**
 * Shows or hides the older tokens of a line. The arrow keys do the same, so it isn't a tab stop. Rows of a grid can't be
 * expanded themselves, only those of a tree grid (WAI-ARIA 1.2 §6.6).
 */
function LineToggle({ model, listed }: Pick<GridRowProps, 'model' | 'listed'>) {
  const t = useTranslate();
  const { entry, older, isExpanded } = listed;
  const name = isExpanded ? translateCount(t, 'line_fold', older) : translateCount(t, 'line_unfold', older);
  return (
    <button
      type="button"
      class="line-toggle"
      tabIndex={-1}
      aria-label={name}
      aria-expanded={isExpanded}
      title={name}
      onClick={(event) => {
        event.stopPropagation();
        model.toggleLine(entry.row.line?.id ?? 0);
      }}
    >
      <Icon name={isExpanded ? 'unfolded' : 'folded'} />
    </button>
  );
}
