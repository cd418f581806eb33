import { Icon } from '../components/Icon';
import type { TokensModel } from '../model/tokens';
import { describeNumber, translateCount, useTranslate } from '../format/translate';

/** The numbers of filtered, rejected and expiring tokens. */
export function ListSummary({ model }: { readonly model: TokensModel }) {
  const t = useTranslate();
  const shown = model.shown.value.length;
  const all = model.entries().size;
  const rejected = model.rejected.value;
  const expiring = model.expiring.value;
  return (
    <div class="list-summary">
      {shown !== all && (
        <span>
          {t('summary_filtered', describeNumber(shown, t.language), describeNumber(all, t.language))}
        </span>
      )}
      {rejected > 0 && (
        <span class="summary-rejected" title={t('summary_refused_title')}>
          <Icon name="wrong" />
          {translateCount(t, 'summary_refused', rejected)}
        </span>
      )}
      {expiring > 0 && (
        <span title={t('summary_expiring_title')}>
          <Icon name="warning" />
          {translateCount(t, 'summary_expiring', expiring)}
        </span>
      )}
    </div>
  );
}
