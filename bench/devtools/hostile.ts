import { fileURLToPath } from 'node:url';
import type { Frame, Locator, Page } from 'playwright';
import { expect } from 'playwright/test';
import { launchBrowser } from '../../e2e/chromium/launch';
import { fenceSubject, makeFence, sendFence } from '../../e2e/sources/fence';
import { createSlowBodies, type SlowBodies } from '../../e2e/world/slow-bodies';
import { watchHeap } from './heap';
import { describeLongest, longestTaskMs, noteLongTasks } from './long-tasks';
import { openInspected } from './open-devtools';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const waiting = { timeout: 180_000 };

/**
 * Twelve bodies of 3.5 MB that are hard to search, and one of them pasted: how long other work is blocked, and the size
 * of the heap.
 */
export async function benchHostile(): Promise<void> {
  const slow = await createSlowBodies();
  for (const order of ['one after another', 'all at once'] as const) await benchBodies(slow, order);
  await benchPopup(slow);
  await slow.close();
}

async function benchBodies(slow: SlowBodies, order: 'one after another' | 'all at once'): Promise<void> {
  const { browser, page, panel, listener } = await openInspected(ownBuild, slow.url);
  for (const frame of [panel, listener]) await noteLongTasks(frame);
  const heap = await watchHeap([panel, listener]);
  const before = await heap.settled();
  heap.peak();
  const started = performance.now();
  await page.evaluate(order === 'all at once' ? 'fetchAll()' : 'fetchEach()');
  const fetched = performance.now();
  // Tokens sent after them are searched after them.
  await page.evaluate(sendFence, await makeFence());
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  await panel.getByRole('combobox', { name: 'Filter' }).fill(fenceSubject);
  await expect(panel.getByRole('grid', { name: 'Tokens' })).toHaveAttribute('aria-rowcount', '2', waiting);
  const found = performance.now();
  const peak = heap.peak();
  const after = await heap.settled();
  await heap.end();
  console.log(`${slow.count} bodies of 3.5 MB that are hard to search, ${order}:`);
  console.log(`  fetched in ${seconds(fetched - started)}, all searched ${seconds(found - fetched)} later`);
  console.log(
    `  longest task: panel ${await describeOf(panel)}, devtools page ${await describeOf(listener)}`,
  );
  console.log(
    `  heap of panel and devtools page: ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most, ${after.toFixed(0)} MB after`,
  );
  await browser.close();
}

async function benchPopup({ body, subjects }: SlowBodies): Promise<void> {
  const browser = await launchBrowser({ extension: ownBuild });
  await browser.openPage('about:blank');
  const popup: Page = await browser.openPopup();
  const box = popup.getByRole('textbox', { name: 'Token' });
  const frame = popup.mainFrame();
  // The browser's own time for a text of this length, without any search.
  await box.evaluate((element) => {
    const other = element.cloneNode() as HTMLTextAreaElement;
    other.ariaLabel = 'Other';
    element.after(other);
  });
  await noteLongTasks(frame);
  await enter(popup.getByRole('textbox', { name: 'Other' }), body);
  const browserMs = await longestTaskMs(frame);
  await popup.evaluate(() => document.querySelector('textarea + textarea')?.remove());
  await noteLongTasks(frame);
  const started = performance.now();
  await enter(box, body);
  await expect(popup.getByText(subjects[0] ?? '').first()).toBeVisible(waiting);
  console.log(`  pasted into the popup: found after ${seconds(performance.now() - started)}`);
  console.log(
    `  longest task ${describeLongest(await longestTaskMs(frame))}; the browser's own for a box with this text that nothing reads: ${describeLongest(browserMs)}`,
  );
  await browser.close();
}

async function describeOf(frame: Frame): Promise<string> {
  return describeLongest(await longestTaskMs(frame));
}

/**
 * Enters the text in a task of the page itself, because the driver's commands don't run in a task, and waits for the
 * paint.
 */
async function enter(box: Locator, text: string): Promise<void> {
  await box.evaluate(async (element: HTMLTextAreaElement, entered) => {
    await new Promise((done) => setTimeout(done));
    element.value = entered;
    element.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }, text);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
