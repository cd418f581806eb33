import type { ExactJsonModel } from '../../model/detail/exact-json';
import { useTranslate } from '../../format/translate';

interface ViewSwitchProps {
  /** Distinguishes the switches of the page, which all show the same. */
  readonly id: string;
  readonly exactJson: Pick<ExactJsonModel, 'isShown' | 'show'>;
}

/** Switches claims and header between the tables and the JSON that was signed. */
export function ViewSwitch({ id, exactJson: { isShown, show } }: ViewSwitchProps) {
  const t = useTranslate();
  const choice = (isJson: boolean) => (
    <label>
      <input
        type="radio"
        name={`view-${id}`}
        checked={isShown.value === isJson}
        onChange={() => show(isJson)}
      />
      <span>{isJson ? 'JSON' : t('view_table')}</span>
    </label>
  );
  return (
    <div class="view-switch" role="radiogroup" aria-label={t('view_switch')}>
      {choice(false)}
      {choice(true)}
    </div>
  );
}
