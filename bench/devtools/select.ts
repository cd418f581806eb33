import type { Frame } from 'playwright';
import { tokenCount } from './full-log-file';
import { timeToText } from './painted';

/** Selections of each kind. */
const each = 40;

/**
 * Milliseconds from the key or the click that selects a request to the paint of its details, with the claims of its
 * token. Requests have the order of the file.
 */
export async function selectRequests(panel: Frame, exchangeCount: number): Promise<readonly number[]> {
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const grid = panel.getByRole('grid', { name: 'Requests' });
  const measured: number[] = [];
  const measure = async (event: string, index: number, act: () => Promise<unknown>) => {
    const texts = [`/v2/orders/${index}?`, `user-${index % tokenCount}@`];
    measured.push(await timeToText(panel, event, '.detail', texts, act));
  };
  for (let turn = 0; turn < each; turn += 1) {
    // Spread over the whole list.
    await grid.evaluate(
      async (element, share) => {
        element.scrollTo(0, element.scrollHeight * share);
        await new Promise((rendered) => requestAnimationFrame(() => setTimeout(rendered)));
      },
      (turn * 0.618_034) % 1,
    );
    const row = grid.locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])').nth(12);
    const rowIndex = Number(await row.getAttribute('aria-rowindex'));
    const target = grid.locator(`[role=row][aria-rowindex="${rowIndex}"]`);
    await measure('click', rowIndex - 2, () => target.click());
  }
  await measure('keydown', 0, () => grid.press('Home'));
  for (let index = 1; index <= each; index += 1) {
    await measure('keydown', index, () => panel.page().keyboard.press('ArrowDown'));
  }
  for (let turn = 0; turn < each; turn += 1) {
    const [key, index] = turn % 2 === 0 ? ['End', exchangeCount - 1] : ['Home', 0];
    await measure('keydown', index, () => panel.page().keyboard.press(key));
  }
  return measured;
}
