import { Icon } from '../components/Icon';
import { describeNumber, useTranslate } from '../format/translate';
import type { OptionsModel } from '../model/options';
import { isLeeway, maxLeewaySeconds, type Preferences } from '../../traffic';
import { useState } from 'preact/hooks';

/** Theme, time zone and leeway. They apply at once, also to open panels. */
export function PreferencesSection({ model }: { readonly model: OptionsModel }) {
  const t = useTranslate();
  const preferences = model.preferences.value;
  const [badLeeway, setBadLeeway] = useState<string | undefined>(undefined);
  if (preferences === undefined) return null;
  const save = (change: Partial<Preferences>) => model.savePreferences({ ...preferences, ...change });
  const changeLeeway = (text: string) => {
    const seconds = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
    setBadLeeway(isLeeway(seconds) ? undefined : text);
    if (isLeeway(seconds)) save({ leewaySeconds: seconds });
  };
  return (
    <section aria-label={t('options_display')}>
      <h2>{t('options_display')}</h2>
      <div class="bound">
        <label>
          <span>{t('options_theme')}</span>
          <select
            aria-label={t('options_theme')}
            value={preferences.theme}
            onChange={({ currentTarget }) => save({ theme: currentTarget.value as Preferences['theme'] })}
          >
            <option value="devtools">{t('options_theme_devtools')}</option>
            <option value="light">{t('options_theme_light')}</option>
            <option value="dark">{t('options_theme_dark')}</option>
          </select>
        </label>
      </div>
      <div class="bound">
        <label>
          <span>{t('options_zone')}</span>
          <select
            aria-label={t('options_zone')}
            value={preferences.timeZone}
            onChange={({ currentTarget }) =>
              save({ timeZone: currentTarget.value as Preferences['timeZone'] })
            }
          >
            <option value="local">{t('options_zone_local')}</option>
            <option value="utc">UTC</option>
          </select>
        </label>
      </div>
      <div class="bound">
        <label>
          <span>{t('options_leeway')}</span>
          <input
            type="number"
            min={0}
            max={maxLeewaySeconds}
            aria-invalid={badLeeway !== undefined}
            aria-describedby="leeway-hint"
            value={badLeeway ?? preferences.leewaySeconds}
            onChange={({ currentTarget }) => changeLeeway(currentTarget.value)}
          />
        </label>
        <span id="leeway-hint" class={badLeeway === undefined ? 'quiet' : 'bound-bad'} aria-live="polite">
          {badLeeway !== undefined && <Icon name="wrong" />}
          {badLeeway === undefined
            ? t('options_leeway_explained')
            : t('options_bounds_bad', '0', describeNumber(maxLeewaySeconds, t.language))}
        </span>
      </div>
    </section>
  );
}
