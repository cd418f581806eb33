import browser from 'webextension-polyfill';

/**
 * In the panel: calls back once when nobody is left at the other end of the log's port, as when the extension was
 * reloaded and this document outlived it. It can then only say so: nothing of the extension works in it any more.
 * Asks nothing on a timer. Chromium 156 closes DevTools itself at a reload, and Firefox 153 takes the panel away and
 * adds a new one; an older Chromium leaves the panel's document where it was.
 */
export function subscribeOrphaned(port: MessagePort, listener: () => void): () => void {
  const check = () => {
    if (document.visibilityState === 'visible' && !isExtensionAlive()) tell();
  };
  const end = () => {
    port.removeEventListener('close', tell);
    document.removeEventListener('visibilitychange', check);
  };
  const tell = () => {
    end();
    listener();
  };
  // Chromium tells a port that its other end is gone, since 122; Firefox does not.
  port.addEventListener('close', tell);
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
