import { parsePreferences, type Preferences, type Subscribe } from '../../traffic';
import { createStored } from './stored';

const stored = createStored('preferences', parsePreferences);

/** Emits the user's preferences, now and when they change. */
export const subscribePreferences: Subscribe<Preferences> = stored.subscribe;

/** Saves preferences for all pages of the extension. False if the browser rejects it. */
export const savePreferences = (preferences: Preferences): Promise<boolean> =>
  stored.write(parsePreferences(preferences));
