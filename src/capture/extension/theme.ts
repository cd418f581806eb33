import browser from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';

type Theme = 'light' | 'dark';

/** `setThemeChangeHandler` exists only in Chrome and isn't in the polyfill's types; Firefox has the event instead. */
type Panels = typeof browser.devtools.panels & {
  readonly setThemeChangeHandler?: (handler: ((themeName: string) => void) | null) => void;
};

function themeOf(name: string): Theme {
  return name === 'dark' ? 'dark' : 'light';
}

/** Emits DevTools' theme now and when it changes: `prefers-color-scheme` in a panel doesn't follow it. */
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
