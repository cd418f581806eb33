import { Icon } from '../components/Icon';
import type { BoundModel, BoundName, BoundsModel } from '../model/bounds';
import { describeNumber, useTranslate, type MessageKey } from '../format/translate';

const labels: Record<BoundName, MessageKey> = {
  maxExchanges: 'options_bounds_exchanges',
  maxTokens: 'options_bounds_tokens',
  maxBytes: 'options_bounds_memory',
};

/** The limits of a log, after which the oldest items are removed. */
export function BoundsSection({ model }: { readonly model: BoundsModel }) {
  const t = useTranslate();
  return (
    <section aria-label={t('options_bounds')}>
      <h2>{t('options_bounds')}</h2>
      <p class="quiet">{t('options_bounds_explained')}</p>
      {model.bounds.map((bound) => (
        <BoundInput key={bound.name} bound={bound} />
      ))}
      <p>
        <button type="button" class="button" disabled={model.isDefault.value} onClick={model.resetAll}>
          {t('options_bounds_defaults')}
        </button>
      </p>
    </section>
  );
}

function BoundInput({ bound }: { readonly bound: BoundModel }) {
  const t = useTranslate();
  const { name, min, max } = bound;
  const text = bound.text.value;
  const isBad = bound.isBad.value;
  const range = [describeNumber(min, t.language), describeNumber(max, t.language)] as const;
  return (
    <div class="bound">
      <label>
        <span>{t(labels[name])}</span>
        <input
          type="number"
          min={min}
          max={max}
          aria-invalid={isBad}
          aria-describedby={`${name}-range`}
          disabled={text === undefined}
          value={text ?? ''}
          onChange={(event) => bound.type(event.currentTarget.value)}
        />
      </label>
      <span id={`${name}-range`} class={isBad ? 'bound-bad' : 'quiet'} aria-live="polite">
        {isBad && <Icon name="wrong" />}
        {t(isBad ? 'options_bounds_bad' : 'options_bounds_range', ...range)}
      </span>
    </div>
  );
}
