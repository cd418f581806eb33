import type { LaunchedBrowser } from '../chromium/launch';
import { waitUntil } from '../wait-until';

/** The part of Chromium's own extensions page and API that is used here. */
type ExtensionsPage = {
  chrome: {
    developerPrivate: {
      updateProfileConfiguration(changes: { inDeveloperMode: boolean }): Promise<void>;
    };
  };
};

/** Calls `reload`, and waits until the extension runs again and its DevTools are closed. */
export async function awaitReload(chrome: LaunchedBrowser, reload: () => Promise<unknown>): Promise<void> {
  // Chromium reloads an unpacked extension only in developer mode.
  const settings = await chrome.openPage('chrome://extensions');
  await settings.evaluate(() =>
    (window as unknown as ExtensionsPage).chrome.developerPrivate.updateProfileConfiguration({
      inDeveloperMode: true,
    }),
  );
  await settings.close();

  const session = await chrome.context.browser()?.newBrowserCDPSession();
  const findBackground = async () => {
    const filter = [{ type: 'service_worker' }];
    const found = await session?.send('Target.getTargets', { filter });
    const own = `chrome-extension://${chrome.extensionId}/`;
    return found?.targetInfos.find(({ url }) => url.startsWith(own))?.targetId;
  };
  const before = await findBackground();
  await reload();
  await waitUntil('the extension runs again', async () => {
    const now = await findBackground();
    return now !== undefined && now !== before;
  });
  await waitUntil(
    'its DevTools are closed',
    () => !chrome.context.pages().some((page) => page.url().startsWith('devtools://')),
  );
  await session?.detach();
}
