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

/** Where the build put the two scripts of a watched frame. */
export interface ScriptFiles {
  readonly content: string;
  readonly page: string;
}

/** What else follows the watched origins in the background. */
export interface WatchFollower {
  /** Told at each change; what it holds of other origins it forgets. */
  setWatched(origins: readonly string[]): Promise<void>;
}

/**
 * Registers and unregisters the scripts of watched origins for the extension's other pages, which in Firefox's DevTools
 * cannot do it themselves. What is watched is what is registered with the browser; a browser forgets that when the
 * extension is loaded again or updated, so the origins are remembered beside it.
 * Call it while the background starts, or the browser does not wake it for these events.
 */
export function serveWatching(files: ScriptFiles, requests: WatchFollower): void {
  // One change at a time: each reads the whole list and writes it, so of two at once the list of one would be lost.
  let lastChange: Promise<unknown> = restore(files, requests).catch(() => {});
  const change = <T>(task: () => Promise<T>): Promise<T> => {
    const changed = lastChange.then(task);
    lastChange = changed.catch(() => {});
    return changed;
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const request = isOwnPage(sender) ? parseBackgroundRequest(message) : undefined;
    return request && change(() => answer(request, files, requests));
  });
  browser.permissions.onRemoved.addListener(() => {
    void change(async () => {
      await dropUnpermitted();
      await tellAll(requests);
    });
  });
}

async function answer(
  request: BackgroundRequest,
  files: ScriptFiles,
  requests: WatchFollower,
): Promise<WatchedNotice> {
  switch (request.type) {
    case 'watch':
      await watch(request.origin, files);
      await forgetPending(request.origin);
      return tellAll(requests);
    case 'unwatch':
      await unwatch(request.origin);
      return tellAll(requests);
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
    // Frames written by the page itself, as about:blank and srcdoc, have its origin.
    matchOriginAsFallback: true,
    runAt: 'document_start',
  };
  await browser.scripting
    .registerContentScripts([
      { ...script, id: pagePrefix + origin, js: [files.page], world: 'MAIN' },
      { ...script, id: contentPrefix + origin, js: [files.content], world: 'ISOLATED' },
    ])
    .catch(async () => {
      // Two requests for the origin met: it is watched. Else nobody would see that a permission was left behind.
      if (!(await listWatched()).includes(origin)) await unwatch(origin);
    });
}

/** Registers again what was watched when the extension was last loaded, as far as it is still permitted. */
async function restore(files: ScriptFiles, requests: WatchFollower): Promise<void> {
  const watched = await listWatched();
  const missing = (await readRemembered()).filter((origin) => !watched.includes(origin));
  for (const origin of missing) await watch(origin, files);
  if (missing.length > 0) await tellAll(requests);
}

async function unwatch(origin: string): Promise<void> {
  const pattern = matchPattern(origin);
  await unregister(origin);
  // Where a pattern holds all ports, another origin may still need it.
  const isNeeded = (await listWatched()).some((other) => matchPattern(other) === pattern);
  if (pattern === undefined || isNeeded) return;
  // Rejects where an administrator granted it: then it is not ours to give back.
  await browser.permissions.remove({ origins: [pattern] }).catch(() => {});
}

/** The person can take a permission back in the browser's own pages. */
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

async function tellAll(requests: WatchFollower): Promise<WatchedNotice> {
  const notice = await watchedNotice();
  await rememberWatched(notice.origins);
  await requests.setWatched(notice.origins);
  if (notice.origins.length === 0) await giveBackRequests();
  // Rejects when none of the extension's pages is open.
  await browser.runtime.sendMessage(notice).catch(() => {});
  return notice;
}

/** Once nothing is watched, nothing is left to hear of. */
async function giveBackRequests(): Promise<void> {
  const permissions: Permissions.Permissions = { permissions: ['webRequest'] };
  // Asked first, since giving back is told as a removal, which ends here again.
  if (!(await browser.permissions.contains(permissions))) return;
  await browser.permissions.remove(permissions).catch(() => {});
}

async function wake(tabId: number): Promise<void> {
  const message: WakeMessage = { type: 'wake' };
  // Rejects when no frame of the tab has a content script.
  await browser.tabs.sendMessage(tabId, message).catch(() => {});
}
