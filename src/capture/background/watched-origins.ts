import browser, { type Scripting } from 'webextension-polyfill';
import { maxWatchedOrigins } from '../protocol/limits';
import { isOrigin } from '../protocol/watch-messages';

/** How the ids of a watched origin's two registered scripts begin; the origin is the rest. */
export const contentPrefix = 'content ';
export const pagePrefix = 'page ';

/** The watched origins: those whose scripts are registered with the browser, which remembers them for the background. */
export async function listWatched(): Promise<readonly string[]> {
  // Not there until the person grants it.
  const scripting: Scripting.Static | undefined = browser.scripting;
  const scripts = (await scripting?.getRegisteredContentScripts()) ?? [];
  return scripts
    .filter(({ id }) => id.startsWith(contentPrefix))
    .map(({ id }) => id.slice(contentPrefix.length));
}

/** In `storage.local`, which is on the disk: origins that a person chose to watch, and nothing of what was seen there. */
const rememberedKey = 'watchedOrigins';

/** The origins that were watched when they last changed, checked anew. */
export async function readRemembered(): Promise<readonly string[]> {
  const { [rememberedKey]: origins } = await browser.storage.local.get(rememberedKey);
  return Array.isArray(origins) ? origins.slice(0, maxWatchedOrigins).filter(isOrigin) : [];
}

export async function rememberWatched(origins: readonly string[]): Promise<void> {
  const kept = { [rememberedKey]: origins.slice(0, maxWatchedOrigins) };
  // What is watched is watched all the same, until the extension is next loaded.
  await browser.storage.local.set(kept).catch(() => {});
}
