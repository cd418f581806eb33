// Guards: the log survives reloads of the panel's document, and the toolbar behaves like DevTools' own toolbars.
import {
  countTokens,
  expect,
  expectStatus,
  gridOf,
  issuedOf,
  openSignedIn,
  openToken,
  openWithPanel,
  regionOf,
  rowsWith,
  test,
  openTokensFor,
  unfold,
} from './story';
import { press, signIn, statusOf } from './world';

test('DevTools opened after the page loaded finds the stored tokens', async ({ chrome, world }) => {
  // Without the initial read of storage, an idle page shows nothing.
  const page = await chrome.openPage('about:blank');
  await signIn(page, world);
  const { panel } = await openTokensFor(chrome, page);
  await openToken(panel, issuedOf(world, 'id_token').jwt);
  await expect(regionOf(panel, 'Requests')).toContainText('sessionStorage oidc.user:');
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  await rowsWith(panel, 'alice').last().click();
  const keys = await page.evaluate(() => Object.keys(window));
  expect(keys.filter((key) => /jwt/i.test(key))).toEqual([]);
});

test('an empty list shows what to do', async ({ chrome, world }) => {
  const page = await chrome.openPage(world.app.url);
  const { panel } = await openTokensFor(chrome, page);
  await expect(gridOf(panel)).toHaveAttribute('aria-rowcount', '1');
  await page.evaluate(() => {
    document.title = 'before';
  });
  await panel.getByRole('button', { name: 'Reload page' }).click();
  await expect.poll(() => page.title()).not.toBe('before');
});

test('nothing is lost by showing another tool, docking, undocking and reloading the panel', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { jwt } = issuedOf(world, 'access_token');
  await openToken(panel, jwt);
  const signature = regionOf(panel, 'Signature');
  const jwks = JSON.stringify(await world.provider.jwks());
  await unfold(signature);
  await signature.getByRole('textbox', { name: 'Key' }).fill(jwks);
  await signature.getByRole('button', { name: 'Verify' }).click();
  await expect(signature.getByRole('status')).toHaveText(/^Valid/);
  const claims = regionOf(panel, 'Claims');
  await claims.getByRole('radio', { name: 'JSON' }).check();
  const header = regionOf(panel, 'Header');
  await header.getByRole('heading').getByRole('button').click();

  const expectAllThere = async () => {
    const { panel: shown } = await chrome.openPanelFor(page);
    await expect(shown.getByRole('searchbox', { name: 'Filter' })).toHaveValue(jwt);
    await expect(rowsWith(shown, /.*/)).toHaveAttribute('aria-selected', 'true');
    await expect(regionOf(shown, 'Signature').getByRole('status')).toHaveText(/^Valid/);
    await expect(regionOf(shown, 'Requests').getByRole('listitem')).not.toHaveCount(0);
    await expect(regionOf(shown, 'Claims').getByRole('radio', { name: 'JSON' })).toBeChecked();
    await expect(regionOf(shown, 'Header').getByRole('heading').getByRole('button')).toHaveAttribute(
      'aria-expanded',
      'false',
    );
  };
  const { devtools } = await chrome.openPanelFor(page);
  await devtools.showTool('console');
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await expectAllThere();
  // The call made while another tool was shown is listed too.
  await expect(regionOf(panel, 'Requests')).toContainText('/orders');
  await devtools.setDock('undocked');
  await expectAllThere();
  await devtools.setDock('bottom');
  await expectAllThere();

  await Promise.all([
    devtools.page.waitForEvent('framenavigated'),
    panel.evaluate('setTimeout(() => location.reload())'),
  ]);
  await expectAllThere();
  // Later requests reach the new document.
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  await press(page, 'Send a tampered token');
  await expect(rowsWith(panel, 'mallory')).toHaveCount(1);
});

