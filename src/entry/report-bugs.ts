import browser from 'webextension-polyfill';

/**
 * Reports every exception of this page that nothing caught. Keeps them out of the console, where their messages could
 * quote a token. After the extension was reloaded nothing is reported: the APIs that are gone then are no bug of ours.
 */
export function reportBugsTo(report: (error: unknown) => void): void {
  const take = (event: Event, error: unknown) => {
    event.preventDefault();
    if ((browser.runtime as { id?: string }).id !== undefined) report(error);
  };
  addEventListener('error', (event) => take(event, event.error));
  addEventListener('unhandledrejection', (event) => take(event, event.reason));
}
