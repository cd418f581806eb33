// Guards: what the panel does in the inspected page, each only on a click: a request is sent again with another token and
// both responses are compared, a token is written back and restored, and a token replaces that of all calls until it's
// turned off or DevTools closes. Without them, a change to a token would have to be tried in another tool.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';
import { launchBrowser } from './chromium/launch';
import { clickPermissionPrompt } from './chromium/permission-prompt';
import {
  builtForChrome,
  expect,
  expectStatus,
  gridOf,
  issuedOf,
  openSignedIn,
  openWithPanel,
  rowsWith,
  test,
} from './story';
import { makeToken, press, signIn, type World } from './world';

/** Filters the list down to one token and selects it with the keyboard, which works in any size of the panel. */
async function selectToken(panel: Frame, jwt: string): Promise<void> {
  await panel.getByRole('searchbox', { name: 'Filter' }).fill(jwt);
  await expect(gridOf(panel)).toHaveAttribute('aria-rowcount', '2');
  await gridOf(panel).press('Home');
  await expect(rowsWith(panel, /.*/)).toHaveAttribute('aria-selected', 'true');
}

const requestOf = (panel: Frame) => panel.getByRole('region', { name: 'Request', exact: true });

/** Selects the newest request with this text in the list of requests. */
async function openRequest(panel: Frame, text: RegExp): Promise<void> {
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const rows = panel.getByRole('grid', { name: 'Requests' }).locator('[role=row][aria-selected]');
  await rows.filter({ hasText: text }).last().click();
}

/** Opens the form of a request, and pastes a token. */
async function openForm(panel: Frame, token?: string) {
  await requestOf(panel).getByRole('button', { name: 'Send again…' }).click();
  const form = requestOf(panel).getByRole('region', { name: 'Send again' });
  if (token !== undefined) {
    await form.getByRole('radio', { name: 'Pasted token' }).click();
    await form.getByRole('textbox', { name: 'Pasted token' }).fill(token);
  }
  return form;
}

test('a rejected request is sent again with another token, and both responses are shown', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await openRequest(panel, /GET .*\/orders.*401/);
  const before = world.api.requests['/orders'] ?? 0;
  const form = await openForm(panel, issuedOf(world, 'access_token').jwt);
  await expect(form).toContainText('Token replaced in: request header authorization');
  await expect(form).toContainText(/The inspected page sends GET http:\/\/127\.0\.0\.1:\d+\/orders/);
  expect(world.api.requests['/orders']).toBe(before);
  await form.getByRole('button', { name: 'Send GET' }).click();
  const responses = form.getByRole('table', { name: 'Responses' });
  await expect(responses.getByRole('row', { name: /^Status/ })).toContainText(/401 Unauthorized\s*200 OK/);
  await expect(responses.getByRole('row', { name: /^Cause/ })).toContainText(/expired.*Not rejected/);
  await expect(responses.getByRole('row', { name: /^www-authenticate/ })).toContainText('invalid_token');
  expect(world.api.requests['/orders']).toBe(before + 1);

  await form.getByRole('button', { name: 'Compare the tokens' }).click();
  const comparison = panel.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('rowheader', { name: 'exp', exact: true })).toBeVisible();
  await comparison.press('Escape');

  await form.getByRole('radio', { name: 'No token' }).click();
  await expect(form).toContainText('Token removed from: request header authorization');
  await form.getByRole('button', { name: 'Send GET' }).click();
  await expect(responses.getByRole('row', { name: /^Cause/ })).toContainText('doesn’t contain a token');
  await expect.poll(() => leftInPage(page), { timeout: 30_000 }).toEqual([]);
});

/** What a call leaves in the page: properties of the window, and frames. */
function leftInPage(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [
    ...Object.getOwnPropertyNames(window).filter((name) => name.startsWith('jwt-devtools')),
    ...[...document.querySelectorAll('iframe[hidden]')].map(String),
  ]);
}

