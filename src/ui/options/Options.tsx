import { Icon } from '../components/Icon';
import type { OptionsModel } from '../model/options';
import { TranslateProvider, useTranslate } from '../format/translate';
import { BoundsSection } from './BoundsSection';

/** The options page: watched sites, limits and permissions. In Firefox, watching a site is started here. */
export function Options({ model }: { readonly model: OptionsModel }) {
  return (
    <TranslateProvider value={model.t}>
      <main class="app options">
        <OfferedSite model={model} />
        <WatchedSites model={model} />
        <BoundsSection model={model.bounds} />
        <Permissions />
      </main>
    </TranslateProvider>
  );
}

function OfferedSite({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  const offered = model.offered.value;
  const errorMessage = model.errorMessage.value;
  return (
    <section>
      <h1>{offered === undefined ? t('extName') : t('options_watch_title', offered)}</h1>
      {offered !== undefined && (
        <>
          <p>{t('options_watch_explained', offered)}</p>
          <p>
            <button type="button" class="button" onClick={() => model.watch(offered)}>
              {t('options_watch', offered)}
            </button>
          </p>
        </>
      )}
      <div role="status">
        {errorMessage !== undefined && (
          <p class="notice-warning">
            <Icon name="warning" /> {errorMessage}
          </p>
        )}
      </div>
    </section>
  );
}

function WatchedSites({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  const watched = model.watched.value;
  return (
    <section aria-label={t('options_watched')}>
      <h2>{t('options_watched')}</h2>
      <p class="quiet">{t('options_watched_explained')}</p>
      {watched?.length === 0 && <p>{t('options_watched_none')}</p>}
      {watched && watched.length > 0 && (
        <ul class="watched">
          {watched.map((origin) => (
            <li key={origin}>
              <span class="value">{origin}</span>
              <button
                type="button"
                class="button"
                aria-label={t('options_stop_name', origin)}
                onClick={() => model.unwatch(origin)}
              >
                {t('options_stop')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Permissions() {
  const t = useTranslate();
  return (
    <section aria-label={t('options_permissions')}>
      <h2>{t('options_permissions')}</h2>
      <p>{t('options_permissions_install')}</p>
      <p>{t('options_permissions_kept')}</p>
      <p>{t('options_permissions_sent')}</p>
    </section>
  );
}
