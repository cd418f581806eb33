import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright';
import { expect } from 'playwright/test';
import { heldExchanges, heldTokens, writeHeldFile } from './held-file';
import { watchHeap } from './heap';
import { describeLongest, longestTaskMs, noteLongTasks } from './long-tasks';
import { openInspected } from './open-devtools';
import { quantile } from './pairs';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
/** What a person types to find one token of many, letter by letter, and takes back. */
const typed = ['user-41', 'id3.ex', 'api7', 'access', 'key-5'];

type Typing = typeof globalThis & { keysToPaintMs?: number[] };

/** 100,000 exchanges with 5,000 tokens: what they weigh, and how long a keystroke in the filter takes to be seen. */
export async function benchHeld(): Promise<void> {
  const path = await writeHeldFile();
  const { browser, panel, listener, page } = await openInspected(ownBuild, 'about:blank');
  for (const frame of [panel, listener]) await noteLongTasks(frame);
  const heap = await watchHeap([panel, listener]);
  const empty = await heap.settled();
  const started = performance.now();
  await panel.locator('input[type=file]').setInputFiles(path);
  await expect(panel.getByRole('grid', { name: 'Tokens' })).toHaveAttribute(
    'aria-rowcount',
    String(heldTokens + 1),
    { timeout: 180_000 },
  );
  await expect(panel.getByText(heldExchanges.toLocaleString('en')).first()).toBeVisible({ timeout: 180_000 });
  const seconds = (performance.now() - started) / 1_000;
  const held = await heap.settled();
  await heap.end();
  const tasks = [await longestTaskMs(panel), await longestTaskMs(listener)];
  const keys = await typeFilters(panel);

  console.log(
    `${heldExchanges.toLocaleString('en')} exchanges with ${heldTokens.toLocaleString('en')} tokens, from a file:`,
  );
  console.log(
    `  heap ${held.toFixed(0)} MB, panel and devtools page together (${empty.toFixed(0)} MB empty)`,
  );
  console.log(
    `  read in ${seconds.toFixed(1)} s; longest task meanwhile: panel ${describeLongest(tasks[0] ?? 0)}, devtools page ${describeLongest(tasks[1] ?? 0)}`,
  );
  console.log(
    `  a keystroke in the filter to paint: ${quantile(keys, 0.5).toFixed(0)} ms, p95 ${quantile(keys, 0.95).toFixed(0)} ms (${keys.length} keys)`,
  );
  await page.close();
  await browser.close();
}

/** Real keys; the browser's own Event Timing tells when what they changed was painted, to 8 ms. */
async function typeFilters(panel: Frame): Promise<readonly number[]> {
  await panel.evaluate(() => {
    const times: number[] = [];
    (globalThis as Typing).keysToPaintMs = times;
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') times.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.click();
  let pressed = 0;
  for (const text of typed) {
    for (const key of [...text, ...Array.from(text, () => 'Backspace')]) {
      await filter.press(key);
      await panel.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
      pressed += 1;
    }
  }
  const told = await panel.evaluate(() => (globalThis as Typing).keysToPaintMs ?? []);
  // Those under 16 ms are not told.
  return [...told, ...Array.from({ length: Math.max(0, pressed - told.length) }, () => 16)];
}
