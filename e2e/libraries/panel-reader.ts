import type { Frame } from 'playwright';
import type { DrivenDocument } from '../firefox/document';
import { countTokens, expect, gridOf, regionOf, rowsWith } from '../story';
import { waitUntil } from '../wait-until';

/** One line of the Capture page. */
export interface CaptureLine {
  /** Absent for an encrypted entry. */
  readonly code?: string;
  readonly isCaptured: boolean;
  readonly text: string;
}

/** Reads a real panel, in either browser. */
export interface PanelReader {
  /** One line for each of the newest twenty locations that the panel shows; empty if the token isn't in the list. */
  readLocations(token: string): Promise<readonly string[]>;
  readCapture(): Promise<readonly CaptureLine[]>;
}

/** The end of the signature, which no other token contains: filters the list down to one token. */
function filterTextOf(token: string): string {
  return token.slice(-24);
}

/** A shorter list shows that the filter was applied, so the list must have at least two tokens before. */
const FEWEST_TOKENS = 2;

export function createChromiumReader(panel: Frame): PanelReader {
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  return {
    async readLocations(token) {
      await filter.fill('');
      await expect.poll(() => countTokens(panel)).toBeGreaterThanOrEqual(FEWEST_TOKENS);
      await filter.fill(filterTextOf(token));
      await expect.poll(() => countTokens(panel)).toBeLessThan(FEWEST_TOKENS);
      if ((await countTokens(panel)) === 0) return [];
      const row = rowsWith(panel, /.*/);
      await row.click();
      await expect(row).toHaveAttribute('aria-selected', 'true');
      const lines = regionOf(panel, 'Requests').getByRole('listitem');
      await expect(lines).not.toHaveCount(0);
      return (await lines.allInnerTexts()).map(onOneLine);
    },
    async readCapture() {
      await panel.locator('.status-line').click();
      await gridOf(panel).waitFor();
      const read = await panel.getByRole('dialog').evaluate(readCaptureLines);
      await panel.locator('.status-line').click();
      return read;
    },
  };
}

export function createFirefoxReader(panel: DrivenDocument): PanelReader {
  const filter = { role: 'searchbox', name: 'Filter' } as const;
  const count = () =>
    panel.evaluate(
      () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1,
    );
  return {
    async readLocations(token) {
      await panel.type(filter, ' ');
      await waitUntil('the list has all its rows', async () => (await count()) >= FEWEST_TOKENS);
      await panel.type(filter, filterTextOf(token));
      await waitUntil('the list is filtered', async () => (await count()) < FEWEST_TOKENS);
      if ((await count()) === 0) return [];
      await panel.click('[role=row][aria-rowindex="2"]');
      const lines = await waitUntil('the token has locations', () =>
        panel.evaluate(() => {
          const found = [...document.querySelectorAll<HTMLElement>('section[aria-label=Requests] li')];
          return found.length > 0 && found.map(({ innerText }) => innerText);
        }),
      );
      return lines.map(onOneLine);
    },
    async readCapture() {
      await panel.click('.status-line');
      await waitUntil('the Capture page is open', () => panel.count('[role=dialog] li'));
      const read = await panel.evaluate(readCaptureLines);
      await panel.click('.status-line');
      return read;
    },
  };
}

/** Runs in the panel. */
function readCaptureLines(): CaptureLine[] {
  const lines = [...document.querySelectorAll<HTMLElement>('[role=dialog] li')];
  return lines.map((line) => ({
    ...(line.dataset['code'] !== undefined && { code: line.dataset['code'] }),
    isCaptured: line.classList.contains('health-captured'),
    // Lines in a closed section have no inner text.
    text: line.textContent ?? '',
  }));
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
