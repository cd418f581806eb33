import browser, { type Runtime, type Tabs } from 'webextension-polyfill';
import { isOwnPage } from './extension-page';
import { parseViewerRequest, type ViewerContent } from './viewer-messages';

const viewerPage = 'src/entry/viewer.html';
/** The viewer’s page asks within a fraction of a second, unless the computer is very busy. */
const timeLimitMs = 60_000;
/**
 * For another viewer's request: any response, even undefined, could come before that of its own opener. It's in a
 * constant because Firefox responds for a promise that is garbage collected.
 */
const noResponse = new Promise<never>(() => {});

/** A viewer's tab, and whether its page has taken the content. */
export interface OpenedViewer {
  readonly tabId: number;
  /** Resolves with false if the page doesn't ask for it, or its tab is closed before. */
  readonly taken: Promise<boolean>;
}

/**
 * Opens a viewer and hands the content over in memory, when its page asks for it: the content is in no URL and in no
 * storage. Undefined if the browser can't open the tab.
 */
export async function openViewer(
  content: ViewerContent | undefined,
  tab: Omit<Tabs.CreateCreatePropertiesType, 'url'> = {},
): Promise<OpenedViewer | undefined> {
  const { onMessage } = browser.runtime;
  const { onRemoved } = browser.tabs;
  let tabId: number | undefined;
  let opened: Promise<Tabs.Tab | undefined> = Promise.resolve(undefined);
  let take: (isTaken: boolean) => void = () => {};
  const taken = new Promise<boolean>((resolve) => (take = resolve));
  // Added before the tab is created, since its page may ask first.
  const respond = (message: unknown, sender: Runtime.MessageSender) => {
    if (!isOwnPage(sender) || parseViewerRequest(message) === undefined) return undefined;
    if (tabId !== undefined && tabId !== sender.tab?.id) return undefined;
    return opened.then((created) => {
      if (created?.id === undefined || created.id !== sender.tab?.id) return noResponse;
      end(true);
      return content;
    });
  };
  const remove = (removedId: number) => {
    void opened.then((created) => created?.id === removedId && end(false));
  };
  const end = (isTaken: boolean) => {
    onMessage.removeListener(respond);
    onRemoved.removeListener(remove);
    clearTimeout(timer);
    take(isTaken);
  };
  if (content !== undefined) {
    onMessage.addListener(respond);
    onRemoved.addListener(remove);
  }
  const timer = setTimeout(() => end(false), timeLimitMs);
  const url = browser.runtime.getURL(viewerPage);
  opened = browser.tabs.create({ ...tab, url }).catch(() => undefined);
  tabId = (await opened)?.id;
  if (tabId === undefined || content === undefined) end(tabId !== undefined);
  return tabId === undefined ? undefined : { tabId, taken };
}
