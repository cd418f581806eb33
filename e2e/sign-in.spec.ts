// Guards: the tokens that a sign-in sends and receives appear in the real panel's list as it happens.
import {
  expect,
  expectStatus,
  gridOf,
  issuedOf,
  openSignedIn,
  openToken,
  readClaims,
  regionOf,
  rowsWith,
  test,
} from './story';
import { press } from './world';

test('the tokens of a sign-in, including those of the response body, appear without a reload', async ({
  chrome,
  world,
}) => {
  // Without reading response bodies, the refresh token would be missed: only a later request sends it.
  const { panel } = await openSignedIn(chrome, world);
  for (const kind of ['id_token', 'access_token', 'refresh_token'] as const) {
    await openToken(panel, issuedOf(world, kind).jwt);
    await expect(regionOf(panel, 'Requests')).toContainText(`response body json › $.${kind}`);
  }
});

test('the displayed claims are the claims that the provider issued', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  const { jwt, claims } = issuedOf(world, 'access_token');
  await openToken(panel, jwt);
  const expected = Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  expect(await readClaims(panel)).toEqual(Object.fromEntries(expected));
  await expect(regionOf(panel, 'Header')).toContainText('at+jwt');
});

test('the token of an HttpOnly cookie is found', async ({ chrome, world }) => {
  // Without the request headers only `document.cookie` would be left, which never contains it.
  const { page, panel } = await openSignedIn(chrome, world);
  const cookie = (await page.context().cookies(world.app.origin)).find(({ name }) => name === 'session');
  expect(cookie?.httpOnly).toBe(true);
  await openToken(panel, cookie?.value ?? '');
  await expect(regionOf(panel, 'Requests')).toContainText('response cookie session');
  await page.reload();
  await expect(regionOf(panel, 'Requests')).toContainText('request cookie session');
});

test('a token used by 200 requests is one row with the count 200', async ({ chrome, world }) => {
  // Counting sightings instead of requests gives 201: the response that delivered it.
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call 200 times');
  await expectStatus(page, '200 /orders, 200 times');
  expect(world.api.requests['/orders']).toBe(200);
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(rowsWith(panel, /.*/).locator('.cell-requests')).toHaveText('200');
  await expect(regionOf(panel, 'Requests').getByRole('listitem').first()).toHaveAttribute(
    'aria-setsize',
    /^20\d$/,
  );
  // While hidden, the list keeps its first rows. A screen reader would announce an empty list as no tokens.
  await expect(regionOf(panel, 'Requests').getByRole('listitem')).toHaveCount(20);
});

test('XMLHttpRequest is captured like fetch, with its response', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with XMLHttpRequest');
  await expectStatus(page, '200 /orders');
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await expect(regionOf(panel, 'Requests')).toContainText(/\/orders\s*200\s*request header Authorization/i);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  await rowsWith(panel, /expired/)
    .first()
    .click();
  await expect(regionOf(panel, 'Lifetime').getByRole('timer')).toHaveText(/^expired/);
  await expect(regionOf(panel, 'Requests')).toContainText('401');
  await expect(panel.getByText('1 rejected')).toBeVisible();
  await expect(regionOf(panel, 'Lifetime')).toContainText(/Last sent .* after it expired/);
});

test('a refresh adds new tokens and keeps the old ones', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const before = issuedOf(world, 'refresh_token').jwt;
  await press(page, 'Refresh');
  await expectStatus(page, 'refreshed as alice');
  const after = issuedOf(world, 'refresh_token').jwt;
  expect(after).not.toBe(before);
  await openToken(panel, before);
  await expect(regionOf(panel, 'Requests')).toContainText('request body');
  await openToken(panel, after);
});

test('a bearer token that is not a JWT is counted and reported', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Send an opaque token');
  await expect(panel.getByText(/1 request with a bearer token that isn’t a JWT/)).toBeVisible();
});

test.describe('in a time zone other than UTC', () => {
  test.use({ launch: { timeZone: 'Asia/Kathmandu' } });

  test('dates are shown in local time beside the raw number, and in UTC in the explanation', async ({
    chrome,
    world,
  }) => {
    const { panel } = await openSignedIn(chrome, world);
    const { jwt, claims } = issuedOf(world, 'access_token');
    await openToken(panel, jwt);
    const expires = new Date(Number(claims['exp']) * 1_000);
    const utc = expires.toISOString().slice(11, 19);
    const local = expires.toLocaleTimeString('en-GB', { timeZone: 'Asia/Kathmandu' });
    const row = regionOf(panel, 'Claims')
      .getByRole('row')
      .filter({ has: panel.getByRole('rowheader', { name: 'exp', exact: true }) });
    await expect(row).toContainText(String(claims['exp']));
    await expect(row).toContainText(local);
    await expect(row).not.toContainText(utc);
    await row.hover();
    await row.getByRole('button', { name: 'Explain exp' }).click();
    await expect(row).toContainText(`${utc} UTC`);
  });
});

test.describe('with a token of five seconds', () => {
  test.use({ worldOptions: { accessTokenSeconds: 5 } });

  test('the countdown changes to expired', async ({ chrome, world }) => {
    const { panel } = await openSignedIn(chrome, world);
    await openToken(panel, issuedOf(world, 'access_token').jwt);
    const timer = regionOf(panel, 'Lifetime').getByRole('timer');
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        seen.add((await timer.textContent()) ?? '');
        return [...seen].some((text) => text.startsWith('expired'));
      })
      .toBe(true);
    expect([...seen].filter((text) => text.startsWith('expires in')).length).toBeGreaterThan(1);
    // It changes in the list as well, where no row was opened.
    await expect(gridOf(panel).locator('.cell-lifetime[role=gridcell]').first()).toHaveText(/^expired/);
  });
});
