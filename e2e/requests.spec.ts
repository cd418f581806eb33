// Guards: the panel answers which token a request carried and why it was rejected, in one click. Without the link from
// requests to tokens, or without a diagnosis, the user would compare the lists by hand.
import { expect, expectStatus, openSignedIn, test } from './story';
import { press, signIn } from './world';

test('the newest rejected request is explained at once, and leads to its token and back', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const grid = panel.getByRole('grid', { name: 'Requests' });
  const selected = grid.locator('[aria-selected=true]');
  await expect(selected).toContainText(/GET .*\/orders.*401.*expired/);
  const request = panel.getByRole('region', { name: 'Request', exact: true });
  const rejection = request.getByRole('region', { name: 'Rejection' });
  await expect(rejection).toHaveAttribute('data-cause', 'expired');
  await expect(rejection).toContainText('expired');
  await expect(request.getByRole('region', { name: 'Request headers' })).toContainText(
    /authorization\s*Bearer/i,
  );
  await expect(request.getByRole('region', { name: 'Response headers' })).toContainText(/www-authenticate/i);

  await request.getByRole('button', { name: 'Open in the list of tokens' }).click();
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  await expect(token.getByRole('region', { name: 'Rejection' })).toHaveAttribute('data-cause', 'expired');
  await token.getByRole('button', { name: 'Show this request' }).first().click();
  await expect(request).toContainText('401');

  // The place in the details is kept from request to request, but not where it hides why one was rejected.
  const rows = grid.getByRole('row');
  await rows.filter({ hasText: '/orders' }).filter({ hasText: '200' }).last().click();
  const heading = request.getByRole('heading', { level: 1 }).first();
  await expect(heading).toContainText('/orders');
  await request.hover();
  await panel.page().mouse.wheel(0, 3_000);
  await expect(heading).not.toBeInViewport();
  await rows.filter({ hasText: '/orders' }).filter({ hasText: '401' }).last().click();
  await expect(rejection).toHaveAttribute('data-cause', 'expired');
  await expect(heading).toBeInViewport();
  await expect(rejection).toBeInViewport();
});

test('the filter finds requests by URL, status, cause and claims, and the count of rejected ones is a filter', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const grid = panel.getByRole('grid', { name: 'Requests' });
  const rows = grid.locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])');
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.fill('url:/orders status:200 method:get');
  await expect(rows).toHaveCount(1);
  await filter.fill('sub:alice -url:/orders');
  await expect(rows.first()).toContainText('alice');
  await expect(rows.filter({ hasText: '/orders' })).toHaveCount(0);
  await panel.getByRole('button', { name: '1 rejected' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('401');
  await filter.fill('cause:signature');
  await expect(rows).toHaveCount(1);
});

test('an empty panel has one sentence, and lists requests first once there are some', async ({
  chrome,
  world,
}) => {
  const page = await chrome.openPage('about:blank', { devtools: true });
  const { panel } = await chrome.openPanelFor(page);
  const requests = panel.getByRole('tab', { name: 'Requests' });
  await expect(requests).toHaveAttribute('aria-selected', 'true');
  await expect(panel.getByRole('main').getByRole('paragraph')).toHaveText([/^No requests captured yet/]);
  await signIn(page, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await expect(requests).toHaveAttribute('aria-selected', 'true');
  const grid = panel.getByRole('grid', { name: 'Requests' });
  await expect(grid.getByRole('row').filter({ hasText: /GET.*\/orders/ })).toContainText('alice');
});

test('stored tokens of a page that was loaded before DevTools are listed at once', async ({
  chrome,
  world,
}) => {
  const page = await chrome.openPage('about:blank');
  await signIn(page, world);
  const { panel } = await chrome.openPanelFor(page);
  await expect(panel.getByRole('tab', { name: 'Tokens' })).toHaveAttribute('aria-selected', 'true');
  await expect(panel.getByRole('grid', { name: 'Tokens' })).toContainText('alice');
});

test('the filter completes keys and values that are present', async ({ chrome, world }) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const rows = panel.getByRole('grid', { name: 'Requests' }).locator('[role=row][aria-selected]');
  await expect(rows.filter({ hasText: '401' })).toHaveCount(1);
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.pressSequentially('stat');
  const options = panel.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await expect(options).toHaveText(['status:Response status']);
  await filter.press('Tab');
  await expect(options.filter({ hasText: 'status:401' })).toContainText('1 request');
  await filter.press('4');
  await expect(options.first()).toHaveText('status:4011 request');
  await filter.press('ArrowDown');
  await filter.press('Enter');
  await expect(filter).toHaveValue('status:401');
  await expect(options).toHaveCount(0);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('401');
});

test('a request shows what made it and how long that took, and leads to the Network panel', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  const { devtools } = await chrome.openPanelFor(page);
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const request = panel.getByRole('region', { name: 'Request', exact: true });
  await expect(request).toContainText(/Initiator: calls\.js:\d+:\d+/);
  await expect(request.getByRole('region', { name: 'Timing' })).toContainText(
    /Waiting for the response[\d.]+ ms/,
  );
  await request.getByRole('button', { name: 'Reveal in Network' }).click();
  await expect(devtools.page.getByRole('tab', { name: 'Network', selected: true })).toBeVisible();
  await expect(devtools.page.getByText('domain:127.0.0.1').first()).toBeVisible();
});