test('a request that can change data is sent again only after a confirmation, with its body', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const url = `${world.api.origin}/echo`;
  await page.evaluate(
    async ([target, bearer]) => {
      const response = await fetch(target, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ item: 'Désk lamp', quantity: 2 }),
      });
      await response.text();
      // Many apps replace it, such as for monitoring. Then the browser's own function is used.
      window.fetch = () => Promise.reject(new Error('replaced'));
    },
    [url, issuedOf(world, 'access_token').jwt] as const,
  );
  const before = world.api.requests['/echo'] ?? 0;
  await openRequest(panel, /POST .*\/echo/);
  const other = await makeToken({ claims: { sub: 'mallory' } });
  const form = await openForm(panel, other);
  await expect(form).toContainText('Body as captured');
  await form.getByRole('button', { name: 'Send POST…' }).click();
  await expect(form.getByRole('alert')).toContainText('POST can change data on the server.');
  expect(world.api.requests['/echo']).toBe(before);
  await form.getByRole('button', { name: 'Cancel' }).click();
  await form.getByRole('button', { name: 'Send POST…' }).click();
  await form.getByRole('button', { name: 'Send POST' }).click();
  const responses = form.getByRole('table', { name: 'Responses' });
  await expect(responses.getByRole('row', { name: /^Status/ })).toContainText(/200 OK\s*200 OK/);
  expect(world.api.requests['/echo']).toBe(before + 1);
  await form.getByRole('button', { name: 'Open the new request' }).click();
  const body = requestOf(panel).getByRole('region', { name: 'Response body' });
  await expect(body).toContainText(other);
  await body.getByRole('button', { name: /^Show all/ }).click();
  await expect(body).toContainText('Désk lamp');
  await expect.poll(() => leftInPage(page), { timeout: 30_000 }).toEqual([]);
});

test('a token is written back into the JSON that the page stores, and restored with one click', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { jwt } = issuedOf(world, 'id_token');
  const stored = JSON.stringify({ note: 'a "quoted" text', auth: { id_token: jwt } });
  await page.evaluate((value) => localStorage.setItem('app.session', value), stored);
  await page.reload();
  await expectStatus(page, 'signed in as alice');
  const read = () => page.evaluate(() => localStorage.getItem('app.session'));
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  await selectToken(panel, jwt);
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  await expect(token.getByRole('region', { name: 'Requests' })).toContainText('app.session');
  const other = await makeToken({ claims: { sub: 'mallory' } });
  const write = async () => {
    await token.getByRole('button', { name: 'Write back…' }).click();
    const form = token.getByRole('region', { name: 'Write back' });
    const entry = form.getByRole('combobox', { name: 'Entry' });
    await entry.selectOption({ label: 'localStorage app.session' });
    await expect(form).toContainText('Replaces this token in localStorage app.session of http://127.0.0.1');
    await form.getByRole('radio', { name: 'Pasted token' }).click();
    await form.getByRole('textbox', { name: 'Pasted token' }).fill(`Bearer ${other}`);
    await form.getByRole('button', { name: 'Write', exact: true }).click();
    await expect(form).toHaveCount(0);
  };
  await write();
  expect(await read()).toBe(stored.replace(jwt, other));
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(read).toBe(stored);
  await expect(panel.getByRole('button', { name: 'Undo' })).toHaveCount(0);

  await write();
  await page.evaluate(() => localStorage.setItem('app.session', 'signed out'));
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByText('Not undone: the entry has changed since.')).toBeVisible();
  expect(await read()).toBe('signed out');
});

test('a readable cookie is written back with its attributes, and an HttpOnly one is not', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome);
  const session = page.waitForResponse((response) => response.url().endsWith('/session'));
  await signIn(page, world);
  const setCookies = (await (await session).headerValues('set-cookie')).join('\n');
  const sessionToken = /^session=([^;]+)/m.exec(setCookies)?.[1] ?? '';
  const readCookies = () =>
    page.evaluate(async () => {
      const { cookieStore } = window as unknown as {
        readonly cookieStore: { getAll(): Promise<Record<string, unknown>[]> };
      };
      return cookieStore.getAll();
    });
  const before = await readCookies();
  const [profile] = before;
  expect(before).toMatchObject([{ name: 'profile', path: '/', sameSite: 'lax' }]);
  const other = await makeToken({ claims: { sub: 'mallory' } });
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  const write = async (jwt: string) => {
    await selectToken(panel, jwt);
    await token.getByRole('button', { name: 'Write back…' }).click();
    const form = token.getByRole('region', { name: 'Write back' });
    await form.getByRole('radio', { name: 'Pasted token' }).click();
    await form.getByRole('textbox', { name: 'Pasted token' }).fill(other);
    await form.getByRole('button', { name: 'Write', exact: true }).click();
    return form;
  };
  const form = await write(String(profile?.['value']));
  await expect(form).toHaveCount(0);
  expect(await readCookies()).toEqual([{ ...profile, value: other }]);
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(readCookies).toEqual(before);
  await selectToken(panel, sessionToken);
  await expect(token).toContainText('the cookie session is HttpOnly, so scripts can’t change it.');
  await expect(token.getByRole('button', { name: 'Write back…' })).toHaveCount(0);
  await page.evaluate(() => {
    document.cookie = 'profile=; path=/; max-age=0';
  });
  await expect(await write(String(profile?.['value']))).toContainText('Scripts can’t read this entry');
});

