import { fileURLToPath } from 'node:url';
import type { Frame, Locator, Page } from 'playwright';
import { expect, test as base } from 'playwright/test';
import type { LaunchOptions } from './chromium/flags';
import { launchBrowser, type LaunchedBrowser, type OpenedPanel } from './chromium/launch';
import { createWorld, press, signIn, statusOf, type World, type WorldOptions } from './world';

export { expect };

export const builtForChrome = fileURLToPath(new URL('../dist/chrome', import.meta.url));
export const artefacts = fileURLToPath(new URL('../artefacts', import.meta.url));

interface Story {
  readonly world: World;
  /** Chromium with the built extension. */
  readonly chrome: LaunchedBrowser;
}
interface StoryOptions {
  readonly worldOptions: WorldOptions;
  readonly launch: Partial<LaunchOptions>;
}

/** A story has its own world and browser. It's skipped with a reason if there is no browser. */
export const test = base.extend<Story & StoryOptions>({
  worldOptions: [{}, { option: true }],
  launch: [{}, { option: true }],
  world: async ({ worldOptions }, use) => {
    const world = await createWorld(worldOptions);
    await use(world);
    await world.close();
  },
  chrome: async ({ launch }, use, info) => {
    const missing = process.env.MISSING_CHROMIUM ?? '';
    info.skip(missing !== '', missing);
    const chrome = await launchBrowser({ extension: builtForChrome, ...launch });
    await use(chrome);
    await chrome.close();
  },
});

/** The queries that work in both the panel's frame and the popup's page. */
export type View = Pick<Frame, 'getByRole' | 'getByText'>;

export function regionOf(view: View, name: string): Locator {
  return view.getByRole('region', { name: 'Token', exact: true }).getByRole('region', { name, exact: true });
}

export function gridOf(panel: Frame): Locator {
  return panel.getByRole('grid', { name: 'Tokens' });
}

/** Shows the list of tokens. Its tab is found by position, since its name depends on the language. */
export async function showTokens(panel: Frame): Promise<void> {
  await panel.getByRole('tab').last().click();
}

/** The real panel for a page, with the list of tokens. */
export async function openTokensFor(chrome: LaunchedBrowser, page: Page): Promise<OpenedPanel> {
  const opened = await chrome.openPanelFor(page);
  await showTokens(opened.panel);
  return opened;
}

/** The list's rows with this text, without the header row. */
export function rowsWith(panel: Frame, text: string | RegExp): Locator {
  return gridOf(panel)
    .locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])')
    .filter({ hasText: text });
}

/** The number of tokens in the list. */
export async function countTokens(panel: Frame): Promise<number> {
  return Number(await gridOf(panel).getAttribute('aria-rowcount')) - 1;
}

/** Filters the list down to one token by its raw text and opens it. */
export async function openToken(panel: Frame, jwt: string): Promise<void> {
  await panel.getByRole('searchbox', { name: 'Filter' }).fill(jwt);
  await expect(gridOf(panel)).toHaveAttribute('aria-rowcount', '2');
  await rowsWith(panel, /.*/).click();
  await expect(rowsWith(panel, /.*/)).toHaveAttribute('aria-selected', 'true');
}

/** Pastes a key, presses Verify, and returns the line with the verdict. */
export async function verifyWith(view: View, keyText: string): Promise<Locator> {
  const signature = regionOf(view, 'Signature');
  await unfold(signature);
  await signature.getByRole('textbox', { name: 'Key' }).fill(keyText);
  await signature.getByRole('button', { name: 'Verify' }).click();
  return signature.getByRole('status');
}

/** Unfolds the section of a signature or a decryption. */
export async function unfold(section: Locator): Promise<void> {
  await expect(section.getByRole('status').first()).not.toContainText('Checking');
  const heading = section.getByRole('heading').getByRole('button');
  if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
}

/** The claims table as the screen shows it: name and text of the value. */
export async function readClaims(view: View): Promise<Record<string, string>> {
  const rows = await regionOf(view, 'Claims').getByRole('table').getByRole('row').all();
  const read = rows.map(async (row) => [
    await row.getByRole('rowheader').innerText(),
    await row.locator('.value').first().innerText(),
  ]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}

/** Waits until the app's status line has exactly this text. */
export async function expectStatus(page: Page, text: string): Promise<void> {
  await expect(statusOf(page)).toHaveText(text, { timeout: 30_000 });
}

/** The newest JWT of this type that the provider issued. */
export function issuedOf(world: World, kind: World['issued'][number]['kind']): World['issued'][number] {
  const found = world.issued.findLast((token) => token.kind === kind);
  if (found === undefined) throw new Error(`The provider issued no ${kind}`);
  return found;
}

/** Refreshes the app's tokens. The page shows the same status after each refresh, so the provider's tokens are counted. */
export async function refresh(page: Page, world: World): Promise<void> {
  const countIssued = () => world.issued.filter(({ kind }) => kind === 'access_token').length;
  const before = countIssued();
  await press(page, 'Refresh');
  await expect.poll(countIssued).toBe(before + 1);
  await expectStatus(page, 'refreshed as alice');
}

/** A tab whose DevTools were opened before its page was loaded, and its real panel with the list of tokens. */
export async function openWithPanel(
  chrome: LaunchedBrowser,
  url = 'about:blank',
): Promise<{ readonly page: Page; readonly panel: Frame }> {
  const page = await chrome.openPage(url, { devtools: true });
  const { panel } = await openTokensFor(chrome, page);
  return { page, panel };
}

/** The same, with alice signed in while the panel captures. */
export async function openSignedIn(
  chrome: LaunchedBrowser,
  world: World,
): Promise<{ readonly page: Page; readonly panel: Frame }> {
  const opened = await openWithPanel(chrome);
  await signIn(opened.page, world);
  return opened;
}
