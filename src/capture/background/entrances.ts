import browser, { type Menus, type Tabs } from 'webextension-polyfill';
import { openViewer } from '../protocol/open-viewer';
import { type ViewerContent } from '../protocol/viewer-messages';
import { maxHandedLength } from '../protocol/limits';

const menuId = 'inspect';
/** The name of the keyboard command in the manifest. */
const viewerCommand = 'open-viewer';

/**
 * Opens the viewer from the browser's context menu (with the selected text or the link) and with a keyboard command.
 * The menu's item has the title. Call it while the background starts, otherwise the browser doesn't wake it for these
 * events.
 */
export function serveEntrances(title: string): void {
  createMenu(title);
  // An update may have another title.
  browser.runtime.onInstalled.addListener(() => {
    void browser.contextMenus.removeAll().then(() => createMenu(title));
  });
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === menuId) void openViewer(contentOf(readMenuText(info)), besideTab(tab));
  });
  browser.commands.onCommand.addListener((command) => {
    if (command === viewerCommand) void openViewer(undefined);
  });
}

/** The browser keeps the item while the background sleeps. Then creating it again fails, and nothing needs to be done. */
function createMenu(title: string): void {
  browser.contextMenus.create(
    { id: menuId, title, contexts: ['selection', 'link'] },
    () => void browser.runtime.lastError,
  );
}

/** The selected text, and the address of the link. */
function readMenuText({ selectionText = '', linkUrl = '' }: Menus.OnClickData): string {
  return [selectionText, linkUrl].filter((text) => text !== '').join('\n');
}

/** A longer text is cut off; the viewer then reports a token that ends there as cut off. */
function contentOf(text: string): ViewerContent | undefined {
  return text.trim() === '' ? undefined : { type: 'viewer-text', text: text.slice(0, maxHandedLength) };
}

function besideTab(tab: Tabs.Tab | undefined): Omit<Tabs.CreateCreatePropertiesType, 'url'> {
  if (tab?.id === undefined || tab.id < 0) return {};
  const { index, windowId } = tab;
  return { index: index + 1, ...(windowId !== undefined && { windowId }) };
}
