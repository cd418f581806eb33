import browser, { type Runtime } from 'webextension-polyfill';

/**
 * Whether a message comes from a page of the extension or its background. Content scripts carry the extension's id as
 * well, and a page can have taken over the process that they run in; only our own pages have a URL of our own.
 */
export function isOwnPage({ id, url }: Runtime.MessageSender): boolean {
  return id === browser.runtime.id && url?.startsWith(browser.runtime.getURL('')) === true;
}
