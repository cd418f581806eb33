import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright';
import { expect } from 'playwright/test';
import { launchBrowser } from '../../e2e/chromium/launch';
import { createSlowBodies, type SlowBodies } from '../../e2e/world/slow-bodies';
import { describeLongest, longestTaskMs, noteLongTasks } from './long-tasks';
import { openInspected } from './open-devtools';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const waiting = { timeout: 180_000 };

/** Eleven bodies of 3.5 MB that are hard to search, and one of them pasted: how long nothing else can be done. */
export async function benchHostile(): Promise<void> {
  const slow = await createSlowBodies();
  await benchBodies(slow);
  await benchPopup(slow);
  await slow.close();
}

async function benchBodies(slow: SlowBodies): Promise<void> {
  const { browser, page, panel, listener } = await openInspected(ownBuild, slow.url);
  for (const frame of [panel, listener]) await noteLongTasks(frame);
  const started = performance.now();
  await page.evaluate('fetchAll()');
  const fetched = performance.now();
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.fill('behind-body');
  await expect(panel.getByRole('grid', { name: 'Tokens' })).toHaveAttribute(
    'aria-rowcount',
    String(slow.subjects.length + 1),
    waiting,
  );
  const found = performance.now();
  console.log(`${slow.subjects.length} bodies of 3.5 MB that are hard to search:`);
  console.log(
    `  fetched in ${seconds(fetched - started)}, the last token found ${seconds(found - fetched)} later`,
  );
  console.log(
    `  longest task: panel ${await describeOf(panel)}, devtools page ${await describeOf(listener)}`,
  );
  await browser.close();
}

async function benchPopup({ body, subjects }: SlowBodies): Promise<void> {
  const browser = await launchBrowser({ extension: ownBuild });
  await browser.openPage('about:blank');
  const popup: Page = await browser.openPopup();
  const box = popup.getByRole('textbox', { name: 'Token' });
  const frame = popup.mainFrame();
  await noteLongTasks(frame);
  // What the browser itself takes for a text of this length, which no search is made of.
  await box.evaluate((element: HTMLTextAreaElement, text) => {
    const other = document.createElement('textarea');
    element.after(other);
    other.value = text;
    return other.scrollHeight;
  }, body);
  const browserMs = await longestTaskMs(frame);
  await popup.evaluate(() => document.querySelector('textarea + textarea')?.remove());
  await noteLongTasks(frame);
  const started = performance.now();
  await box.fill(body);
  await expect(popup.getByText(subjects[0] ?? '').first()).toBeVisible(waiting);
  console.log(`  pasted into the popup: found after ${seconds(performance.now() - started)}`);
  console.log(
    `  longest task ${describeLongest(await longestTaskMs(frame))}; an empty page's own for a box with this text: ${describeLongest(browserMs)}`,
  );
  await browser.close();
}

async function describeOf(frame: Frame): Promise<string> {
  return describeLongest(await longestTaskMs(frame));
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
