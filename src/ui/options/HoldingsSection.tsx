import { useEffect } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { describeNumber, useTranslate } from '../format/translate';
import type { OptionsModel } from '../model/options';

/** What the extension has stored, by category, and the button that deletes all of it. */
export function HoldingsSection({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  useEffect(() => {
    model.countHoldings();
    const refresh = () => {
      if (document.visibilityState === 'visible') model.countHoldings();
    };
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, []);
  const holdings = model.holdings.value;
  if (holdings === undefined) return null;
  const { settings, backgroundRequests, popupTexts, logs, silentPages } = holdings;
  const sum = (count: (log: (typeof logs)[number]) => number) =>
    logs.reduce((total, log) => total + count(log), 0);
  const rows = [
    [t('holdings_settings'), settings],
    [t('options_kept'), model.kept.value?.length ?? 0],
    [t('options_watched'), model.watched.value?.length ?? 0],
    [t('holdings_background'), backgroundRequests],
    [t('holdings_popup'), popupTexts],
    [t('holdings_requests'), sum(({ requests }) => requests)],
    [t('holdings_tokens'), sum(({ tokens }) => tokens)],
    [t('holdings_keys'), sum(({ keys }) => keys)],
    [t('holdings_texts'), sum(({ texts }) => texts)],
    [t('holdings_changes'), sum(({ changes }) => changes)],
    ...(silentPages > 0 ? [[t('holdings_unanswered'), silentPages] as const] : []),
  ] as const;
  return (
    <section aria-label={t('holdings')}>
      <h2>{t('holdings')}</h2>
      <p class="quiet">{t('holdings_explained')}</p>
      <ul class="watched">
        {rows.map(([name, count]) => (
          <li key={name}>
            <span>{name}</span>
            <span class="count">{describeNumber(count, t.language)}</span>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" class="button" onClick={model.forgetEverything}>
          {t('holdings_forget')}
        </button>
      </p>
      <div role="status">
        {model.isForgotten.value && (
          <p>
            <Icon name="valid" /> {t('holdings_forgotten')}
          </p>
        )}
      </div>
    </section>
  );
}
