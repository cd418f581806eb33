import browser from 'webextension-polyfill';

/**
 * Reports every uncaught exception in this page. Keeps them out of the console, because their messages could contain
 * token text. Ignores exceptions after the extension was reloaded, when its APIs are gone, and error events without an
 * exception, which browsers dispatch when a ResizeObserver needs another frame.
 */
export function reportBugsTo(report: (error: unknown) => void): void {
  const handle = (event: Event, error: unknown) => {
    event.preventDefault();
    if (error === undefined || error === null) return;
    if ((browser.runtime as { id?: string }).id !== undefined) report(error);
  };
  addEventListener('error', (event) => handle(event, event.error));
  addEventListener('unhandledrejection', (event) => handle(event, event.reason));
}