test('Pause stops the capture and shows this; Clear empties the list', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const toolbar = panel.getByRole('toolbar', { name: 'Capture' });
  const pause = toolbar.getByRole('button', { name: 'Pause' });
  await pause.click();
  await expect(pause).toHaveAttribute('aria-pressed', 'true');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await pause.click();
  await expect(pause).toHaveAttribute('aria-pressed', 'false');
  await press(page, 'Send an expired token');
  await expect(rowsWith(panel, 'expired')).toHaveCount(1);
  await expect(rowsWith(panel, 'mallory')).toHaveCount(0);

  await toolbar.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => countTokens(panel)).toBe(0);
  await press(page, 'Call with fetch');
  await expect.poll(() => countTokens(panel)).toBe(1);
});

test('the log is preserved across navigations unless the box is not checked', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  const preserve = panel.getByRole('checkbox', { name: 'Preserve log' });
  await expect(preserve).toBeChecked();
  await signIn(page, world);
  await press(page, 'Send a tampered token');
  await expect(rowsWith(panel, 'mallory')).toHaveCount(1);
  await page.reload();
  await expect(statusOf(page)).toHaveText('signed in as alice');
  await expect(rowsWith(panel, 'mallory')).toHaveCount(1);

  await preserve.uncheck();
  // An app that only rewrites its URL hasn't navigated, so the requests of this document stay.
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await page.evaluate(() => history.pushState(null, '', '/elsewhere'));
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await expect(rowsWith(panel, 'mallory')).toHaveCount(1);
  await page.evaluate(() => history.replaceState(null, '', '/'));
  await page.reload();
  await expect(rowsWith(panel, 'mallory')).toHaveCount(0);
  // The new document's own tokens are in the list again.
  await expect(rowsWith(panel, 'alice')).not.toHaveCount(0);
});

test('two tabs show only their own tokens', async ({ chrome, world }) => {
  const first = await openWithPanel(chrome);
  await signIn(first.page, world);
  const second = await openWithPanel(chrome);
  await second.page.goto(world.second.url);
  await second.page.bringToFront();
  await expect(rowsWith(second.panel, 'alice')).toHaveCount(0);
  await expect.poll(() => countTokens(first.panel)).toBeGreaterThan(3);
});

test('the list can be used with the keyboard alone', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  // All of them, since another one would be added above the selected row.
  await expect.poll(() => countTokens(panel)).toBe(6);
  await rowsWith(panel, /.*/).first().click();
  const selected = panel.locator('[role=row][aria-selected=true]');
  await expect(selected).toHaveAttribute('aria-rowindex', '2');
  await panel.page().keyboard.press('ArrowDown');
  await expect(selected).toHaveAttribute('aria-rowindex', '3');
  await panel.page().keyboard.press('End');
  await expect(selected).toHaveAttribute('aria-rowindex', String((await countTokens(panel)) + 1));
  await panel.page().keyboard.press('Home');
  await expect(selected).toHaveAttribute('aria-rowindex', '2');
  await panel.page().keyboard.press('Control+f');
  await expect(panel.getByRole('searchbox', { name: 'Filter' })).toBeFocused();
  await panel.page().keyboard.type('refresh');
  await expect.poll(() => countTokens(panel)).toBe(1);
  await panel.page().keyboard.press('Escape');
  await expect.poll(() => countTokens(panel)).toBeGreaterThan(3);
});

test('the copied text is the exact token', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  const { jwt, claims } = issuedOf(world, 'access_token');
  await openToken(panel, jwt);
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  const pasted = async () => {
    await filter.fill('');
    await filter.press('Control+v');
    const text = await filter.inputValue();
    await openToken(panel, jwt);
    return text;
  };
  await panel.getByRole('button', { name: 'Copy token', exact: true }).click();
  expect(await pasted()).toBe(jwt);
  await panel.getByRole('button', { name: 'Copy claim sub', exact: true }).click();
  expect(await pasted()).toBe(claims['sub']);
  await panel.getByRole('button', { name: 'Copy claims', exact: true }).click();
  expect(JSON.parse(await pasted())).toEqual(claims);
});
