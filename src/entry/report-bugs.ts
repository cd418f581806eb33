import browser from 'webextension-polyfill';

/**
 * Reports every exception of this page that nothing caught. Keeps them out of the console, where their messages could
 * quote a token. Reports nothing after the extension was reloaded, when its APIs are gone, and no event without an
 * exception: browsers send one when a ResizeObserver needs another frame.
 */
export function reportBugsTo(report: (error: unknown) => void): void {
  const take = (event: Event, error: unknown) => {
    event.preventDefault();
    if (error === undefined || error === null) return;
    if ((browser.runtime as { id?: string }).id !== undefined) report(error);
  };
  addEventListener('error', (event) => take(event, event.error));
  addEventListener('unhandledrejection', (event) => take(event, event.reason));
}
