// Guards: the main screens work as users adapt them: right to left and in a language with longer texts, at 200 % zoom,
// in forced colors, and with reduced motion. Fails if axe finds something there, if a screen is wider than its window or
// has controls that can't be reached, or if arrow keys move against the direction of the text.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { createGetMessage } from '../src/ui/fixture/get-message.fixture';
import { buildPseudoLocale } from './pseudo-locale';
import { findViolations, pictures } from './screens';
import { artefacts, builtForChrome, expect, test } from './story';
import { makeToken } from './world';

const extension = join(artefacts, 'adapted');
const t = createGetMessage(buildPseudoLocale(builtForChrome, extension), 'en');
const har = fileURLToPath(new URL('preview/sign-in.har', import.meta.url));

test.use({ launch: { extension } });

/** Elements that are wider than the window, and controls in no scrollable area that are outside of it. One line each. */
function findUnreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const describe = (element: Element) => `<${element.tagName.toLowerCase()} class="${element.className}">`;
    const { clientWidth, clientHeight, scrollWidth } = document.documentElement;
    const problems = scrollWidth > clientWidth ? [`the page is ${scrollWidth} of ${clientWidth} wide`] : [];
    for (const control of document.querySelectorAll('button, a, input, select, textarea, [tabindex="0"]')) {
      const isShown = control.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
      const { left, right, top, bottom, width } = control.getBoundingClientRect();
      // Text for screen readers is one pixel wide.
      if (!isShown || width <= 1 || control.closest('.cell-dropped')) continue;
      if (left < -1 || right > clientWidth + 1)
        problems.push(`outside: ${describe(control)} ${left} to ${right}`);
      let area = control.parentElement;
      while (area !== null && !/auto|scroll/.test(getComputedStyle(area).overflowY))
        area = area.parentElement;
      const isBelow = area === null && (top < -1 || bottom > clientHeight + 1);
      if (isBelow && clientHeight === innerHeight && document.documentElement.scrollHeight <= clientHeight)
        problems.push(`out of reach: ${describe(control)} ${top} to ${bottom}`);
    }
    return problems;
  });
}

/** The main screens of the viewer, which has the panel's views. Each is left as it was found. */
async function visit(viewer: Page, check: (name: string) => Promise<void>): Promise<void> {
  const press = (name: string) => viewer.getByRole('button', { name, exact: true }).click();
  await viewer.getByRole('tab').first().click();
  const requests = viewer.getByRole('grid').locator('[role=row][aria-selected]');
  await requests.filter({ hasText: '401' }).first().click();
  await expect(viewer.locator('.rejection')).toBeVisible();
  await check('rejection');
  await viewer.getByRole('grid').press('Shift+F10');
  await expect(viewer.getByRole('menu')).toBeVisible();
  await check('menu');
  await viewer.keyboard.press('Escape');
  await expect(viewer.getByRole('grid')).toBeFocused();

  await press(t('save'));
  await viewer.locator('.save-claims > summary').click();
  await viewer.locator('.save-raw').click();
  await check('save');
  await viewer.keyboard.press('Escape');
  await expect(viewer.locator('#save-button')).toBeFocused();

  await viewer.getByRole('tab').last().click();
  await requests.filter({ hasText: 'alice' }).first().click();
  await expect(viewer.locator('.members').first()).toBeVisible();
  await check('token');
  await press(t('editor_open'));
  await expect(viewer.locator('.cm-content').first()).toBeVisible();
  await check('editor');
  await press(t('editor_close'));
  await viewer.getByRole('grid').press('Shift+ArrowDown');
  await expect(viewer.locator('.comparison')).toBeVisible();
  await check('comparison');
  await viewer.locator('.comparison').press('Escape');
  await viewer.locator('.status-keys').click();
  await check('shortcuts');
  await viewer.keyboard.press('Escape');
}