/** Files of a folder that contain a text. Files that the browser removes meanwhile are skipped. */
function findInFiles(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    try {
      return statSync(join(folder, name)).isFile() && readFileSync(join(folder, name)).includes(text);
    } catch {
      return false;
    }
  });
}

/** The status with which the API responds to a call of the page. */
const callOrders = (page: Page, world: World, token = 'nothing') =>
  page.evaluate(
    async ([url, authorization]) => {
      const response = await fetch(url, { headers: { authorization } });
      return response.status;
    },
    [`${world.api.origin}/orders`, `Bearer ${token}`] as const,
  );

// Chromium applies rules of an extension only if it had the permission for them when the browser started.
test('a token is used on all calls of the tab to an origin until it is turned off or DevTools closes', async ({
  world,
}, info) => {
  const missing = process.env.MISSING_CHROMIUM ?? '';
  info.skip(missing !== '', missing);
  const profile = await mkdtemp(join(tmpdir(), 'jwt-devtools-override-'));
  const launch = () => launchBrowser({ extension: builtForChrome, profile });
  const before = await launch();
  const first = await openWithPanel(before);
  await first.page.goto(world.app.url);
  const unknown = await makeToken({ claims: { sub: 'alice' }, key: 'a secret' });
  expect(await callOrders(first.page, world, unknown)).toBe(401);
  await first.panel.getByRole('tab', { name: 'Tokens' }).click();
  await selectToken(first.panel, unknown);
  await first.panel.getByRole('button', { name: 'Use on all calls…' }).click();
  const replace = first.panel.getByRole('button', { name: 'Replace' });
  await replace.click();
  const prompt = await clickPermissionPrompt(before, 'Allow');
  expect(prompt.join(' ')).toContain('127.0.0.1');
  await expect(first.panel.getByText('Restart the browser once, then click “Replace” again.')).toBeVisible();
  expect(await callOrders(first.page, world)).toBe(401);
  await before.close();

  const chrome = await launch();
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  expect(await callOrders(page, world)).toBe(401);
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  const { jwt } = issuedOf(world, 'access_token');
  await selectToken(panel, jwt);
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  const turnOn = async () => {
    await token.getByRole('button', { name: 'Use on all calls…' }).click();
    const form = token.getByRole('region', { name: 'Use on all calls' });
    await expect(form).toContainText(`calls of ${new URL(world.app.url).origin} to ${world.api.origin} get`);
    await form.getByRole('button', { name: 'Replace' }).click();
  };
  await turnOn();
  const banner = panel.getByText(`In this tab, the page’s calls to ${world.api.origin} get another token.`);
  await expect(banner).toBeVisible();
  expect(await callOrders(page, world)).toBe(200);
  // Session rules are in memory. Everything else that the extension stores is in the profile as well.
  expect(findInFiles(chrome.profile, jwt.slice(-40))).toEqual([]);

  const other = await chrome.openPage(world.app.url);
  expect(await callOrders(other, world)).toBe(401);
  await page.bringToFront();

  await panel.getByRole('button', { name: 'Turn off' }).click();
  await expect(banner).toHaveCount(0);
  expect(await callOrders(page, world)).toBe(401);

  await turnOn();
  await expect(banner).toBeVisible();
  expect(await callOrders(page, world)).toBe(200);
  const options = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  await options.getByRole('button', { name: /declarativeNetRequest/ }).click();
  await expect(banner).toHaveCount(0);
  expect(await callOrders(page, world)).toBe(401);
  await options.close();
  await page.bringToFront();

  await turnOn();
  await expect(banner).toBeVisible();
  expect(await callOrders(page, world)).toBe(200);
  const { devtools } = await chrome.openPanelFor(page);
  await devtools.page.close();
  await expect.poll(() => callOrders(page, world)).toBe(401);
  await chrome.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
