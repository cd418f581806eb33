import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { SubjectText } from '../components/SubjectText';
import type { Entry, Facts } from '../model/detail/entry';
import type { TokensModel } from '../model/tokens';
import { describeMalformed, isCredentials } from '../format/malformed';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { writeHost, writeHostile } from '../format/visible-text';
import { describeMoment } from '../format/time';
import { typeLabels } from '../format/token-type';
import { LifetimeCell } from './LifetimeCell';

export interface GridRowProps {
  readonly model: TokensModel;
  readonly entry: Entry;
  /** Zero-based index in the list. */
  readonly index: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  readonly isRedacted: boolean;
  readonly isSelected: boolean;
}

export function rowId(tokenId: number | string): string {
  return `token-${tokenId}`;
}

export function GridRow({ model, entry, index, top, isRedacted, isSelected }: GridRowProps) {
  const t = useTranslate();
  const { row, facts } = entry;
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
      onClick={() => model.select(row.id)}
    >
      <div role="gridcell" class="cell cell-subject" title={describeSubject(t, facts)}>
        <SubjectText facts={facts} />
      </div>
      <div role="gridcell" class="cell cell-kind" title={t(typeLabels[facts.type].long)}>
        {t(typeLabels[facts.type].short)}
      </div>
      <div role="gridcell" class="cell cell-issuer" title={writeHost(facts.issuer)}>
        <HostileText text={facts.issuerHost} isHost />
      </div>
      <LifetimeCell token={facts.token} now={model.now} />
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

/** The subject, or why the row has no token. */
function describeSubject(t: Translate, { token, subject }: Facts): string {
  return token.kind === 'malformed' && isCredentials(token)
    ? describeMalformed(t, token)
    : writeHostile(subject);
}
