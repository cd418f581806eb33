// Guards: the main task by the keyboard alone, from the list to the cause, the token, its signature and its text.
import type { Frame } from 'playwright';
import { expect, expectStatus, openWithPanel, regionOf, test } from './story';
import { press, signIn } from './world';

/** What has focus: its role or element, and its name or text. */
function focused(panel: Frame): Promise<string> {
  return panel.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return `${element?.getAttribute('role') ?? element?.localName ?? ''} ${name.trim()}`;
  });
}

/** Presses Tab until this has focus. */
async function tabTo(panel: Frame, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    await panel.page().keyboard.press('Tab');
    const now = await focused(panel);
    if (wanted.test(now)) return;
    passed.push(now.slice(0, 60));
  }
  throw new Error(`Tab never reached ${wanted}, but ${passed.join(', ')}`);
}

test('the cause, the token, its signature and its text, by the keyboard alone', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  await signIn(page, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  const keyboard = panel.page().keyboard;
  await chrome.openPanelFor(page);
  await panel.evaluate(() => window.focus());

  await tabTo(panel, /^tab Tokens/);
  await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  await expect(panel.getByRole('tab', { name: 'Requests' })).toHaveAttribute('aria-selected', 'true');
  await expect(
    panel.getByRole('row').filter({ hasText: 'Rejected' }).filter({ hasText: '401' }),
  ).toBeVisible();
  await tabTo(panel, /^(?:row|grid) /);
  await keyboard.press('End');
  const request = panel.getByRole('region', { name: 'Request', exact: true });
  await expect(request.getByRole('region', { name: 'Rejection' })).toHaveAttribute('data-cause', 'expired');

  await keyboard.press('Enter');
  await expect.poll(() => request.evaluate((region) => region.contains(document.activeElement))).toBe(true);
  await tabTo(panel, /Open in the list of tokens/);
  await keyboard.press('Enter');
  await expect(panel.getByRole('tab', { name: 'Tokens' })).toHaveAttribute('aria-selected', 'true');
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  await expect(token).toContainText('alice');

  await expect.poll(() => token.evaluate((region) => region.contains(document.activeElement))).toBe(true);
  await tabTo(panel, /^button Copy token$/);
  await keyboard.press('Enter');
  await expect(panel.getByText('Copied').first()).toBeAttached();
  await tabTo(panel, /^button Signature/);
  const signature = regionOf(panel, 'Signature');
  const before = await signature.getByRole('textbox', { name: 'Key' }).count();
  await keyboard.press('Enter');
  await expect(signature.getByRole('textbox', { name: 'Key' })).toHaveCount(1 - before);

  await keyboard.press('Escape');
  await expect.poll(() => focused(panel)).toMatch(/^(?:row|grid) /);
  await keyboard.press('/');
  await expect(panel.getByRole('searchbox', { name: 'Filter' })).toBeFocused();
});
