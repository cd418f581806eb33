import type { Frame } from 'playwright';
import type { LaunchedBrowser } from '../chromium/launch';
import { waitUntil } from '../wait-until';

/** Chromium's own page and its own interface, as far as it is used here. */
type ExtensionsPage = {
  chrome: {
    developerPrivate: {
      updateProfileConfiguration(changes: { inDeveloperMode: boolean }): Promise<void>;
    };
  };
};

/** Reloads the extension from its own panel, as an update does. Returns when its background runs again. */
export async function reloadExtension(chrome: LaunchedBrowser, panel: Frame): Promise<void> {
  // Chromium loads an unpacked extension again only in developer mode.
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
  await panel.evaluate('setTimeout(() => chrome.runtime.reload())');
  await waitUntil('the extension runs again', async () => {
    const now = await findBackground();
    return now !== undefined && now !== before;
  });
  await session?.detach();
}
