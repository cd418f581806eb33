import browser, { type Runtime } from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';
import { matchPattern } from '../protocol/match-pattern';
import { isOrigin, parseWatchedNotice, type BackgroundRequest } from '../protocol/watch-messages';
import { watchPermissions } from '../protocol/permissions';
import { isOwnPage } from '../protocol/extension-page';

/** What came of a request to watch an origin. */
export type WatchOutcome =
  | 'watched'
  /** The options page was opened, which asks the user. */
  | 'page opened'
  | 'denied'
  /** Only pages of http and https origins can be watched. */
  | 'impossible'
  | 'failed';

/**
 * Starts to watch an origin from a DevTools panel, as far as the browser allows. Call it synchronously in the click
 * handler. Firefox doesn't allow permission requests in DevTools (bug 1796933), so there the options page is opened.
 * `readOrigin` returns the origin of the inspected page, undefined if the page can't be read.
 */
export async function startWatch(
  origin: string,
  readOrigin: () => Promise<string | undefined>,
): Promise<WatchOutcome> {
  if (__BROWSER__ !== 'firefox') return requestWatch(origin);
  // Firefox reports a navigation with a delay, and the user means the page on the screen.
  return openWatchPage((await readOrigin()) ?? origin);
}

/**
 * Requests the permission for the origin and starts to watch it. Call it synchronously in a click handler: the browser
 * shows its prompt only then. Pages that are already open and weren't watched before are watched from their next load on.
 */
export async function requestWatch(origin: string): Promise<WatchOutcome> {
  const pattern = matchPattern(origin);
  if (pattern === undefined) return 'impossible';
  try {
    const granted = await browser.permissions.request({
      ...watchPermissions,
      origins: [pattern],
    });
    if (!granted) return 'denied';
  } catch {
    return 'failed';
  }
  const watched = await requestBackground({ type: 'watch', origin });
  if (watched?.includes(origin) !== true) return 'failed';
  return 'watched';
}

/** Opens the options page to request this origin; see `subscribePendingWatch`. */
export async function openWatchPage(origin: string): Promise<WatchOutcome> {
  if (!isOrigin(origin)) return 'impossible';
  // `openOptionsPage` isn't available in Firefox's DevTools.
  const response = await requestBackground({ type: 'open-watch-page', origin });
  return response === undefined ? 'failed' : 'page opened';
}

/**
 * Unregisters the scripts of an origin, deletes its requests and removes its permission; with the last origin also the
 * `webRequest` permission. False if that failed.
 */
export async function stopWatch(origin: string): Promise<boolean> {
  const watched = await requestBackground({ type: 'unwatch', origin });
  return watched?.includes(origin) === false;
}

/** The watched origins; undefined if the background doesn't respond. */
export function listWatched(): Promise<readonly string[] | undefined> {
  return requestBackground({ type: 'list-watched' });
}

/** Emits the watched origins, now and when they change. */
export const subscribeWatched: Subscribe<ReadonlySet<string>> = (listener) => {
  let isEnded = false;
  let isReported = false;
  const handleMessage = (message: unknown, sender: Runtime.MessageSender) => {
    const notice = isOwnPage(sender) ? parseWatchedNotice(message) : undefined;
    if (notice === undefined) return;
    isReported = true;
    listener(new Set(notice.origins));
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(handleMessage);
  void listWatched().then((origins) => {
    // A change reported meanwhile is newer than this response.
    if (!isEnded && !isReported) listener(new Set(origins));
  });
  return () => {
    isEnded = true;
    onMessage.removeListener(handleMessage);
  };
};

/** Makes the content scripts that already run in a tab's frames connect; by themselves they connect only at their start. */
export async function wakeTab(tabId: number): Promise<void> {
  await requestBackground({ type: 'wake-tab', tabId });
}

/** The watched origins in the background's response; undefined if it didn't respond. */
async function requestBackground(request: BackgroundRequest): Promise<readonly string[] | undefined> {
  try {
    return parseWatchedNotice(await browser.runtime.sendMessage(request))?.origins;
  } catch {
    return undefined;
  }
}

/** Reloads the inspected page. */
export function reloadPage(): void {
  browser.devtools.inspectedWindow.reload({});
}
