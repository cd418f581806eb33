import browser, { type Runtime } from 'webextension-polyfill';
import type { Subscribe } from '../../traffic';
import { matchPattern } from '../protocol/match-pattern';
import { isOrigin, parseWatchedNotice, type BackgroundRequest } from '../protocol/watch-messages';
import { isOwnPage } from '../protocol/extension-page';

export type WatchOutcome =
  | 'watched'
  /** Another page was opened, which asks the person. */
  | 'asked elsewhere'
  | 'refused'
  /** Only pages of http and https origins can be watched. */
  | 'impossible'
  | 'failed';

/**
 * Begins to watch an origin from a DevTools panel, as the browser allows. Call it synchronously in the click.
 * Firefox cannot ask for permissions from its DevTools (bug 1796933): there the options page is opened to ask.
 * `readOrigin` returns the origin of the inspected page, undefined if the page can't be asked.
 */
export async function startWatch(
  origin: string,
  readOrigin: () => Promise<string | undefined>,
): Promise<WatchOutcome> {
  if (__BROWSER__ !== 'firefox') return requestWatch(origin);
  // Firefox reports a navigation a moment after it happened, and the user means the page on the screen.
  return openWatchPage((await readOrigin()) ?? origin);
}

/**
 * Asks the person for the origin and begins to watch it. Call it synchronously in a click: the browser shows its prompt
 * only then. Pages already open, and not watched before, are watched from their next load on.
 */
export async function requestWatch(origin: string): Promise<WatchOutcome> {
  const pattern = matchPattern(origin);
  if (pattern === undefined) return 'impossible';
  try {
    const granted = await browser.permissions.request({
      permissions: ['scripting', 'webRequest'],
      origins: [pattern],
    });
    if (!granted) return 'refused';
  } catch {
    return 'failed';
  }
  const watched = await askBackground({ type: 'watch', origin });
  if (watched?.includes(origin) !== true) return 'failed';
  return 'watched';
}

/** Opens the options page to ask for this origin; see `subscribePendingWatch`. */
export async function openWatchPage(origin: string): Promise<WatchOutcome> {
  if (!isOrigin(origin)) return 'impossible';
  // Firefox gives its DevTools no `openOptionsPage`.
  const answer = await askBackground({ type: 'open-watch-page', origin });
  return answer === undefined ? 'failed' : 'asked elsewhere';
}

/**
 * Unregisters the scripts of an origin, forgets its requests and gives its permission back, with the last one that of
 * `webRequest` too. False when the browser did not do it.
 */
export async function stopWatch(origin: string): Promise<boolean> {
  const watched = await askBackground({ type: 'unwatch', origin });
  return watched?.includes(origin) === false;
}

/** Hands over the watched origins, now and whenever they change. */
export const subscribeWatched: Subscribe<ReadonlySet<string>> = (listener) => {
  let isEnded = false;
  let isReported = false;
  const told = (message: unknown, sender: Runtime.MessageSender) => {
    const notice = isOwnPage(sender) ? parseWatchedNotice(message) : undefined;
    if (notice === undefined) return;
    isReported = true;
    listener(new Set(notice.origins));
  };
  const { onMessage } = browser.runtime;
  onMessage.addListener(told);
  void askBackground({ type: 'list-watched' }).then((origins) => {
    // A change told meanwhile is newer than this answer.
    if (!isEnded && !isReported) listener(new Set(origins));
  });
  return () => {
    isEnded = true;
    onMessage.removeListener(told);
  };
};

/** Has the content scripts that are already in a tab's frames connect: they do so by themselves only when they start. */
export async function wakeTab(tabId: number): Promise<void> {
  await askBackground({ type: 'wake-tab', tabId });
}

/** The watched origins as the background answers; undefined when it did not. */
async function askBackground(request: BackgroundRequest): Promise<readonly string[] | undefined> {
  try {
    return parseWatchedNotice(await browser.runtime.sendMessage(request))?.origins;
  } catch {
    return undefined;
  }
}

/** Loads the inspected page again. */
export function reloadPage(): void {
  browser.devtools.inspectedWindow.reload({});
}
