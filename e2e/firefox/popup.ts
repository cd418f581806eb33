import type { Marionette } from './marionette';
import { pointAtBrowser } from './point-at-browser';

/** Presses the extension's button in the toolbar of the window. */
export async function openPopup(marionette: Marionette, extensionId: string): Promise<void> {
  await marionette.inChrome(
    `const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID(args[0]);
    await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);`,
    [extensionId],
  );
}

/** Makes the popup that is open Marionette's current page. */
export async function pointAtPopup(marionette: Marionette, extensionUrl: string): Promise<void> {
  await pointAtBrowser(
    marionette,
    'the popup',
    `return [...document.querySelectorAll('.webextension-popup-browser')].find(
      ({ currentURI, webProgress }) => currentURI.spec.startsWith(args[0]) && !webProgress.isLoadingDocument,
    );`,
    [extensionUrl],
  );
}
