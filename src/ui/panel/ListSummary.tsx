import { Icon } from '../components/Icon';
import type { FilterModel } from '../model/lists/filter';
import type { PanelModel } from '../model/panel';
import { describeNumber, translateCount, useTranslate } from '../format/translate';

/** How many rows match the filter, how many requests were rejected, and how many tokens are expiring. */
export function ListSummary({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { tokens, requests, filter, screen } = model;
  const isRequests = screen.view.value === 'requests';
  const shown = (isRequests ? requests : tokens).shown.value.length;
  const all = isRequests ? requests.inTimeOrder.value.length : tokens.entries().size;
  const rejected = requests.rejected.value.length;
  const expiring = tokens.expiring.value;
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
        <CountFilter
          filter={filter}
          item="is:rejected"
          icon="wrong"
          text={translateCount(t, 'summary_refused', rejected)}
          title={t('summary_refused_title')}
        />
      )}
      {expiring > 0 && (
        <CountFilter
          filter={filter}
          item="is:expiring"
          icon="warning"
          text={translateCount(t, 'summary_expiring', expiring)}
          title={t('summary_expiring_title')}
        />
      )}
    </div>
  );
}

interface CountFilterProps {
  readonly filter: FilterModel;
  readonly item: string;
  readonly icon: 'wrong' | 'warning';
  readonly text: string;
  readonly title: string;
}

/** A count that shows only what it counts, or everything again. */
function CountFilter({ filter, item, icon, text, title }: CountFilterProps) {
  const isFiltered = filter.text.value === item;
  return (
    <button
      type="button"
      class={`tool summary-${icon}`}
      aria-pressed={isFiltered}
      title={title}
      onClick={() => filter.set(isFiltered ? '' : item)}
    >
      <Icon name={icon} />
      {text}
    </button>
  );
}
