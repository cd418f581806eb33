import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright';
import { expect } from 'playwright/test';
import { exchangeCount, tokenCount, writeFullLogFile } from './full-log-file';
import { watchHeap } from './heap';
import { describeLongest, longestTaskMs, noteLongTasks } from './long-tasks';
import { openInspected } from './open-devtools';
import { quantile } from './pairs';
import { selectRequests } from './select';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
/** Typed to find one token of many, letter by letter, and deleted again. */
const typed = ['user-41', 'id3.ex', 'api7', 'access', 'key-5'];

type Typing = typeof globalThis & { keysToPaintMs?: number[] };

/**
 * 100,000 exchanges with 5,000 tokens: their memory, and the time from a keystroke in the filter, and from the selection
 * of a request, to the paint.
 */
export async function benchFullLog(): Promise<void> {
  const path = await writeFullLogFile();
  const { browser, panel, listener, page } = await openInspected(ownBuild, 'about:blank');
  for (const frame of [panel, listener]) await noteLongTasks(frame);
  const heap = await watchHeap([panel, listener]);
  const empty = await heap.settled();
  const started = performance.now();
  await panel.locator('input[type=file]').setInputFiles(path);
  for (const [name, count] of [
    ['Requests', exchangeCount],
    ['Tokens', tokenCount],
  ] as const) {
    await panel.getByRole('tab', { name }).click();
    await expect(panel.getByRole('grid', { name })).toHaveAttribute('aria-rowcount', String(count + 1), {
      timeout: 180_000,
    });
  }
  const seconds = (performance.now() - started) / 1_000;
  const used = await heap.settled();
  await heap.end();
  const tasks = [await longestTaskMs(panel), await longestTaskMs(listener)];
  const keys = await typeFilters(panel);
  const selections = await selectRequests(panel, exchangeCount);

  console.log(
    `${exchangeCount.toLocaleString('en')} exchanges with ${tokenCount.toLocaleString('en')} tokens, from a file:`,
  );
  console.log(
    `  heap ${used.toFixed(0)} MB, panel and devtools page together (${empty.toFixed(0)} MB empty)`,
  );
  console.log(
    `  read in ${seconds.toFixed(1)} s; longest task meanwhile: panel ${describeLongest(tasks[0] ?? 0)}, devtools page ${describeLongest(tasks[1] ?? 0)}`,
  );
  console.log(
    `  a keystroke in the filter to paint: ${quantile(keys, 0.5).toFixed(0)} ms, p95 ${quantile(keys, 0.95).toFixed(0)} ms (${keys.length} keys)`,
  );
  console.log(
    `  selecting a request to the paint of its details: ${quantile(selections, 0.5).toFixed(0)} ms, p95 ${quantile(selections, 0.95).toFixed(0)} ms (${selections.length} selections)`,
  );
  await page.close();
  await browser.close();
}

/** Uses real key events; the browser's Event Timing measures the time until the next paint, to 8 ms. */
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
  const times = await panel.evaluate(() => (globalThis as Typing).keysToPaintMs ?? []);
  // Event Timing doesn't report events under 16 ms.
  return [...times, ...Array.from({ length: Math.max(0, pressed - times.length) }, () => 16)];
}
