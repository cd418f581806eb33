// Guards: the panel and the popup work in an ordinary page, so that screens can be developed without DevTools. Fails if
// one of them needs an extension API.
import { chromium, type Page } from 'playwright';
import { servePreview } from './preview/serve';
import { expect, gridOf, test } from './story';
import { makeToken } from './world';

test.skip((process.env['MISSING_CHROMIUM'] ?? '') !== '', process.env['MISSING_CHROMIUM'] ?? '');

/** Opens a page of the preview, and collects its errors. */
async function withPreview(
  pick: (urls: Awaited<ReturnType<typeof servePreview>>) => string,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const served = await servePreview();
  const executablePath = process.env['CHROMIUM_PATH'];
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(pick(served));
    await check(page);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await served.close();
  }
}

test('the panel shows a recorded sign-in, at the time of its recording', async () => {
  await withPreview(
    ({ panelUrl }) => panelUrl,
    async (page) => {
      await page.getByRole('tab', { name: 'Tokens' }).click();
      const token = gridOf(page.mainFrame()).getByRole('row', { name: /alice/ }).first();
      await token.click();
      await expect(page.getByRole('region', { name: 'Claims' })).toBeVisible();
      await expect(page.getByText('No token', { exact: true })).toHaveCount(0);
    },
  );
});

test('a narrow list of requests shortens the hosts, not the paths', async () => {
  await withPreview(
    ({ panelUrl }) => panelUrl,
    async (page) => {
      await page.setViewportSize({ width: 340, height: 600 });
      await page.getByRole('tab', { name: 'Requests' }).click();
      const row = page.getByRole('row', { name: /GET [\d.]+:\d+\/orders 401 .*expired/ });
      const isCut = (part: string) =>
        row.locator(part).evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
      await expect.poll(() => isCut('.name-host')).toBe(true);
      expect(await isCut('.name-segment')).toBe(false);
    },
  );
});

test('the popup decodes pasted text', async () => {
  const token = await makeToken({ claims: { sub: 'pasted' }, key: new Uint8Array(32) });
  await withPreview(
    ({ popupUrl }) => popupUrl,
    async (page) => {
      await page.getByRole('textbox').first().fill(token);
      await expect(page.getByText('pasted').first()).toBeVisible();
    },
  );
});
