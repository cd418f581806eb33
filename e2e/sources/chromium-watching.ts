import type { Frame, Page } from 'playwright';
import type { LaunchedBrowser } from '../chromium/launch';
import { clickPermissionPrompt } from '../chromium/permission-prompt';
import { expect } from '../story';

/** Presses "Watch this site", allows it in the browser's own prompt, and reloads the page. */
export async function watchSite(chrome: LaunchedBrowser, page: Page, panel: Frame): Promise<void> {
  const button = panel.getByRole('button', { name: 'Watch this site' });
  await button.click();
  await clickPermissionPrompt(chrome, 'Allow');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
}
