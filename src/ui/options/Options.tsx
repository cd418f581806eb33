import { BugNotice } from '../components/BugNotice';
import { Icon } from '../components/Icon';
import { useKeptFocus } from '../components/useKeptFocus';
import type { OptionsModel } from '../model/options';
import type { GrantedPermission } from '../commands';
import { TranslateProvider, useTranslate, type MessageKey } from '../format/translate';
import { BoundsSection } from './BoundsSection';
import { ClaimsSection } from './ClaimsSection';
import { StoredDataSection } from './StoredDataSection';
import { PreferencesSection } from './PreferencesSection';
import { KeptKeysSection } from './KeptKeysSection';

/** The options page: watched sites, limits and permissions. In Firefox, watching a site is started here. */
export function Options({ model }: { readonly model: OptionsModel }) {
  const root = useKeptFocus();
  return (
    <TranslateProvider value={model.t}>
      <main class="app options" ref={root}>
        <div role="status">
          <BugNotice bugs={model.bugs.bugs.value} copyText={model.copyText} onDismiss={model.bugs.dismiss} />
        </div>
        <OfferedSite model={model} />
        <WatchedSites model={model} />
        <PreferencesSection model={model} />
        <ClaimsSection model={model} />
        <KeptKeysSection model={model} />
        <BoundsSection model={model.bounds} />
        <StoredDataSection model={model} />
        <Permissions model={model} />
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

const permissionPurposes: Record<GrantedPermission['kind'], MessageKey> = {
  scripting: 'options_permission_scripting',
  webRequest: 'options_permission_web_request',
  override: 'options_permission_override',
  host: 'options_permission_host',
};

/** What the extension may do, and the permissions that were granted on a click, each with a button to remove it. */
function Permissions({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  const granted = model.permissions.value;
  return (
    <section aria-label={t('options_permissions')}>
      <h2>{t('options_permissions')}</h2>
      <p>{t('options_permissions_install')}</p>
      <p>{t('options_permissions_kept')}</p>
      <p>{t('options_permissions_sent')}</p>
      {granted.length > 0 && (
        <>
          <p>{t('options_permissions_granted')}</p>
          <ul class="watched">
            {granted.map((permission) => (
              <li key={permission.name}>
                <span>
                  <span class="value">{permission.name}</span>
                  <br />
                  <span class="quiet">{t(permissionPurposes[permission.kind])}</span>
                </span>
                <button
                  type="button"
                  class="button"
                  aria-label={t('options_permission_remove_name', permission.name)}
                  onClick={() => model.removePermission(permission)}
                >
                  {t('options_permission_remove')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a class="text-button" href="welcome.html">
          {t('welcome_link')}
        </a>
      </p>
    </section>
  );
}
