import { waitUntil } from '../wait-until';
import type { Marionette } from './marionette';

/** Waits for the browser's own context menu of the page, and selects an item from it. */
export async function selectMenuItem(marionette: Marionette, label: string): Promise<void> {
  await waitUntil(`the context menu has the item ${label}`, () =>
    marionette.inChrome<boolean>(
      `const menu = document.getElementById('contentAreaContextMenu');
      if (menu.state !== 'open') return false;
      const item = [...menu.querySelectorAll('menuitem')].find((each) => each.label === args[0] && !each.hidden);
      if (item) menu.activateItem(item);
      return Boolean(item);`,
      [label],
    ),
  );
}
