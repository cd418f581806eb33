// Guards: the lists by mouse and keyboard. Without this, columns would be as they were at first in each session, a row
// would have no menu, the keys would do nothing or something in DevTools, and a dropped key would be opened as a log.
import type { Frame, Locator } from 'playwright';
import { expect, expectStatus, gridOf, issuedOf, openSignedIn, rowsWith, showTokens, test } from './story';
import { makeToken, press } from './world';

/** Found by its button, since the separator beside it is part of its name. */
const headOf = (panel: Frame, name: string): Locator =>
  gridOf(panel)
    .getByRole('columnheader')
    .filter({ has: panel.getByRole('button', { name, exact: true }) });

const widthOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.width ?? 0;

/** The names of the shown columns, from left to right. */
const readColumns = (panel: Frame): Promise<string[]> =>
  gridOf(panel).locator('[role=columnheader]:not(.cell-dropped) .grid-label').allInnerTexts();

/** Drops a file on the list, as a user does from the file manager. */
const dropFile = (panel: Frame, name: string, text: string) =>
  panel.locator('.list').evaluate(
    (list, file) => {
      const data = new DataTransfer();
      data.items.add(new File([file.text], file.name));
      list.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    { name, text },
  );

test('columns are resized, moved, chosen and sorted, also by the next panel', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await showTokens(panel);
  await chrome.openPanelFor(page).then(({ devtools }) => devtools.resize({ width: 1600, height: 700 }));
  const subject = headOf(panel, 'Subject');
  const before = await widthOf(subject);
  const separator = subject.getByRole('separator');
  await headOf(panel, 'Subject').getByRole('button').focus();
  await separator.focus();
  await separator.press('ArrowRight');
  await separator.press('ArrowRight');
  await expect.poll(() => widthOf(subject)).toBeGreaterThan(before + 15);
  await separator.press('Enter');
  await expect.poll(() => widthOf(subject)).toBeLessThan(before);

  await headOf(panel, 'Type').getByRole('button').press('Shift+F10');
  const menu = panel.getByRole('menu');
  await menu.getByRole('menuitem', { name: 'Move left' }).click();
  const type = await headOf(panel, 'Type').boundingBox();
  const target = await headOf(panel, 'Subject').boundingBox();
  if (!type || !target) throw new Error('No headings');
  const mouse = panel.page().mouse;
  await mouse.move(type.x + 20, type.y + 10);
  await mouse.down();
  await mouse.move(type.x + 40, type.y + 10, { steps: 4 });
  await mouse.move(target.x + target.width - 10, type.y + 10, { steps: 8 });
  await expect.poll(() => readColumns(panel).then((names) => names.slice(0, 2))).toEqual(['Subject', 'Type']);
  await panel.page().keyboard.press('Escape');
  await mouse.up();
  await expect.poll(() => readColumns(panel).then((names) => names.slice(0, 2))).toEqual(['Type', 'Subject']);
  const lifetime = await headOf(panel, 'Lifetime').boundingBox();
  if (!lifetime) throw new Error('No heading');
  await mouse.move(lifetime.x + 20, lifetime.y + 10);
  await mouse.down();
  await mouse.move(lifetime.x, lifetime.y + 10, { steps: 4 });
  await mouse.move(type.x + 5, lifetime.y + 10, { steps: 8 });
  await mouse.up();
  // The click that ends it doesn't sort.
  await expect(headOf(panel, 'Lifetime')).not.toHaveAttribute('aria-sort');

  await headOf(panel, 'Issuer').click({ button: 'right' });
  await menu.getByRole('menuitemcheckbox', { name: 'Issuer' }).click();
  await headOf(panel, 'Requests').getByRole('button').click();
  await expect(headOf(panel, 'Requests')).toHaveAttribute('aria-sort', 'descending');
  const columns = await readColumns(panel);
  expect(columns.slice(0, 3)).toEqual(['Lifetime', 'Type', 'Subject']);
  expect(columns).not.toContain('Issuer');
  const width = await widthOf(subject);

  await panel.evaluate(() => location.reload()).catch(() => {});
  const { panel: next } = await chrome.openPanelFor(page);
  await showTokens(next);
  await expect.poll(() => readColumns(next)).toEqual(columns);
  await expect(headOf(next, 'Requests')).toHaveAttribute('aria-sort', 'descending');
  expect(Math.abs((await widthOf(headOf(next, 'Subject'))) - width)).toBeLessThan(3);

  await headOf(next, 'Type').click({ button: 'right' });
  await next.getByRole('menuitem', { name: 'Reset columns' }).click();
  await expect.poll(() => readColumns(next)).toContain('Issuer');
});

