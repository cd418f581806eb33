import { waitUntil } from '../wait-until';
import { createDrivenDocument, type DrivenDocument } from './document';
import type { Marionette } from './marionette';

/** The page in a tab. It can be driven in the background; the toolbox and the panel belong to the tab in front. */
export type DrivenTab = DrivenDocument & {
  bringToFront(): Promise<void>;
  /** Closes the tab. Another one is then in front. */
  close(): Promise<void>;
};

export function createDrivenTab(
  marionette: Marionette,
  inTurn: <T>(task: () => Promise<T>) => Promise<T>,
  handle: string,
): DrivenTab {
  return {
    ...createDrivenDocument(marionette, inTurn, () => pointAtTab(marionette, handle)),
    bringToFront: () =>
      inTurn(async () => {
        await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true });
      }),
    close: () =>
      inTurn(async () => {
        await pointAtTab(marionette, handle);
        await marionette.send('WebDriver:CloseWindow');
      }),
  };
}

/** Makes Marionette's commands act on this tab, without changing which tab is in front. */
export async function pointAtTab(marionette: Marionette, handle: string): Promise<void> {
  await marionette.send('WebDriver:SwitchToWindow', { handle, focus: false });
}

/** Waits for a tab whose URL begins like this, and for its load; returns its handle. */
export async function findTab(marionette: Marionette, urlStart: string): Promise<string> {
  return waitUntil(`a tab shows ${urlStart}`, async () => {
    for (const handle of await marionette.send<string[]>('WebDriver:GetWindowHandles')) {
      await pointAtTab(marionette, handle);
      const url = (await marionette.send<{ value: string }>('WebDriver:GetCurrentURL')).value;
      if (!url.startsWith(urlStart)) continue;
      const state = await marionette.send<{ value: string }>('WebDriver:ExecuteScript', {
        script: 'return document.readyState;',
        args: [],
      });
      return state.value === 'complete' && handle;
    }
    return undefined;
  });
}
