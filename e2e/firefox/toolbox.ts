import { writeFile } from 'node:fs/promises';
import { waitUntil } from '../wait-until';
import type { Marionette } from './marionette';
import { pointAtBrowser } from './point-at-browser';

const TOOLBOX = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const tab = gBrowser.selectedTab;
  const toolbox = gDevTools.getToolboxForTab(tab);`;

const PANEL_BROWSER = `${TOOLBOX}
  const tool = toolbox?.getAdditionalTools().find(({ label }) => label === args[0]);
  const frame = tool && toolbox.doc.getElementById('toolbox-panel-iframe-' + tool.id);
  const panel = frame?.contentDocument?.querySelector('browser');`;

export type DockHost = 'right' | 'left' | 'bottom' | 'window';

/** Opens the toolbox of the tab in front with a tool (`webconsole`, `netmonitor`, …), or shows that tool in it. */
export async function showTool(marionette: Marionette, toolId: string): Promise<void> {
  await marionette.inChrome(`${TOOLBOX} await gDevTools.showToolboxForTab(tab, { toolId: args[0] });`, [
    toolId,
  ]);
}

/** Presses "All" among the type filters of Firefox's own Network panel, and leaves that panel open. */
export async function clearNetworkFilter(marionette: Marionette): Promise<void> {
  await showTool(marionette, 'netmonitor');
  await waitUntil('the Network panel has its filters', () =>
    marionette.inChrome<boolean>(
      `${TOOLBOX}
      const { document } = toolbox.getPanel('netmonitor').panelWin;
      const button = document.querySelector('.requests-list-filter-all-button');
      button?.click();
      return Boolean(button);`,
    ),
  );
}

export async function closeToolbox(marionette: Marionette): Promise<void> {
  await marionette.inChrome(`${TOOLBOX} await toolbox?.destroy();`);
}

/** Firefox destroys the panel's page and creates a new one here. */
export async function setDock(marionette: Marionette, host: DockHost): Promise<void> {
  await marionette.inChrome(`${TOOLBOX} await toolbox.switchHost(args[0]);`, [host]);
}

export async function setTheme(marionette: Marionette, theme: 'light' | 'dark'): Promise<void> {
  await marionette.inChrome(`Services.prefs.setCharPref('devtools.theme', args[0]);`, [theme]);
}

/** Waits for the extension's tool with this title, shows it, and waits until its page is loaded. */
export async function showExtensionTool(marionette: Marionette, title: string): Promise<void> {
  await waitUntil(`the toolbox has a tool ${title}`, () =>
    marionette.inChrome<boolean>(
      `${TOOLBOX}
      const tool = toolbox?.getAdditionalTools().find(({ label }) => label === args[0]);
      if (tool) await toolbox.selectTool(tool.id);
      return Boolean(tool);`,
      [title],
    ),
  );
  await waitUntil(`the panel ${title} is loaded`, () =>
    marionette.inChrome<boolean>(
      `${PANEL_BROWSER}
      return panel?.currentURI.schemeIs('moz-extension') && !panel.webProgress.isLoadingDocument;`,
      [title],
    ),
  );
}

/** Makes the panel Marionette's current page, as a click in it would: it gets the focus of the window. */
export async function pointAtPanel(marionette: Marionette, title: string): Promise<void> {
  await pointAtBrowser(marionette, `the panel ${title}`, `${PANEL_BROWSER} return panel;`, [title]);
}

/** A screenshot of the whole browser window, toolbox included, as PNG. */
export async function screenshotWindow(marionette: Marionette, path: string): Promise<void> {
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  try {
    const { value } = await marionette.send<{ value: string }>('WebDriver:TakeScreenshot', { full: false });
    await writeFile(path, Buffer.from(value, 'base64'));
  } finally {
    await marionette.send('Marionette:SetContext', { value: 'content' });
  }
}
