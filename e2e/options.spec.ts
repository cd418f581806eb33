// Guards: the options page with open DevTools. Fails if a setting has no effect in the panel, or if "Forget everything"
// leaves something on disk, in memory or in the panel.
import { expect, openWithPanel, regionOf, rowsWith, showTokens, test, unfold } from './story';
import { makeToken } from './world';

test('settings apply to the open panel, and everything can be forgotten', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  await page.goto(world.app.url);
  const exp = Math.floor(Date.now() / 1_000) - 30;
  const token = await makeToken({ claims: { iss: 'https://id.example', sub: 'late', exp }, key: 'a secret' });
  await page.evaluate(async (bearer) => {
    await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
  }, token);
  await showTokens(panel);
  await rowsWith(panel, 'late').click();
  const lifetime = regionOf(panel, 'Lifetime');
  await expect(lifetime).toContainText(/expired \d+s ago/);
  await expect(lifetime).not.toContainText('within the leeway');

  const signature = regionOf(panel, 'Signature');
  await unfold(signature);
  const options = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  const display = options.getByRole('region', { name: 'Display' });
  await display.getByRole('spinbutton', { name: 'Leeway in seconds' }).fill('601');
  await display.getByRole('spinbutton', { name: 'Leeway in seconds' }).press('Enter');
  await expect(display).toContainText('600');
  await display.getByRole('spinbutton', { name: 'Leeway in seconds' }).fill('600');
  await display.getByRole('spinbutton', { name: 'Leeway in seconds' }).press('Enter');
  await expect(lifetime).toContainText('within the leeway');
  for (const theme of ['dark', 'light'] as const) {
    await display.getByRole('combobox', { name: 'Theme' }).selectOption(theme);
    await expect(panel.locator('[data-theme]')).toHaveAttribute('data-theme', theme);
    await expect(options.locator('html')).toHaveAttribute('data-theme', theme);
  }
  await display.getByRole('combobox', { name: 'Time zone' }).selectOption('utc');
  await expect(display.getByRole('combobox', { name: 'Time zone' })).toHaveValue('utc');

  await panel.getByRole('searchbox', { name: 'Filter' }).fill('late');
  // A key that is typed but not tried is only in the panel's page.
  await signature.getByRole('textbox', { name: 'Key' }).fill('untried secret');
  const welcome = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/welcome.html`);
  const box = welcome.getByRole('textbox', { name: 'Token' });
  await box.fill(token);
  await options.bringToFront();
  await options.reload();
  const storedData = options.getByRole('region', { name: 'What this extension holds right now' });
  await expect(storedData.getByRole('listitem').filter({ hasText: 'Changed settings' })).toHaveText(/1$/);
  await expect(
    storedData.getByRole('listitem').filter({ hasText: 'Requests and storage reads in open DevTools' }),
  ).not.toHaveText(/s0$/);
  await expect(storedData.getByRole('listitem').filter({ hasText: 'Texts that you entered' })).toHaveText(
    /2$/,
  );
  await storedData.getByRole('button', { name: 'Forget everything' }).click();
  await expect(storedData.getByRole('status')).toContainText('Everything was forgotten');
  for (const line of await storedData.getByRole('listitem').all()) await expect(line).toHaveText(/\D0$/);
  await expect(rowsWith(panel, 'late')).toHaveCount(0);
  await expect(panel.getByRole('searchbox', { name: 'Filter' })).toHaveValue('');
  await expect(panel.getByText('untried secret')).toHaveCount(0);
  await expect(box).toHaveValue('');
  const stored = await options.evaluate(async () => {
    const { chrome: api } = globalThis as unknown as {
      chrome: { storage: Record<'local' | 'session', { get(keys: null): Promise<object> }> };
    };
    return [await api.storage.local.get(null), await api.storage.session.get(null)];
  });
  // The background's sequence number, which it writes again, is all that's left.
  const [local, { 'web requests': sequence = '{}', ...session }] = stored as [object, Record<string, string>];
  expect([local, session]).toEqual([{}, {}]);
  expect(JSON.parse(sequence)).not.toHaveProperty('counts.0');
});

test('the options page is linked in the panel, in the empty popup and on the first-run page', async ({
  chrome,
  world,
}) => {
  const { panel } = await openWithPanel(chrome, world.app.url);
  const url = `chrome-extension://${chrome.extensionId}/src/entry/options.html`;
  const openedBy = async (click: () => Promise<void>) => {
    const [opened] = await Promise.all([
      chrome.context.waitForEvent('page', (page) => page.url() === url),
      click(),
    ]);
    await expect(opened.getByRole('region', { name: 'Display' })).toBeVisible();
    await opened.close();
  };
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  await openedBy(() => panel.getByRole('link', { name: 'Change the limits on the options page' }).click());
  const popup = await chrome.openPopup();
  // The popup closes as the tab opens, which Playwright reports as a failed click.
  await openedBy(() =>
    popup
      .getByRole('link', { name: 'Options' })
      .click()
      .catch(() => {}),
  );
  const welcome = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/welcome.html`);
  await welcome.getByRole('link', { name: 'Options' }).click();
  await expect(welcome.getByRole('region', { name: 'Display' })).toBeVisible();
});
