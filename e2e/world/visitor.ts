import type { Locator, Page } from 'playwright';
import type { World } from './world';

/** The app page's status line, which shows the latest result: `200 /orders`, `signed in as alice`. */
export function statusOf(page: Page): Locator {
  return page.getByRole('status');
}

/** Presses the button with exactly this name. The status line shows `working` until there is a result. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Opens the app and signs in through the provider's page, as a person would; needs a signed-out browser. */
export async function signIn(page: Page, world: World, name = 'alice'): Promise<void> {
  await page.goto(world.app.url);
  await waitForStatus(page, 'signed out');
  await press(page, 'Sign in');
  await page.getByLabel('Name').fill(name);
  await press(page, 'Sign in');
  await waitForStatus(page, `signed in as ${name}`);
}

async function waitForStatus(page: Page, text: string): Promise<void> {
  await statusOf(page)
    .and(page.getByText(text, { exact: true }))
    .waitFor();
}