test('a row has a menu, and the keys of the list work', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await showTokens(panel);
  await chrome.openPanelFor(page).then(({ devtools }) => devtools.resize({ width: 1600, height: 700 }));
  const { jwt } = issuedOf(world, 'access_token');
  const grid = gridOf(panel);
  const menu = panel.getByRole('menu', { name: 'Actions' });
  const copied = panel.getByText('Copied', { exact: true });
  // The panel may write to the clipboard but not read it.
  const readCopied = async (): Promise<string> => {
    await expect(copied).toBeVisible();
    return panel.evaluate(() => (window as unknown as { copiedText: string }).copiedText);
  };
  await panel.evaluate(() => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => {
      Object.assign(window, { copiedText: text });
      return write(text);
    };
  });

  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.fill(jwt);
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  const row = rowsWith(panel, /.*/).first();
  await row.click({ button: 'right' });
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await menu.getByRole('menuitem', { name: /^Copy as cURL/ }).click();
  const command = await readCopied();
  expect(command).toMatch(/^curl 'http/);
  expect(command).toContain('"$TOKEN"');
  expect(command).not.toContain('eyJ');
  await expect(grid).toBeFocused();

  await grid.press('Control+c');
  await expect.poll(readCopied).toMatch(/^eyJ/);

  await grid.press('Shift+F10');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await menu.press('End');
  await menu.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(grid).toBeFocused();

  await grid.press('Shift+F10');
  // The page has fetched the issuer's keys.
  await menu.getByRole('menuitem', { name: 'Verify with' }).click();
  const keys = panel.getByRole('menu', { name: 'Verify with' });
  await expect(keys.getByRole('menuitem').first()).toContainText('demo-es256');
  await keys.getByRole('menuitem', { name: 'Other key…' }).click();
  await expect(panel.getByRole('textbox', { name: 'Key' })).toBeFocused();
  await panel.getByRole('textbox', { name: 'Key' }).press('Escape');
  await expect(grid).toBeFocused();

  await grid.press('Enter');
  const detail = panel.getByRole('region', { name: 'Token', exact: true });
  await expect(detail).toBeFocused();
  await detail.press('Escape');
  await expect(grid).toBeFocused();

  await filter.fill('');
  await expect(grid).not.toHaveAttribute('aria-rowcount', '2');
  await grid.press('Home');
  await grid.press('Shift+ArrowDown');
  await expect(panel.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await expect(grid.locator('[role=row][aria-selected=true]')).toHaveCount(2);
  await expect(grid).toBeFocused();
  await grid.press('Escape');
  await expect(panel.getByRole('region', { name: 'Comparison' })).toHaveCount(0);

  await grid.press('?');
  const dialog = panel.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await dialog.press('Escape');
  await expect(grid).toBeFocused();
  await grid.press('/');
  await expect(filter).toBeFocused();
  await grid.focus();
  await grid.press('Control+f');
  await expect(filter).toBeFocused();
  const pause = panel.getByRole('button', { name: 'Pause' });
  await grid.press('Control+e');
  await expect(pause).toHaveAttribute('aria-pressed', 'true');
  await grid.press('Control+e');
  await expect(pause).toHaveAttribute('aria-pressed', 'false');

  await dropFile(panel, 'empty.json', '{"keys":[]}');
  await expect(panel.getByText(/empty\.json isn’t usable as a key/)).toBeVisible();
  // Only the dropped key verifies this one.
  const secret = { kty: 'oct', k: Buffer.from('k'.repeat(32)).toString('base64url') };
  const other = await makeToken({ claims: { sub: 'dropped' }, key: 'k'.repeat(32) });
  await page.evaluate(async (token) => {
    await fetch('/nowhere', { headers: { authorization: `Bearer ${token}` } });
  }, other);
  await filter.fill(other);
  await expect(rowsWith(panel, 'Not verified')).toHaveCount(1);
  await dropFile(panel, 'key.json', JSON.stringify(secret));
  await expect(rowsWith(panel, 'Verified: dropped key')).toHaveCount(1);
  await filter.fill('');

  await grid.press('Control+l');
  await expect(grid).toHaveAttribute('aria-rowcount', '1');
});
