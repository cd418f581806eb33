import browser, { type Runtime } from 'webextension-polyfill';

/**
 * Whether a message comes from a page of the extension or its background. Content scripts have the extension's ID as
 * well, and a page can have compromised the process they run in. Only our own pages have a URL of the extension.
 */
export function isOwnPage({ id, url }: Runtime.MessageSender): boolean {
  return id === browser.runtime.id && url?.startsWith(browser.runtime.getURL('')) === true;
}
