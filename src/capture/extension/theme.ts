import browser from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';

type Theme = 'light' | 'dark';

/** `setThemeChangeHandler` is Chrome's own and in no type; Firefox has the event instead. */
type Panels = typeof browser.devtools.panels & {
  readonly setThemeChangeHandler?: (handler: ((themeName: string) => void) | null) => void;
};

function themeOf(name: string): Theme {
  return name === 'dark' ? 'dark' : 'light';
}

/** Hands over DevTools' theme now and whenever it changes: `prefers-color-scheme` in a panel does not follow it. */
export const subscribeTheme: Subscribe<Theme> = (listener) => {
  const panels: Panels = browser.devtools.panels;
  const changed = (name: string) => listener(themeOf(name));
  changed(panels.themeName);
  if (panels.setThemeChangeHandler !== undefined) {
    // Chrome leaves `themeName` stale unless a handler is set.
    panels.setThemeChangeHandler(changed);
    return () => panels.setThemeChangeHandler?.(null);
  }
  panels.onThemeChanged.addListener(changed);
  return () => panels.onThemeChanged.removeListener(changed);
};
