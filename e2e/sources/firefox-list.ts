import type { DrivenDocument } from '../firefox/document';
import { waitUntil } from '../wait-until';
import type { ListReader } from './check-channels';

const filter = { role: 'searchbox', name: 'Filter' } as const;

/** The list of the real panel in Firefox's toolbox. It must contain at least one token. */
export function createFirefoxList(panel: DrivenDocument): ListReader {
  const countAll = () =>
    panel.evaluate(
      () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1,
    );

  const haveAllRows = (subject: string) =>
    panel.evaluate(
      (wanted) =>
        [...document.querySelectorAll('[role=row][aria-rowindex]:not([aria-rowindex="1"])')].every((row) =>
          row.textContent?.includes(wanted),
        ),
      subject,
    );

  async function filterBy(subject: string): Promise<void> {
    // Show all rows first. Otherwise the rows of the previous filter could be taken for the result.
    await panel.type(filter, ' ');
    const all = await waitUntil('the list has all its rows', countAll);
    await panel.type(filter, subject);
    await waitUntil(
      'the list is filtered',
      async () => (await countAll()) !== all || (await haveAllRows(subject)),
    );
  }

  return {
    async countRows(subject) {
      await filterBy(subject);
      return countAll();
    },
    async readLocations(subject) {
      await filterBy(subject);
      await panel.click('[role=row][aria-rowindex="2"]');
      await waitUntil(
        'the token has locations',
        async () => (await panel.count('section[aria-label=Requests] li')) > 0,
      );
      return panel.text({ role: 'region', name: 'Requests' });
    },
  };
}
