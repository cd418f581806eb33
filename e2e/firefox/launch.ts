import { resolve } from 'node:path';
import { selectMenuItem } from './context-menu';
import { createDrivenDocument, type DrivenDocument } from './document';
import { connectMarionette } from './marionette';
import { clickPermissionPrompt } from './permission-prompt';
import { readClipboard } from './clipboard';
import { openPopup, pointAtPopup } from './popup';
import { createFirefoxProcess, type Preferences } from './process';
import { createDrivenTab, findTab, pointAtTab, type DrivenTab } from './tab';
import {
  clearNetworkFilter,
  closeToolbox,
  pointAtPanel,
  screenshotWindow,
  setDock,
  setTheme,
  showExtensionTool,
  showTool,
  type DockHost,
} from './toolbox';

export type FirefoxOptions = {
  /** Folder of the unpacked extension, such as `dist/firefox`. */
  readonly extension: string;
  /** Folders of other extensions, which are installed first. */
  readonly beside?: readonly string[];
  /** The executable. Default: FIREFOX_PATH or the system's. */
  readonly executable?: string;
  readonly prefs?: Preferences;
  /** Accepts TLS certificates that no authority signed. */
  readonly acceptsAnyCertificate?: boolean;
};

export type LaunchedFirefox = {
  readonly extensionId: string;
  /** The base URL of the extension's pages: `moz-extension://…/`. */
  readonly extensionUrl: string;
  /** The page in the first tab. */
  readonly page: DrivenTab;
  /** Waits for a tab with such a page, in front or not. */
  waitForTab(urlStart: string): Promise<DrivenTab>;
  /** Clicks a button of Firefox's own prompt for optional permissions, and returns the text of the prompt. */
  clickPermissionPrompt(choice: 'Allow' | 'Deny'): Promise<string>;
  /** Navigates the first tab and waits for the load. An open toolbox stays open. */
  openPage(url: string): Promise<void>;
  /** Opens the toolbox of the tab in front. Default tool: the console. */
  openToolbox(tool?: string): Promise<void>;
  /** Shows the extension's panel with this title. The handle survives hiding and docking. */
  showPanel(title: string): Promise<DrivenDocument>;
  /** Shows another tool: `webconsole`, `netmonitor`, `inspector`, … */
  showTool(id: string): Promise<void>;
  /** Shows Firefox's own Network panel with requests of every type, and leaves it open. */
  clearNetworkFilter(): Promise<void>;
  setDock(host: DockHost): Promise<void>;
  setTheme(theme: 'light' | 'dark'): Promise<void>;
  /** A screenshot of the whole window, page and toolbox. */
  screenshotToolbox(path: string): Promise<void>;
  /** Runs a function in the page: `page.evaluate`. */
  inPage: DrivenDocument['evaluate'];
  /** Opens the real popup of the toolbar button. */
  openPopup(): Promise<DrivenDocument>;
  /** Selects an item of the context menu that a right click on a page has opened. */
  selectMenuItem(label: string): Promise<void>;
  /** The text in the clipboard, which is Firefox's own in headless mode. */
  readClipboard(): Promise<string>;
  closeToolbox(): Promise<void>;
  close(): Promise<void>;
};

/** Starts a headless Firefox with the unpacked extension and a temporary profile, which `close` removes. */
export async function launchFirefox(options: FirefoxOptions): Promise<LaunchedFirefox> {
  const started = await createFirefoxProcess(options);
  const marionette = await connectMarionette(started.marionettePort, {
    acceptInsecureCerts: options.acceptsAnyCertificate === true,
  }).catch(async (error: unknown) => {
    await started.end(() => Promise.reject(error));
    throw error;
  });
  const quit = async () => {
    await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] });
  };
  const close = async () => {
    await started.end(quit);
    marionette.end();
  };

  // The driver has one current document, so one step ends before the next begins.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };

  try {
    const install = async (folder: string) => {
      const extension = { path: resolve(folder), temporary: true };
      return (await marionette.send<{ value: string }>('Addon:Install', extension)).value;
    };
    for (const folder of options.beside ?? []) await install(folder);
    const extensionId = await install(options.extension);
    const { value: handle } = await marionette.send<{ value: string }>('WebDriver:GetWindowHandle');
    const extensionUrl = await marionette.inChrome<string>(
      `return WebExtensionPolicy.getByID(args[0]).getURL('');`,
      [extensionId],
    );
    const page = createDrivenTab(marionette, inTurn, handle);
    return {
      extensionId,
      extensionUrl,
      page,
      async waitForTab(urlStart) {
        const found = await inTurn(() => findTab(marionette, urlStart));
        return createDrivenTab(marionette, inTurn, found);
      },
      clickPermissionPrompt: (choice) => inTurn(() => clickPermissionPrompt(marionette, choice)),
      openPage: (url) =>
        inTurn(async () => {
          await pointAtTab(marionette, handle);
          await marionette.send('WebDriver:Navigate', { url });
        }),
      openToolbox: (tool = 'webconsole') => inTurn(() => showTool(marionette, tool)),
      async showPanel(title) {
        await inTurn(() => showExtensionTool(marionette, title));
        return createDrivenDocument(marionette, inTurn, () => pointAtPanel(marionette, title));
      },
      showTool: (id) => inTurn(() => showTool(marionette, id)),
      clearNetworkFilter: () => inTurn(() => clearNetworkFilter(marionette)),
      setDock: (host) => inTurn(() => setDock(marionette, host)),
      setTheme: (theme) => inTurn(() => setTheme(marionette, theme)),
      screenshotToolbox: (path) => inTurn(() => screenshotWindow(marionette, path)),
      inPage: page.evaluate,
      async openPopup() {
        await inTurn(() => openPopup(marionette, extensionId));
        return createDrivenDocument(marionette, inTurn, () => pointAtPopup(marionette, extensionUrl));
      },
      selectMenuItem: (label) => inTurn(() => selectMenuItem(marionette, label)),
      readClipboard: () => inTurn(() => readClipboard(marionette)),
      closeToolbox: () => inTurn(() => closeToolbox(marionette)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
