import { Icon } from '../components/Icon';
import type { OptionsModel } from '../model/options';
import { TranslateProvider, useTranslate } from '../format/translate';
import { BoundsSection } from './BoundsSection';

/** The options page: which sites are watched, what that means, and the click that turns it on in Firefox. */
export function Options({ model }: { readonly model: OptionsModel }) {
  return (
    <TranslateProvider value={model.say}>
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
  const say = useTranslate();
  const offered = model.offered.value;
  const complaint = model.complaint.value;
  return (
    <section>
      <h1>{offered === undefined ? say('extName') : say('options_watch_title', offered)}</h1>
      {offered !== undefined && (
        <>
          <p>{say('options_watch_explained', offered)}</p>
          <p>
            <button type="button" class="button" onClick={() => model.watch(offered)}>
              {say('options_watch', offered)}
            </button>
          </p>
        </>
      )}
      <div role="status">
        {complaint !== undefined && (
          <p class="notice-warning">
            <Icon name="warning" /> {complaint}
          </p>
        )}
      </div>
    </section>
  );
}

function WatchedSites({ model }: { readonly model: OptionsModel }) {
  const say = useTranslate();
  const watched = model.watched.value;
  return (
    <section aria-label={say('options_watched')}>
      <h2>{say('options_watched')}</h2>
      <p class="quiet">{say('options_watched_explained')}</p>
      {watched?.length === 0 && <p>{say('options_watched_none')}</p>}
      {watched && watched.length > 0 && (
        <ul class="watched">
          {watched.map((origin) => (
            <li key={origin}>
              <span class="value">{origin}</span>
              <button
                type="button"
                class="button"
                aria-label={say('options_stop_name', origin)}
                onClick={() => model.unwatch(origin)}
              >
                {say('options_stop')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Permissions() {
  const say = useTranslate();
  return (
    <section aria-label={say('options_permissions')}>
      <h2>{say('options_permissions')}</h2>
      <p>{say('options_permissions_install')}</p>
      <p>{say('options_permissions_kept')}</p>
      <p>{say('options_permissions_sent')}</p>
    </section>
  );
}
