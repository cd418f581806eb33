import { useEffect } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { describeNumber, useTranslate } from '../format/translate';
import type { OptionsModel } from '../model/options';

/** What the extension has stored, by category, and the button that deletes all of it. */
export function StoredDataSection({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  useEffect(() => {
    model.countStoredData();
    const refresh = () => {
      if (document.visibilityState === 'visible') model.countStoredData();
    };
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, []);
  const storedData = model.storedData.value;
  if (storedData === undefined) return null;
  const { settings, backgroundRequests, popupTexts, bugs, logs, silentPages } = storedData;
  const sum = (count: (log: (typeof logs)[number]) => number) =>
    logs.reduce((total, log) => total + count(log), 0);
  const rows = [
    [t('stored_data_settings'), settings],
    [t('options_kept'), model.kept.value?.length ?? 0],
    [t('options_watched'), model.watched.value?.length ?? 0],
    [t('stored_data_background'), backgroundRequests],
    [t('stored_data_popup'), popupTexts],
    [t('stored_data_bugs'), bugs],
    [t('stored_data_requests'), sum(({ requests }) => requests)],
    [t('stored_data_tokens'), sum(({ tokens }) => tokens)],
    [t('stored_data_keys'), sum(({ keys }) => keys)],
    [t('stored_data_texts'), sum(({ texts }) => texts)],
    [t('stored_data_changes'), sum(({ changes }) => changes)],
    ...(silentPages > 0 ? [[t('stored_data_unanswered'), silentPages] as const] : []),
  ] as const;
  return (
    <section aria-label={t('stored_data')}>
      <h2>{t('stored_data')}</h2>
      <p class="quiet">{t('stored_data_explained')}</p>
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
          {t('stored_data_forget')}
        </button>
      </p>
      <div role="status">
        {model.isForgotten.value && (
          <p>
            <Icon name="valid" /> {t('stored_data_forgotten')}
          </p>
        )}
      </div>
    </section>
  );
}
