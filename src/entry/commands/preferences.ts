import { applyPreferences, type OptionsCommands } from '../../ui';
import { resultOf } from './result';

/** Loaded after the page is shown, which uses the defaults until then. */
export async function followPreferences(): Promise<void> {
  const { subscribePreferences } = await import('../../capture/extension/preferences');
  subscribePreferences(applyPreferences);
}

/** The same, with the theme: for pages outside DevTools. */
export async function followTheme(): Promise<void> {
  const { subscribePreferences } = await import('../../capture/extension/preferences');
  subscribePreferences(({ theme }) => {
    if (theme === 'devtools') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  });
}

/** Stores what the user chose on the options page. Open pages apply it at once. */
export const savePreferences: OptionsCommands['savePreferences'] = async (preferences) => {
  const loaded = await import('../../capture/extension/preferences');
  return resultOf(await loaded.savePreferences(preferences), 'command_bounds_failed');
};
