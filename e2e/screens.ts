import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';
import type { Devtools } from './chromium/devtools';
import { artefacts, expect } from './story';

/** Where the screenshots are. */
export const pictures = join(artefacts, 'screens');
mkdirSync(pictures, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
export const widths = { wide: 1200, medium: 720, narrow: 340 };
export const themes = { light: 'default', dark: 'dark' } as const;

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  }>;
}

/** The violations that axe finds, as lines, including the color contrast of both themes. */
export async function findViolations(view: Frame | Page): Promise<string[]> {
  if (!(await view.evaluate(() => 'axe' in globalThis))) await view.evaluate(axe);
  return view.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as { axe: Axe };
    // Everything that passes would be described too, which takes long.
    const { violations } = await loaded.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  });
}

/** One screenshot and one axe result per width and theme. `prepare` runs before each. */
export async function takeAll(
  devtools: Devtools,
  panel: Frame,
  name: string,
  height: number,
  prepare: () => Promise<void> = async () => {},
): Promise<void> {
  for (const [theme, setting] of Object.entries(themes)) {
    await devtools.setTheme(setting);
    await expect(panel.locator('[data-theme]')).toHaveAttribute('data-theme', theme);
    for (const [size, width] of Object.entries(widths)) {
      await devtools.resize({ width, height });
      await prepare();
      await devtools.page.screenshot({
        path: join(pictures, `${name}-${size}-${theme}.png`),
        animations: 'disabled',
      });
      expect(await findViolations(panel), `${name} ${size} ${theme}`).toEqual([]);
    }
  }
}

/** The same for a tab, such as the viewer. */
export async function takeTab(page: Page, name: string, height: number): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('[data-theme]')).toHaveAttribute('data-theme', theme);
    for (const [size, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height });
      await page.screenshot({
        path: join(pictures, `${name}-${size}-${theme}.png`),
        animations: 'disabled',
      });
      expect(await findViolations(page), `${name} ${size} ${theme}`).toEqual([]);
    }
  }
}
