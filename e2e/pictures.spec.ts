// Guards: what README shows happens. From a sign-in, one click leads to the cause of a rejected call, one more to its
// token and its claims. `npm run pictures` writes the images to docs/images, any other run to artefacts/images.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { createFilm } from './pictures/film';
import { artefacts, expect, expectStatus, regionOf, rowsWith, test, verifyWith } from './story';
import { makeToken, press, signIn } from './world';

const width = 960;

function folder(): string {
  // Set by `npm run pictures`.
  const isUpdate = test.info().config.updateSnapshots === 'all';
  const path = isUpdate
    ? fileURLToPath(new URL('../docs/images', import.meta.url))
    : join(artefacts, 'images');
  mkdirSync(path, { recursive: true });
  return path;
}

async function take(view: Page, name: string): Promise<void> {
  const screenshot = await view.screenshot({ animations: 'disabled' });
  await sharp(screenshot)
    .webp({ lossless: true })
    .toFile(join(folder(), `${name}.webp`));
}

test.describe('the animation', () => {
  test.use({ launch: { windowSize: { width, height: 807 }, scale: 1.5 } });

  test('from a sign-in to a rejected call, its cause, its token and its claims', async ({
    chrome,
    world,
  }) => {
    const page = await chrome.openPage('about:blank', { devtools: true });
    const { panel, devtools } = await chrome.openPanelFor(page);
    await devtools.dockBelow(480);
    // While it's resized, DevTools shows the size in the page, until the next document.
    await page.goto(world.app.url);
    await expectStatus(page, 'signed out');
    const requests = panel.getByRole('grid', { name: 'Requests' });
    const film = createFilm(page, devtools.page, { x: 600, y: 150 });
    await film.hold(700);

    await film.click(page.getByRole('button', { name: 'Sign in', exact: true }));
    await page.getByLabel('Name').fill('alice');
    await expect(panel.getByText('no token', { exact: true })).toBeVisible();
    await film.hold(300);
    await film.click(page.getByRole('button', { name: 'Sign in', exact: true }));
    await expectStatus(page, 'signed in as alice');
    await expect(requests).toContainText('/session');
    await expect(panel.getByText('alice · session').first()).toBeVisible();
    await film.hold(900);

    await film.click(page.getByRole('button', { name: 'Send an expired token' }));
    await expectStatus(page, '401 /orders invalid_token');
    const rejected = requests.getByRole('row', { name: /401.*expired/ });
    await expect(rejected).toBeVisible();
    await film.hold(1000);

    await film.click(rejected);
    const request = panel.getByRole('region', { name: 'Request', exact: true });
    await expect(request.getByRole('region', { name: 'Rejection' })).toHaveAttribute('data-cause', 'expired');
    await film.hold(1800);

    await film.click(request.getByRole('button', { name: 'Open in the list of tokens' }));
    const claims = regionOf(panel, 'Claims');
    await expect(claims).toContainText('alice');
    await film.hold(900);
    const pause = panel.getByRole('button', { name: 'Pause' });
    const before = await pause.boundingBox();
    await film.click(panel.getByRole('navigation').getByRole('link', { name: 'Claims' }));
    await expect(claims.getByRole('button', { name: 'Claims', exact: true })).toBeInViewport();
    // DevTools itself isn't scrolled, which would cut off the toolbar.
    expect(await pause.boundingBox()).toEqual(before);
    await film.hold(1800);
    writeFileSync(join(folder(), 'rejected-call.webp'), await film.encode());
  });
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ launch: { colorScheme: theme, windowSize: { width, height: 700 }, scale: 2 } });

    test(`the lists, ${theme}`, async ({ chrome, world }) => {
      const page = await chrome.openPage('about:blank', { devtools: true });
      const { panel, devtools } = await chrome.openPanelFor(page);
      await devtools.resize({ width, height: 640 });
      await page.bringToFront();
      await signIn(page, world);
      await press(page, 'Send an expired token');
      await expectStatus(page, '401 /orders invalid_token');
      await press(page, 'Call with fetch');
      await expectStatus(page, '200 /orders');
      await press(page, 'Send a tampered token');
      await expectStatus(page, '401 /orders invalid_token');
      const requests = panel.getByRole('grid', { name: 'Requests' });
      await expect(requests.getByRole('row', { name: /401.*signature/ })).toBeVisible();
      await requests.getByRole('row', { name: /401.*expired/ }).click();
      await expect(panel.getByRole('region', { name: 'Rejection' })).toHaveAttribute('data-cause', 'expired');
      await take(devtools.page, `requests-${theme}`);

      await panel.getByRole('tab', { name: 'Tokens' }).click();
      await rowsWith(panel, /alice.*access/)
        .first()
        .click();
      await expect(regionOf(panel, 'Signature').getByRole('status')).toHaveText(/^Valid/);
      await take(devtools.page, `token-${theme}`);
    });

    test(`the popup, ${theme}`, async ({ chrome, world }) => {
      await chrome.openPage(world.app.url);
      const popup = await chrome.openPopup();
      const now = Math.floor(Date.now() / 1_000);
      const claims = {
        iss: 'https://id.example',
        sub: 'alice',
        aud: 'https://api.example',
        iat: now - 600,
        exp: now + 3_000,
      };
      const secret = randomBytes(32).toString('base64url');
      const token = await makeToken({ header: { typ: 'at+jwt' }, claims, key: secret });
      await popup.getByRole('textbox', { name: 'Token' }).fill(`Authorization: Bearer ${token}`);
      await expect(await verifyWith(popup, secret)).toHaveText(/^Valid/);
      await popup.getByRole('heading', { level: 1 }).click();
      await take(popup, `popup-${theme}`);
    });
  });
}
