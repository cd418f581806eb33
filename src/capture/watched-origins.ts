import browser, { type Scripting } from 'webextension-polyfill';

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
