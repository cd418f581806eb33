import browser from 'webextension-polyfill';

const firstRunPage = 'src/entry/welcome.html';

/**
 * Opens the page that explains the extension, once: when it's installed, unless a developer loads it from a folder. Call
 * it while the background starts, otherwise the browser doesn't report the installation.
 */
export function serveFirstRun(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void showFirstRun();
  });
}

async function showFirstRun(): Promise<void> {
  // Also that of Firefox's temporary add-ons. The tests load the extension in this way.
  const { installType } = await browser.management.getSelf();
  if (installType !== 'development') await browser.tabs.create({ url: browser.runtime.getURL(firstRunPage) });
}
