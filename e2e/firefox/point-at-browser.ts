import { waitUntil } from '../wait-until';
import type { Marionette } from './marionette';

/**
 * Makes the page in a `<browser>` element Marionette's current page: commands then find, read, click and type there, with
 * real input. Marionette can only select tabs and their frames, so its session is redirected from inside the browser.
 * The page also gets the focus of the window, which a real click would give it.
 * `find` is the body of a function in the browser's window that returns the element; `args` are its arguments.
 */
export async function pointAtBrowser(
  marionette: Marionette,
  name: string,
  find: string,
  args: readonly unknown[],
): Promise<void> {
  await waitUntil(`${name} is there`, () =>
    marionette.inChrome<boolean>(
      `const element = await (async (args) => { ${find} })(args[1]);
      if (!element?.browsingContext) return false;
      const { getWebDriverSessionById } = ChromeUtils.importESModule('chrome://remote/content/shared/webdriver/Session.sys.mjs');
      getWebDriverSessionById(args[0]).contentBrowsingContext = element.browsingContext;
      if (element.ownerDocument.activeElement !== element) element.focus();
      return true;`,
      [marionette.sessionId, args],
    ),
  );
}
