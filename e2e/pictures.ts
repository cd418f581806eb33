import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { servePreview } from './preview/serve';

/** The pictures of the first-run page: each shows the panel with the recorded sign-in after these steps. */
const scenes: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async rejection(page) {
    await page.getByRole('tab', { name: 'Requests' }).click();
    await page
      .getByRole('row', { name: /expired/ })
      .last()
      .click();
    await page.getByText('Rejected: the token had expired').waitFor();
  },
  async token(page) {
    await page.getByRole('tab', { name: 'Tokens' }).click();
    await page.getByRole('button', { name: 'Overview' }).click();
    await page
      .getByRole('row', { name: /alice.*access/ })
      .first()
      .click();
    await page.getByRole('rowheader', { name: 'scope' }).waitFor();
  },
  async editor(page) {
    await page.getByRole('tab', { name: 'Tokens' }).click();
    await page.getByRole('button', { name: 'Overview' }).click();
    await page
      .getByRole('row', { name: /alice.*ID/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.locator('.cm-line').first().waitFor();
  },
};

/** The pictures are this large in CSS pixels too. */
const size = { width: 840, height: 470 };

/** Writes the pictures of the first-run page, light and dark, as lossless WebP. Returns the size of each in bytes. */
export async function writePictures(folder: string): Promise<Readonly<Record<string, number>>> {
  const { panelUrl, close } = await servePreview();
  const executablePath = process.env['CHROMIUM_PATH'];
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox'],
  });
  const written: Record<string, number> = {};
  try {
    await mkdir(folder, { recursive: true });
    for (const theme of ['light', 'dark'] as const) {
      for (const [name, prepare] of Object.entries(scenes)) {
        const picture = await takePicture(browser, panelUrl, theme, prepare);
        await writeFile(join(folder, `${name}-${theme}.webp`), picture);
        written[`${name}-${theme}`] = picture.length;
      }
    }
  } finally {
    await browser.close();
    await close();
  }
  return written;
}

async function takePicture(
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark',
  prepare: (page: Page) => Promise<void>,
): Promise<Buffer> {
  const page = await browser.newPage({
    viewport: size,
    colorScheme,
    timezoneId: 'UTC',
    locale: 'en-US',
  });
  await page.goto(url);
  await prepare(page);
  await page.mouse.move(0, 0);
  const png = await page.screenshot({ animations: 'disabled' });
  const webp = await page.evaluate(encodeWebp, png.toString('base64'));
  await page.close();
  return Buffer.from(webp, 'base64');
}

/** Runs in a page: Playwright itself can't write WebP, which is smaller than PNG. Lossless, since its quality is 1. */
async function encodeWebp(png: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {
    width: image.naturalWidth,
    height: image.naturalHeight,
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 1).replace(/^.*,/, '');
}
