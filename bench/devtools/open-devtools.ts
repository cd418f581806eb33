import { expect } from 'playwright/test';
import type { Frame, Page } from 'playwright';
import { launchBrowser, type LaunchedBrowser } from '../../e2e/chromium/launch';

/** A browser whose one page is inspected. */
export interface Inspected {
  readonly browser: LaunchedBrowser;
  readonly page: Page;
  readonly panel: Frame;
  /** The hidden page of the extension that listens. */
  readonly listener: Frame;
}

/** Starts Chromium with this extension, DevTools open before the page is loaded, the panel shown. */
export async function openInspected(extension: string, url: string): Promise<Inspected> {
  const browser = await launchBrowser({ extension });
  const page = await browser.openPage('about:blank', { devtools: true });
  const { panel, devtools } = await browser.openPanelFor(page);
  await page.goto(url);
  const listener = devtools.page.frames().find((frame) => frame.url().endsWith('devtools.html'));
  if (listener === undefined) throw new Error('the extension has no devtools page');
  return { browser, page, panel, listener };
}

/** How many requests the panel says it has seen. */
export async function countSeen(panel: Frame): Promise<number> {
  const said = await panel.getByRole('contentinfo').innerText();
  return Number(/([\d,.\s]+) requests? seen/.exec(said)?.[1]?.replaceAll(/\D/g, '') ?? Number.NaN);
}

/** Waits until the panel has seen as many, and answers how many it says in the end. */
export async function settleSeen(panel: Frame, expected: number): Promise<number> {
  await expect
    .poll(() => countSeen(panel), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(expected)
    .catch(() => {});
  return countSeen(panel);
}
