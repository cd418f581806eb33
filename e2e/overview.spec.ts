// Guards: the overview shows tokens, requests and rejections by time, and its range filters both lists. Without it, the
// user would compare the times of two lists to see which token a request was sent with, and when it was replaced.
import { expect, expectStatus, openSignedIn, test } from './story';
import { press } from './world';

test('the overview shows a refresh and a rejected request, filters by time, and stays collapsed', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Refresh');
  await expectStatus(page, 'refreshed as alice');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');

  await panel.getByRole('tab', { name: 'Requests' }).click();
  const overview = panel.getByRole('region', { name: 'Overview' });
  const times = overview.getByRole('slider', { name: 'Requests by time' });
  await expect(overview).toContainText(
    /\d+ tokens, \d+ requests, 1 of them rejected, from \d\d:\d\d:\d\d to/,
  );
  await expect(overview.getByRole('button', { name: /^alice/ }).first()).toBeVisible();
  await expect(overview.getByRole('button', { name: /^mallory/ })).toBeVisible();
  for (const drawn of ['bars', 'joints', 'accepted', 'rejected']) {
    await expect(overview.locator(`.overview-${drawn}`)).toHaveAttribute('d', /^M/);
  }
  expect((await overview.boundingBox())?.height).toBeLessThanOrEqual(76);

  // The last request is the rejected one.
  await times.focus();
  await times.press('End');
  await expect(times).toHaveAttribute('aria-valuetext', /GET .*\/orders · 401 · Rejected/);
  await times.press('Shift+ArrowLeft');
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await expect(filter).toHaveValue(/^time:[\d:.]+$/);
  const rows = panel.getByRole('grid', { name: 'Requests' });
  await expect(rows).toHaveAttribute('aria-rowcount', '3');
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  const tokens = panel.getByRole('grid', { name: 'Tokens' });
  await expect(tokens.getByRole('row', { name: /mallory/ })).toHaveCount(1);
  const filtered = Number(await tokens.getAttribute('aria-rowcount'));
  await times.press('Escape');
  await expect(filter).toHaveValue('');
  await expect.poll(async () => Number(await tokens.getAttribute('aria-rowcount'))).toBeGreaterThan(filtered);

  // A click on the rejected request opens it, and one on a label its token.
  await times.press('End');
  await times.press('Enter');
  await expect(panel.getByRole('region', { name: 'Request', exact: true })).toContainText('401');
  await overview.getByRole('button', { name: /^mallory/ }).click();
  await expect(panel.getByRole('region', { name: 'Token', exact: true })).toContainText('mallory');

  await overview.getByRole('button', { name: 'Overview' }).click();
  await expect(times).toHaveCount(0);
  await expect(overview).toContainText('1 of them rejected');
  const { devtools } = await chrome.openPanelFor(page);
  await devtools.setDock('undocked');
  const { panel: reopened } = await chrome.openPanelFor(page);
  const again = reopened.getByRole('region', { name: 'Overview' });
  await expect(again.getByRole('button', { name: 'Overview' })).toHaveAttribute('aria-expanded', 'false');
  await again.getByRole('button', { name: 'Overview' }).click();
  await expect(again.getByRole('slider')).toBeVisible();
});

test.describe('with an API whose clock is ahead', () => {
  test.use({ worldOptions: { apiClockSeconds: 600 } });

  test('its clock is shown, and that the token had expired there', async ({ chrome, world }) => {
    const { page, panel } = await openSignedIn(chrome, world);
    await press(page, 'Call with fetch');
    await expectStatus(page, '200 /orders');
    await panel.getByRole('tab', { name: 'Requests' }).click();
    await panel
      .getByRole('grid', { name: 'Requests' })
      .getByRole('row', { name: /GET .*\/orders/ })
      .click();
    const request = panel.getByRole('region', { name: 'Request', exact: true });
    await expect(request.getByText(/^Server clock: (10m|9m 59s) ahead of yours \(±1s\)$/)).toBeVisible();
    await expect(
      request.getByText(
        /^By the server’s clock, expired (5m|4m 59s)\b.* before it was sent\. By yours, not expired\.$/,
      ),
    ).toBeVisible();
    await expect(panel.getByRole('region', { name: 'Overview' })).toContainText(/Server clock: .* ahead/);
  });
});
