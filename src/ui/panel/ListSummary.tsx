import { Icon } from '../components/Icon';
import type { TokensModel } from '../model/tokens';
import { describeNumber, translateCount, useTranslate } from '../format/translate';

/** At the right end of the bar: how many pass the filter, were refused, and are about to expire. */
export function ListSummary({ model }: { readonly model: TokensModel }) {
  const say = useTranslate();
  const shown = model.shown.value.length;
  const all = model.entries().size;
  const refused = model.refused.value;
  const expiring = model.expiring.value;
  return (
    <div class="list-summary">
      {shown !== all && <span>{say('summary_filtered', describeNumber(shown), describeNumber(all))}</span>}
      {refused > 0 && (
        <span class="summary-refused" title={say('summary_refused_title')}>
          <Icon name="wrong" />
          {translateCount(say, 'summary_refused', refused)}
        </span>
      )}
      {expiring > 0 && (
        <span title={say('summary_expiring_title')}>
          <Icon name="warning" />
          {translateCount(say, 'summary_expiring', expiring)}
        </span>
      )}
    </div>
  );
}
