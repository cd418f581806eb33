// Guards: after a refresh, the panel shows which response issued each token, what used it, what replaced it, and what
// changed. Without lines, tokens that replaced each other look alike, and the user would compare them by hand.
import {
  expect,
  expectStatus,
  gridOf,
  issuedOf,
  openSignedIn,
  openToken,
  refresh,
  regionOf,
  test,
} from './story';
import { press } from './world';

test('two refreshes give three positions, linked with their requests and compared in two clicks', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  const jwts = [issuedOf(world, 'access_token').jwt];
  for (let count = 0; count < 2; count += 1) {
    await refresh(page, world);
    jwts.push(issuedOf(world, 'access_token').jwt);
  }
  expect(new Set(jwts).size).toBe(3);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');

  const requests = panel.getByRole('grid', { name: 'Requests' });
  await panel.getByRole('tab', { name: 'Requests' }).click();
  await expect(requests.getByRole('row', { name: /\/token.*issued alice · access ·1/ })).toBeVisible();
  await expect(
    requests.getByRole('row', { name: /\/token.*issued alice · access ·3 from ·2/ }),
  ).toBeVisible();

  // The first click selects the request, the second one compares its token with the one before.
  await requests
    .getByRole('row', { name: /\/orders.*alice · access ·3/ })
    .last()
    .click();
  const token = panel.getByRole('region', { name: 'Token', exact: true });
  await token
    .getByRole('button', { name: /^Compare with alice · access ·2/ })
    .first()
    .click();
  const comparison = panel.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('heading', { level: 1 })).toHaveText(
    'alice · access ·2 → alice · access ·3',
  );
  const claims = comparison.getByRole('table', { name: 'Claims' });
  await expect(claims.getByRole('row', { name: /^jti / })).toContainText('changed');
  await expect(claims.getByRole('rowheader', { name: 'sub' })).toHaveCount(0);
  await panel.page().keyboard.press('Escape');
  await expect(comparison).toHaveCount(0);

  await panel.getByRole('tab', { name: 'Tokens' }).click();
  await openToken(panel, jwts[1] ?? '');
  const lineage = regionOf(panel, 'Lineage');
  await expect(lineage).toContainText(/Issued by\s*POST .*\/token/);
  await expect(lineage).toContainText('Replaces');
  await expect(lineage).toContainText('Replaced by');
  await lineage.getByRole('button', { name: 'alice · access ·1', exact: true }).click();
  await expect(lineage).toContainText(/Used by\s*\d+ request/);
  await expect(lineage).toContainText('Replaced by');
  await expect(lineage).not.toContainText('Replaces');
  await lineage
    .getByRole('button', { name: /GET .*\/orders/ })
    .first()
    .click();
  const request = panel.getByRole('region', { name: 'Request', exact: true });
  await expect(request.getByRole('heading', { level: 1 }).first()).toContainText('/orders');
  await request.getByRole('button', { name: 'alice · access ·2', exact: true }).click();
  await expect(gridOf(panel)).toBeVisible();

  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  const rows = gridOf(panel).getByRole('row', { name: /alice ·\d .*access/ });
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('·3');
  await rows.first().getByRole('button', { name: 'Hide 2 older tokens' }).click();
  await expect(rows).toHaveCount(1);
});
