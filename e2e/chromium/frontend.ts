import type { Page } from 'playwright';

// The DevTools frontend is driven through its own modules. The code is passed as text, because the tools that load
// these files (Playwright, vite) rewrite each `import()` in a function, and the frontend doesn't have their helper
// functions.
const INSPECTOR_VIEW = `(await import('devtools://devtools/bundled/ui/legacy/legacy.js')).InspectorView.InspectorView.instance()`;
const VIEW_MANAGER = `(await import('devtools://devtools/bundled/ui/legacy/legacy.js')).ViewManager.ViewManager.instance()`;
const DOCK_CONTROLLER = `(await import('devtools://devtools/bundled/ui/legacy/legacy.js')).DockController.DockController.instance()`;
const SETTINGS = `(await import('devtools://devtools/bundled/core/common/common.js')).Settings.Settings.instance()`;

export type DockSide = 'right' | 'bottom' | 'left' | 'undocked';
export type DevtoolsTheme = 'default' | 'dark' | 'systemPreferred';

function ask<T>(devtools: Page, expression: string): Promise<T> {
  return devtools.evaluate<T>(`(async () => (${expression}))()`);
}

/** IDs of the tools: `console`, `network`, …; the ID of an extension's panel is its origin followed by its title. */
export function findTools(devtools: Page): Promise<string[]> {
  return ask(devtools, `${INSPECTOR_VIEW}.tabbedPane.tabIds()`);
}

export async function selectTool(devtools: Page, id: string): Promise<void> {
  await ask(devtools, `${VIEW_MANAGER}.showView(${JSON.stringify(id)}).then(() => true)`);
}

export function selectedTool(devtools: Page): Promise<string> {
  return ask(devtools, `${INSPECTOR_VIEW}.tabbedPane.selectedTabId`);
}

export async function setDockSide(devtools: Page, side: DockSide): Promise<void> {
  await ask(devtools, `${DOCK_CONTROLLER}.setDockSide(${JSON.stringify(side)})`);
}

export async function setUiTheme(devtools: Page, theme: DevtoolsTheme): Promise<void> {
  await ask(devtools, `${SETTINGS}.moduleSetting('ui-theme').set(${JSON.stringify(theme)})`);
}

/** The height of DevTools docked at the bottom, from the next docking on. */
export async function setDockedHeight(devtools: Page, height: number): Promise<void> {
  await ask(
    devtools,
    `${SETTINGS}.createSetting('inspector-view.split-view-state', {}).set(${JSON.stringify({ horizontal: { size: height } })})`,
  );
}
