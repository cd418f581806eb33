import { Icon } from '../components/Icon';
import type { PanelModel } from '../model/panel';
import { describeNumber, translateCount, useTranslate } from '../format/translate';

const rejectedFilter = 'is:rejected';

/** How many rows match the filter, how many requests were rejected, and how many tokens are expiring. */
export function ListSummary({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { tokens, requests, filter, screen } = model;
  const isRequests = screen.view.value === 'requests';
  const shown = (isRequests ? requests : tokens).shown.value.length;
  const all = isRequests ? requests.inTimeOrder.value.length : tokens.entries().size;
  const rejected = requests.rejected.value.length;
  const expiring = tokens.expiring.value;
  const isFiltered = filter.text.value === rejectedFilter;
  return (
    <div class="list-summary">
      {isRequests && (
        <label class="tool" title={t('requests_all_title')}>
          <input type="checkbox" checked={requests.showsAll.value} onChange={requests.toggleAll} />
          {t('requests_all')}
        </label>
      )}
      {shown !== all && (
        <span>
          {t('summary_filtered', describeNumber(shown, t.language), describeNumber(all, t.language))}
        </span>
      )}
      {rejected > 0 && (
        <button
          type="button"
          class="tool summary-rejected"
          aria-pressed={isFiltered}
          title={t('summary_refused_title')}
          onClick={() => filter.set(isFiltered ? '' : rejectedFilter)}
        >
          <Icon name="wrong" />
          {translateCount(t, 'summary_refused', rejected)}
        </button>
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
