import browser from 'webextension-polyfill';

/**
 * In the panel: calls back once if the other end of the log's port is gone, for example because the extension was reloaded
 * and this document still exists. Nothing of the extension works in it any more. Uses no timer. Chromium 156 closes
 * DevTools on a reload, and Firefox 153 replaces the panel; older Chromium versions keep the panel's document.
 */
export function subscribeOrphaned(port: MessagePort, listener: () => void): () => void {
  const check = () => {
    if (document.visibilityState === 'visible' && !isExtensionAlive()) notify();
  };
  const end = () => {
    port.removeEventListener('close', notify);
    document.removeEventListener('visibilitychange', check);
  };
  const notify = () => {
    end();
    listener();
  };
  // Chromium fires `close` when the other end is gone, since 122; Firefox doesn't.
  port.addEventListener('close', notify);
  document.addEventListener('visibilitychange', check);
  return end;
}

function isExtensionAlive(): boolean {
  try {
    return browser.runtime.id !== undefined;
  } catch {
    return false;
  }
}
