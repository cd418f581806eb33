// Takes a screenshot of each tool of the panel and of the viewer in three widths and both themes, and runs axe on each:
// menus, keys, saving, comparing, editing, and the actions in the page.
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright';
import { takeAll, takeTab } from './screens';
import { expect, expectStatus, gridOf, issuedOf, openSignedIn, openToken, regionOf, test } from './story';
import { makeToken, press } from './world';

const secret = 'a secret of thirty-two characters';
const har = fileURLToPath(new URL('preview/sign-in.har', import.meta.url));

/** The start of the details, away from the element that was pressed last. */
const toStart = (view: Frame | Page, name: 'Request' | 'Token') =>
  view.getByRole('region', { name, exact: true }).evaluate((detail) => detail.scrollTo(0, 0));

test('menus, the keys, the preview of a saved file and the list of shortcuts', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { devtools } = await chrome.openPanelFor(page);
  const take = (name: string, prepare?: () => Promise<void>) =>
    takeAll(devtools, panel, `panel-${name}`, 600, prepare);
  const { jwt } = issuedOf(world, 'access_token');
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  const keyboard = panel.page().keyboard;
  await openToken(panel, jwt);
  await filter.fill('');
  // A menu closes when the panel is resized.
  const menu = panel.getByRole('menu').first();
  await take('row-menu', async () => {
    await gridOf(panel).press('Shift+F10');
    await expect(menu).toBeVisible();
  });
  await keyboard.press('Escape');
  await expect(gridOf(panel)).toBeFocused();
  await take('column-menu', async () => {
    await gridOf(panel).getByRole('button', { name: 'Lifetime' }).press('Shift+F10');
    await expect(menu).toBeVisible();
  });
  await keyboard.press('Escape');
  await filter.pressSequentially('is');
  await filter.press('ArrowDown');
  await expect(panel.getByRole('option').first()).toBeVisible();
  await take('filter-suggestions');
  await filter.press('Escape');
  await filter.fill('');

  await panel.getByRole('button', { name: 'Keyboard shortcuts (?)' }).click();
  await take('shortcuts');
  await keyboard.press('Escape');
  await expect(panel.getByRole('dialog')).toHaveCount(0);

  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  const save = panel.getByRole('region', { name: 'Save' });
  await save.getByText('Claims to replace').click();
  await save.getByRole('button', { name: 'Save with live tokens instead…' }).click();
  await take('save');
  await keyboard.press('Escape');
  await expect(panel.getByRole('button', { name: 'Save', exact: true })).toBeFocused();

  await panel.getByRole('button', { name: 'Keys', exact: true }).click();
  const keys = panel.getByRole('region', { name: 'Keys', exact: true });
  await keys.getByRole('textbox', { name: 'New key' }).fill(secret);
  await keys.getByRole('button', { name: 'Add key' }).click();
  await keys.getByRole('textbox', { name: 'New key' }).fill('https://id.example/jwks');
  await keys.getByRole('button', { name: 'Add key' }).click();
  await expect(keys.getByRole('alert')).toHaveText(/This is a URL/);
  await take('keys');
});

test('the editor and the actions in the page', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { devtools } = await chrome.openPanelFor(page);
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  const take = (name: string, shown: 'Request' | 'Token' = 'Token') =>
    takeAll(devtools, panel, `panel-${name}`, 800, () => toStart(panel, shown));

  await token.getByRole('button', { name: 'Use on all calls…' }).click();
  await expect(token.getByRole('region', { name: 'Use on all calls' })).toContainText('get “Authorization');
  await take('override');
  await token
    .getByRole('region', { name: 'Use on all calls' })
    .getByRole('button', { name: 'Close' })
    .click();

  await panel.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = regionOf(panel, 'Token editor');
  await editor.getByRole('combobox', { name: 'Sign with' }).selectOption('Generate a key');
  await editor.getByRole('button', { name: 'Sign', exact: true }).click();
  const result = editor.getByRole('region', { name: 'Edited token' });
  await expect(result).toContainText('Valid:');
  await takeAll(devtools, panel, 'panel-editor-created', 800, () => result.scrollIntoViewIfNeeded());
  await editor.getByRole('textbox', { name: 'Claims' }).click();
  await panel.page().keyboard.press('Control+a');
  await panel.page().keyboard.insertText("{'sub': 1}");
  await expect(editor.getByText('Line 1, column 2: JSON needs double quotes.')).toBeVisible();
  await take('editor-error');

  await panel.getByRole('tab', { name: 'Requests' }).click();
  const requests = panel.getByRole('grid', { name: 'Requests' }).locator('[role=row][aria-selected]');
  await requests.filter({ hasText: '401' }).last().click();
  const request = panel.getByRole('region', { name: 'Request', exact: true });
  await request.getByRole('button', { name: 'Send again…' }).click();
  const form = request.getByRole('region', { name: 'Send again' });
  await form.getByRole('radio', { name: 'No token' }).click();
  await form.getByRole('button', { name: 'Send GET' }).click();
  await expect(form.getByRole('table', { name: 'Responses' })).toContainText('doesn’t contain a token');
  await take('send-again', 'Request');
});

test('the viewer: empty, with a problem, tokens, a comparison, the editor and a HAR', async ({ chrome }) => {
  const viewer = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/viewer.html`);
  const box = viewer.getByRole('textbox', { name: 'Text with tokens' });
  await expect(box).toBeFocused();
  const take = (name: string) => takeTab(viewer, `viewer-${name}`, 700);
  await take('empty');
  await box.fill('Bearer null');
  await box.press('Control+Enter');
  await expect(viewer.getByText(/The token was "null"/)).toBeVisible();
  await take('problem');
  const [alice, bob] = await Promise.all(
    [
      { sub: 'alice', aud: ['shop', 'api'], exp: 4_000_000_000 },
      { sub: 'bob', aud: 'shop', exp: 1_790_000_000 },
    ].map((claims) => makeToken({ claims: { iss: 'https://id.example', ...claims }, key: secret })),
  );
  await box.fill(`${alice}\n${bob}`);
  await box.press('Control+Enter');
  const rows = gridOf(viewer.mainFrame()).locator('[role=row][aria-selected]');
  await rows.filter({ hasText: 'alice' }).click();
  await expect(regionOf(viewer, 'Claims')).toContainText('alice');
  await take('tokens');
  await rows.filter({ hasText: 'bob' }).click({ modifiers: ['Control'] });
  const comparison = viewer.getByRole('region', { name: 'Comparison' });
  await comparison.getByRole('button', { name: /equal/ }).click();
  await take('comparison');
  await comparison.press('Escape');
  await viewer.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(viewer.getByRole('textbox', { name: 'Claims' })).toContainText('"iss"');
  await take('editor');
  await viewer.locator('input[type=file]').first().setInputFiles(har);
  await viewer.getByRole('tab', { name: 'Requests' }).click();
  await expect(viewer.getByRole('region', { name: 'Rejection' })).toBeVisible();
  await take('har');
});
