import { resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright';
import { waitUntil } from '../wait-until';
import { createDevtools, type Devtools } from './devtools';
import { parseUnpackedExtension, type UnpackedExtension } from './extension';
import type { LaunchOptions } from './flags';
import { createChromiumProcess } from './process';

const PANEL_TITLE = 'JWT';

export type OpenedPanel = { readonly panel: Frame; readonly devtools: Devtools };

export type LaunchedBrowser = {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** The browser's own user data folder. */
  readonly profile: string;
  /** Resolves when the browser has ended, whether a test or a user closed it. */
  readonly ended: Promise<void>;
  /**
   * Opens a new tab in front. With the `devtools` option, DevTools and the extension in them are ready before the page
   * is loaded.
   */
  openPage(url: string, options?: { readonly devtools?: boolean }): Promise<Page>;
  /** The page's DevTools; opens them if necessary. */
  openDevtools(page: Page): Promise<Devtools>;
  /** The real "JWT" panel in the page's DevTools. */
  openPanelFor(page: Page): Promise<OpenedPanel>;
  /** The real popup over the tab in front. It closes as soon as it loses the focus. */
  openPopup(): Promise<Page>;
  close(): Promise<void>;
};

/** Starts Chromium with the unpacked extension and a temporary profile, which `close` removes. */
export async function launchBrowser(options: LaunchOptions): Promise<LaunchedBrowser> {
  const folder = resolve(options.extension);
  const extension = parseUnpackedExtension(folder);
  const started = await createChromiumProcess({ ...options, extension: folder });
  const browser = await connect(started.endpoint).catch(async (error: unknown) => {
    await started.end(() => Promise.reject(error));
    throw error;
  });
  const context = defaultContext(browser);
  const opened = new Map<Page, Devtools>();

  const openDevtools = async (page: Page) => {
    const existing = opened.get(page);
    if (existing && !existing.page.isClosed()) return existing;
    const devtools = await createDevtools(browser, extension, page);
    opened.set(page, devtools);
    return devtools;
  };

  return {
    context,
    extensionId: extension.id,
    profile: started.profile,
    ended: started.ended,
    async openPage(url, { devtools = options.devtools ?? false } = {}) {
      const page = await context.newPage();
      if (devtools) await openDevtools(page);
      await page.goto(url);
      return page;
    },
    openDevtools,
    async openPanelFor(page) {
      const devtools = await openDevtools(page);
      return { panel: await devtools.showPanel(PANEL_TITLE), devtools };
    },
    openPopup: () => openPopup(browser, extension),
    close: () => started.end(async () => (await browser.newBrowserCDPSession()).send('Browser.close')),
  };
}

function connect(endpoint: string): Promise<Browser> {
  // Playwright's own switch. Without it, a DevTools window, which Chromium first reports as "other", never becomes a
  // page.
  process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1';
  // Without Playwright's overrides, focus, visibility and color scheme are the browser's own: a background tab is
  // hidden, and a popup closes when it loses the focus.
  return chromium.connectOverCDP(endpoint, { noDefaults: true, isLocal: true });
}

function defaultContext(browser: Browser): BrowserContext {
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no default context');
  return context;
}

async function openPopup(browser: Browser, extension: UnpackedExtension): Promise<Page> {
  const context = defaultContext(browser);
  const session = await browser.newBrowserCDPSession();
  // A background tab opens the popup, so that the tab in front stays the popup's tab. The manifest page runs no code of
  // the extension.
  const url = `${extension.origin}manifest.json`;
  const { targetId } = await session.send('Target.createTarget', { url, background: true });
  const opener = await waitUntil('a page of the extension', () =>
    context.pages().find((page) => page.url() === url),
  );
  const before = new Set(context.pages());
  await opener.evaluate(`chrome.action.openPopup()`);
  const popup = await waitUntil('the popup is there', () =>
    context.pages().find((page) => !before.has(page) && page.url() === extension.popup),
  );
  await popup.waitForLoadState('load');
  await session.send('Target.closeTarget', { targetId });
  await session.detach();
  return popup;
}
