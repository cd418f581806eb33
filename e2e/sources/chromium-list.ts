import type { Frame } from 'playwright';
import { countTokens, expect, gridOf, regionOf, rowsWith } from '../story';
import type { ListReader } from './check-channels';

/** The list of the real panel in Chromium's DevTools. It must contain at least one token. */
export function createChromiumList(panel: Frame): ListReader {
  const filter = panel.getByRole('searchbox', { name: 'Filter' });

  async function filterBy(subject: string): Promise<void> {
    // Show all rows first. Otherwise the rows of the previous filter could be taken for the result.
    await filter.fill('');
    await expect(gridOf(panel)).not.toHaveAttribute('aria-rowcount', '1');
    const all = await countTokens(panel);
    await filter.fill(subject);
    await expect
      .poll(
        async () =>
          (await countTokens(panel)) !== all ||
          (await rowsWith(panel, /.*/).count()) === (await rowsWith(panel, subject).count()),
        { message: 'the list is filtered' },
      )
      .toBe(true);
  }

  return {
    async countRows(subject) {
      await filterBy(subject);
      return countTokens(panel);
    },
    async readLocations(subject) {
      await filterBy(subject);
      await rowsWith(panel, subject).click();
      await expect(rowsWith(panel, subject)).toHaveAttribute('aria-selected', 'true');
      await expect(regionOf(panel, 'Requests').getByRole('listitem')).not.toHaveCount(0);
      return regionOf(panel, 'Requests').innerText();
    },
  };
}
