import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { LinePosition } from '../components/LinePosition';
import { SubjectText } from '../components/SubjectText';
import type { Facts } from '../model/detail/entry';
import type { TokenListRow } from '../model/token-rows';
import type { TokensModel } from '../model/tokens';
import { describeMalformed, isCredentials } from '../format/malformed';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { writeHost, writeHostile } from '../format/visible-text';
import { describeMoment } from '../format/time';
import { typeLabels } from '../format/token-type';
import { LifetimeCell } from './LifetimeCell';
import { SignatureCell } from './SignatureCell';

export interface GridRowProps {
  readonly model: TokensModel;
  readonly listed: TokenListRow;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  readonly isRedacted: boolean;
  readonly isSelected: boolean;
  /** Compares the selected token with this one. */
  readonly onCompare: (tokenId: number) => void;
}

export function rowId(tokenId: number | string): string {
  return `token-${tokenId}`;
}

export function GridRow({ model, listed, top, isRedacted, isSelected, onCompare }: GridRowProps) {
  const t = useTranslate();
  const { level, index, older } = listed;
  const { row, facts } = listed.entry;
  const distinction = model.distinctions.value.get(row.id);
  const seen = describeMoment(row.lastSeenMs);
  // The file was exported without credentials, so zero requests doesn't mean that the token wasn't sent.
  const isUnknown = row.requests === 0 && isRedacted;
  return (
    <div
      class="grid-row grid-cells"
      role="row"
      id={rowId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={-1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={({ ctrlKey, metaKey }) => {
        if (ctrlKey || metaKey) onCompare(row.id);
        else model.select(row.id);
      }}
    >
      <div
        role="gridcell"
        class={`cell cell-subject${level === 2 ? ' cell-older' : ''}`}
        title={describeSubject(t, facts)}
      >
        {older > 0 && model.canFold.value && <LineToggle model={model} listed={listed} />}
        <SubjectText facts={facts} />
        <LinePosition line={row.line} />
        {distinction !== undefined && (
          <span class="quiet">
            {' · '}
            <HostileText text={distinction} />
          </span>
        )}
      </div>
      <div role="gridcell" class="cell cell-kind" title={t(typeLabels[facts.type].long)}>
        {t(typeLabels[facts.type].short)}
      </div>
      <div role="gridcell" class="cell cell-issuer" title={writeHost(facts.issuer)}>
        <HostileText text={facts.issuerHost} isHost />
      </div>
      <LifetimeCell token={facts.token} now={model.now} />
      <SignatureCell verdict={model.verdicts.of(row.id)} />
      <div
        role="gridcell"
        class="cell cell-requests"
        title={
          isUnknown
            ? t('requests_redacted')
            : row.rejected > 0
              ? translateCount(t, 'cell_refused', row.rejected)
              : undefined
        }
      >
        {row.rejected > 0 && <Icon name="wrong" />}
        {isUnknown ? t('cell_unknown') : describeNumber(row.requests, t.language)}
      </div>
      <div role="gridcell" class="cell cell-seen" title={seen && `${seen.local}, ${seen.utc}`}>
        {seen?.time}
      </div>
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

/** The subject, or why the row has no token. */
function describeSubject(t: Translate, { token, subject }: Facts): string {
  return token.kind === 'malformed' && isCredentials(token)
    ? describeMalformed(t, token)
    : writeHostile(subject);
}