async function openViewer(chrome: { openPage(url: string): Promise<Page>; extensionId: string }) {
  const viewer = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/viewer.html`);
  await expect(viewer.locator('.add-text textarea')).toBeFocused();
  await viewer.locator('input[type=file]').first().setInputFiles(har);
  await expect(viewer.locator('.rejection')).toBeVisible();
  return viewer;
}

test('right to left, at 200 % zoom', async ({ chrome }) => {
  const viewer = await openViewer(chrome);
  await viewer.evaluate(() => (document.documentElement.dir = 'rtl'));
  // A window of 1280 × 800 at 200 %, and a panel docked to the side.
  for (const [size, width, height] of [
    ['zoomed', 640, 400],
    ['narrow', 340, 700],
  ] as const) {
    await viewer.setViewportSize({ width, height });
    await visit(viewer, async (name) => {
      await viewer.screenshot({
        path: join(pictures, `adapted-${name}-${size}.png`),
        animations: 'disabled',
      });
      expect(await findUnreachable(viewer), `${name} ${size}`).toEqual([]);
      expect(await findViolations(viewer), `${name} ${size}`).toEqual([]);
    });
  }
  await viewer.setViewportSize({ width: 1000, height: 600 });
  const splitter = viewer.locator('.splitter');
  const share = Number(await splitter.getAttribute('aria-valuenow'));
  const { x = 0 } = (await splitter.boundingBox()) ?? {};
  await splitter.press('ArrowLeft');
  await expect(splitter).not.toHaveAttribute('aria-valuenow', String(share));
  expect((await splitter.boundingBox())?.x).toBeLessThan(x);
  await viewer.getByRole('tab').first().press('ArrowLeft');
  await expect(viewer.getByRole('tab').last()).toBeFocused();
  // The details with the focused button are replaced.
  await viewer.getByRole('tab').first().click();
  await viewer.getByRole('button', { name: t('request_open_token') }).press('Enter');
  await expect(viewer.locator('.detail')).toBeFocused();
});

test('forced colors and reduced motion', async ({ chrome }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewer = await openViewer(chrome);
    await viewer.setViewportSize({ width: 900, height: 600 });
    await viewer.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', colorScheme });
    await visit(viewer, async (name) => {
      await viewer.screenshot({ path: join(pictures, `adapted-${name}-forced-${colorScheme}.png`) });
      // Both use the same style: only the palette differs, and it's the system's.
      if (colorScheme === 'light') expect(await findViolations(viewer), name).toEqual([]);
      expect(await viewer.evaluate(() => document.getAnimations().length), name).toBe(0);
    });
    const row = viewer.getByRole('grid').locator('[aria-selected=true]').first();
    expect(await row.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toBe(
      await viewer.locator('.grid-head').evaluate((element) => getComputedStyle(element).backgroundColor),
    );
    await viewer.close();
  }
});

test('the popup and the options page, right to left, at 200 % zoom and in forced colors', async ({
  chrome,
  world,
}) => {
  await chrome.openPage(world.app.url);
  const token = await makeToken({ claims: { sub: 'alice', exp: 4_000_000_000 }, key: 'k'.repeat(32) });
  const popup = await chrome.openPopup();
  await popup.evaluate(() => (document.documentElement.dir = 'rtl'));
  await popup.emulateMedia({ forcedColors: 'active' });
  for (const text of ['this is no token', `Bearer ${token}`]) {
    await popup.locator('textarea').first().fill(text);
    await expect(popup.locator('.paste-status')).not.toBeEmpty();
    await popup.screenshot({ path: join(pictures, `adapted-popup-${text.length > 20}.png`) });
    expect(await findViolations(popup), text).toEqual([]);
    expect(await popup.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
  }
  await popup.close();
  const options = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  await expect(options.getByRole('heading', { level: 1 })).toBeVisible();
  await options.evaluate(() => (document.documentElement.dir = 'rtl'));
  await options.setViewportSize({ width: 480, height: 400 });
  await options.emulateMedia({ forcedColors: 'active' });
  await options.screenshot({ path: join(pictures, 'adapted-options.png'), fullPage: true });
  expect(await findViolations(options)).toEqual([]);
  expect(await findUnreachable(options)).toEqual([]);
});
