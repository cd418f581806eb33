import { expect } from 'playwright/test';
import type { Frame, Page } from 'playwright';
import { launchBrowser, type LaunchedBrowser } from '../../e2e/chromium/launch';

/** A browser with one inspected page. */
export interface Inspected {
  readonly browser: LaunchedBrowser;
  readonly page: Page;
  readonly panel: Frame;
  /** The hidden devtools page of the extension. */
  readonly listener: Frame;
}

/** Starts Chromium with this extension, opens DevTools before the page is loaded, and shows the panel. */
export async function openInspected(extension: string, url: string): Promise<Inspected> {
  const browser = await launchBrowser({ extension });
  const page = await browser.openPage('about:blank', { devtools: true });
  const { panel, devtools } = await browser.openPanelFor(page);
  await page.goto(url);
  const listener = devtools.page.frames().find((frame) => frame.url().endsWith('devtools.html'));
  if (listener === undefined) throw new Error('the extension has no devtools page');
  return { browser, page, panel, listener };
}

/** The number of requests in the panel's status bar. */
export async function countRequests(panel: Frame): Promise<number> {
  const text = await panel.getByRole('contentinfo').innerText();
  return Number(/([\d,.\s]+) requests?/.exec(text)?.[1]?.replaceAll(/\D/g, '') ?? Number.NaN);
}

/** Waits until the panel has this many requests, or a timeout, and returns the number. */
export async function settleRequests(panel: Frame, expected: number): Promise<number> {
  await expect
    .poll(() => countRequests(panel), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(expected)
    .catch(() => {});
  return countRequests(panel);
}
