import browser, { type Permissions, type Runtime, type Scripting } from 'webextension-polyfill';
import { matchPattern } from '../protocol/match-pattern';
import { type WakeMessage } from '../protocol/messages';
import {
  parseBackgroundRequest,
  type BackgroundRequest,
  type WatchedNotice,
} from '../protocol/watch-messages';
import { isOwnPage } from '../protocol/extension-page';
import { forgetPending, rememberPending } from '../protocol/pending-watch';
import { contentPrefix, listWatched, pagePrefix, readRemembered, rememberWatched } from './watched-origins';

/** Paths of the scripts of a watched frame in the build, in the order in which they run. */
export interface ScriptFiles {
  readonly content: string[];
  readonly page: string[];
}

/** Another part of the background that follows the watched origins. */
export interface WatchFollower {
  /** Called at each change. Removes everything it stores for other origins. */
  setWatched(origins: readonly string[]): Promise<void>;
}

/**
 * Registers and unregisters the scripts of watched origins for the extension's other pages, which can't do it themselves
 * in Firefox's DevTools. An origin is watched while its scripts are registered with the browser. Browsers drop the
 * registrations when the extension is reloaded or updated, so the origins are stored as well.
 * Call it while the background starts, otherwise the browser doesn't wake it for these events.
 */
export function serveWatching(files: ScriptFiles, requests: WatchFollower): void {
  // One change at a time: each reads the whole list and writes it, so concurrent changes would overwrite each other.
  let lastChange: Promise<unknown> = restore(files, requests).catch(() => {});
  const change = <T>(task: () => Promise<T>): Promise<T> => {
    const changed = lastChange.then(task);
    lastChange = changed.catch(() => {});
    return changed;
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const request = isOwnPage(sender) ? parseBackgroundRequest(message) : undefined;
    return request && change(() => handle(request, files, requests));
  });
  browser.permissions.onRemoved.addListener(() => {
    void change(async () => {
      await dropUnpermitted();
      await notifyAll(requests);
    });
  });
}

async function handle(
  request: BackgroundRequest,
  files: ScriptFiles,
  requests: WatchFollower,
): Promise<WatchedNotice> {
  switch (request.type) {
    case 'watch':
      await watch(request.origin, files);
      await forgetPending(request.origin);
      return notifyAll(requests);
    case 'unwatch':
      await unwatch(request.origin);
      return notifyAll(requests);
    case 'open-watch-page':
      await rememberPending(request.origin);
      await browser.runtime.openOptionsPage();
      return watchedNotice();
    case 'wake-tab':
      await wake(request.tabId);
      return watchedNotice();
    case 'list-watched':
      return watchedNotice();
  }
}

async function watch(origin: string, files: ScriptFiles): Promise<void> {
  const pattern = matchPattern(origin);
  if (pattern === undefined || (await listWatched()).includes(origin) || !(await isPermitted(pattern)))
    return;
  const script: Omit<Scripting.RegisteredContentScript, 'id'> = {
    matches: [pattern],
    allFrames: true,
    // about:blank and srcdoc frames have the origin of the page that wrote them.
    matchOriginAsFallback: true,
    runAt: 'document_start',
  };
  await browser.scripting
    .registerContentScripts([
      { ...script, id: pagePrefix + origin, js: files.page, world: 'MAIN' },
      { ...script, id: contentPrefix + origin, js: files.content, world: 'ISOLATED' },
    ])
    .catch(async () => {
      // If two requests for the origin coincided, it's watched now. Otherwise remove the permission, which would stay unnoticed.
      if (!(await listWatched()).includes(origin)) await unwatch(origin);
    });
}

/** Registers again what was watched when the extension was last loaded, if it's still permitted. */
async function restore(files: ScriptFiles, requests: WatchFollower): Promise<void> {
  const watched = await listWatched();
  const missing = (await readRemembered()).filter((origin) => !watched.includes(origin));
  for (const origin of missing) await watch(origin, files);
  if (missing.length > 0) await notifyAll(requests);
}

async function unwatch(origin: string): Promise<void> {
  const pattern = matchPattern(origin);
  await unregister(origin);
  // In Firefox a pattern matches all ports, so another origin may still need it.
  const isNeeded = (await listWatched()).some((other) => matchPattern(other) === pattern);
  if (pattern === undefined || isNeeded) return;
  // Rejects if an administrator granted the permission; then it can't be removed.
  await browser.permissions.remove({ origins: [pattern] }).catch(() => {});
}

/** The user can revoke a permission in the browser's settings. */
async function dropUnpermitted(): Promise<void> {
  for (const origin of await listWatched()) {
    const pattern = matchPattern(origin);
    if (pattern === undefined || !(await isPermitted(pattern))) await unregister(origin);
  }
}

async function unregister(origin: string): Promise<void> {
  if (!(await listWatched()).includes(origin)) return;
  await browser.scripting.unregisterContentScripts({ ids: [pagePrefix + origin, contentPrefix + origin] });
}

function isPermitted(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['scripting'], origins: [pattern] });
}

async function watchedNotice(): Promise<WatchedNotice> {
  return { type: 'watched', origins: await listWatched() };
}

async function notifyAll(requests: WatchFollower): Promise<WatchedNotice> {
  const notice = await watchedNotice();
  await rememberWatched(notice.origins);
  await requests.setWatched(notice.origins);
  if (notice.origins.length === 0) await removeRequestPermission();
  // Rejects if none of the extension's pages is open.
  await browser.runtime.sendMessage(notice).catch(() => {});
  return notice;
}

/** When nothing is watched any more, `webRequest` isn't needed. */
async function removeRequestPermission(): Promise<void> {
  const permissions: Permissions.Permissions = { permissions: ['webRequest'] };
  // Checked first, since removing the permission fires `onRemoved`, which calls this again.
  if (!(await browser.permissions.contains(permissions))) return;
  await browser.permissions.remove(permissions).catch(() => {});
}

async function wake(tabId: number): Promise<void> {
  const message: WakeMessage = { type: 'wake' };
  // Rejects if no frame of the tab has a content script.
  await browser.tabs.sendMessage(tabId, message).catch(() => {});
}
