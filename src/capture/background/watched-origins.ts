import browser, { type Scripting } from 'webextension-polyfill';
import { maxWatchedOrigins } from '../protocol/limits';
import { isOrigin } from '../protocol/watch-messages';

/** ID prefix of the script in the isolated world, followed by the watched origin. */
export const contentPrefix = 'content ';
/** ID prefix of the script in the page's own world, followed by the watched origin. */
export const pagePrefix = 'page ';

/** The watched origins: those whose scripts are registered with the browser, which persists them for the background. */
export async function listWatched(): Promise<readonly string[]> {
  // The API exists only once the permission is granted.
  const scripting: Scripting.Static | undefined = browser.scripting;
  const scripts = (await scripting?.getRegisteredContentScripts()) ?? [];
  return scripts
    .filter(({ id }) => id.startsWith(contentPrefix))
    .map(({ id }) => id.slice(contentPrefix.length));
}

/** In `storage.local`, which is on disk: only the origins that the user chose to watch, nothing captured there. */
const rememberedKey = 'watchedOrigins';

/** The origins that were watched after the last change, validated. */
export async function readRemembered(): Promise<readonly string[]> {
  const { [rememberedKey]: origins } = await browser.storage.local.get(rememberedKey);
  return Array.isArray(origins) ? origins.slice(0, maxWatchedOrigins).filter(isOrigin) : [];
}

/** Stores the watched origins on disk, up to the limit on their number. A failure is ignored. */
export async function rememberWatched(origins: readonly string[]): Promise<void> {
  const values = { [rememberedKey]: origins.slice(0, maxWatchedOrigins) };
  // If this fails, the origins are still watched until the extension is next loaded.
  await browser.storage.local.set(values).catch(() => {});
}
