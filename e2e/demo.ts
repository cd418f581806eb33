import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright';
import { launchBrowser, type LaunchedBrowser } from './chromium/launch';
import { waitUntil } from './wait-until';
import { createWorld, press, signIn, statusOf, type World } from './world';

const extension = fileURLToPath(new URL('../dist/chrome', import.meta.url));
const pictures = fileURLToPath(new URL('../artefacts/start', import.meta.url));

const print = (line = '') => process.stdout.write(`${line}\n`);

/** Opens Chromium with DevTools on the panel, prints instructions, and ends when the user closes it. */
export async function showGuidedDemo(): Promise<void> {
  const world = await createWorld();
  const browser = await launchBrowser({ extension, headed: {} });
  const page = await browser.openPage(world.app.url, { devtools: true });
  await browser.openPanelFor(page);
  await page.bringToFront();
  await browser.context
    .pages()
    .find((open) => open.url() === 'about:blank')
    ?.close();
  print(`
The demo app is at ${world.app.url}, and DevTools are open on the "JWT" panel beside it.

  1. In the page, press "Sign in", give any name, and press "Sign in" again: the tokens appear in the panel.
  2. Press "Call with fetch", "Send an expired token", "Send a tampered token", and open their rows.
  3. In the panel, paste this key set into "Key" under Signature and press Verify:

${JSON.stringify(await world.provider.jwks())}

  4. Press "Watch this site" to see which line of code makes a call.

Close the browser to end the demo.`);
  await browser.ended;
  await world.close();
}

/** The same without a display: performs one sign-in and prints the contents of the real panel. */
export async function printTour(): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const world = await createWorld();
  const browser = await launchBrowser({ extension });
  try {
    const { panel, jwt } = await useTheApp(browser, world);
    await printPanel(panel, jwt, JSON.stringify(await world.provider.jwks()));
    await takePictures(browser);
    print(`\nScreenshots: ${relative(process.cwd(), pictures)}`);
  } finally {
    await browser.close();
    await world.close();
  }
}

async function useTheApp(browser: LaunchedBrowser, world: World): Promise<{ panel: Frame; jwt: string }> {
  const page = await browser.openPage('about:blank', { devtools: true });
  const { panel, devtools } = await browser.openPanelFor(page);
  await devtools.resize({ width: 1200, height: 800 });
  print(`Signing in to the demo app at ${world.app.url}`);
  await signIn(page, world);
  for (const [button, outcome] of [
    ['Call with fetch', '200 /orders'],
    ['Send an expired token', '401 /orders invalid_token'],
    ['Send a tampered token', '401 /orders invalid_token'],
  ] as const) {
    await press(page, button);
    await waitUntil(`the app shows ${outcome}`, async () => (await statusOf(page).innerText()) === outcome);
    print(`  ${button}: ${outcome}`);
  }
  const jwt = world.issued.findLast(({ kind }) => kind === 'access_token')?.jwt ?? '';
  return { panel, jwt };
}

async function printPanel(panel: Frame, jwt: string, jwks: string): Promise<void> {
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  const grid = panel.getByRole('grid', { name: 'Tokens' });
  const cellsOf = async (row: ReturnType<typeof grid.getByRole>, role: 'columnheader' | 'gridcell') =>
    (await row.getByRole(role).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  await grid.getByRole('row', { name: /mallory/ }).waitFor();
  const [head, ...rows] = await grid.getByRole('row').all();
  if (head === undefined) throw new Error('The panel shows no list');
  print("\nThe panel's token list:");
  const lines = [await cellsOf(head, 'columnheader')];
  for (const row of rows) lines.push(await cellsOf(row, 'gridcell'));
  for (const line of lines) print(`  ${line.map((cell) => cell.slice(0, 21).padEnd(22)).join('')}`);

  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.fill(jwt);
  await waitUntil('one row is left', async () => (await grid.getAttribute('aria-rowcount')) === '2');
  await grid.locator('[role=row][aria-rowindex="2"]').click();
  await filter.fill('');
  const region = (name: string) => panel.getByRole('region', { name, exact: true });
  const signature = region('Signature');
  // It's folded until the user unfolds it.
  const heading = signature.getByRole('heading').getByRole('button');
  await waitUntil(
    'the signature is checked',
    async () => !(await signature.innerText()).includes('Checking'),
  );
  if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
  await signature.getByRole('textbox', { name: 'Key' }).fill(jwks);
  await signature.getByRole('button', { name: 'Verify' }).click();
  const verdict = signature.getByRole('status');
  await waitUntil('a verdict', async () => /^(Valid|Invalid)/.test(await verdict.innerText()));

  for (const name of ['Header', 'Claims']) {
    print(`\n${name}:`);
    for (const row of await region(name).getByRole('table').getByRole('row').all()) {
      const value = await row.getByRole('cell').first().innerText();
      print(
        `  ${(await row.getByRole('rowheader').innerText()).padEnd(12)}${value.replaceAll(/\s*\n\s*/g, '  ')}`,
      );
    }
  }
  print(`\nLifetime:  ${await region('Lifetime').getByRole('timer').innerText()}`);
  print(`Signature: ${(await verdict.innerText()).replaceAll(/\s+/g, ' ')}`);
}

async function takePictures(browser: LaunchedBrowser): Promise<void> {
  const [page] = browser.context.pages().filter((open) => open.url().startsWith('http'));
  if (page === undefined) throw new Error('The app has no tab');
  const { devtools } = await browser.openPanelFor(page);
  for (const theme of ['default', 'dark'] as const) {
    await devtools.setTheme(theme);
    await devtools.page.screenshot({ path: `${pictures}/panel-${theme === 'dark' ? 'dark' : 'light'}.png` });
  }
}
