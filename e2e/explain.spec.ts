// Guards: findings with their rules, explanations of claims, and the JSON as it was signed, in the real panel.
import { createHmac } from 'node:crypto';
import type { Locator } from 'playwright';
import { expect, issuedOf, openSignedIn, openToken, readClaims, regionOf, test, unfold } from './story';
import { makeToken } from './world';

test('findings of a real access token show their rules, and an unsigned token those of its request, the most severe first', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openSignedIn(chrome, world);
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  const checks = regionOf(panel, 'Checks');
  await checks.getByRole('button', { name: 'All checks' }).click();
  await expect(checks.getByRole('listitem').first()).toBeVisible();
  // The provider signs its tokens, so no finding may call this one unsigned.
  await expect(checks.locator('[data-rule=ALG-NONE]')).toHaveCount(0);

  const unsecured = await makeToken({ header: { alg: 'none' }, claims: { sub: 'anyone' } });
  await page.evaluate(async (jwt) => {
    const response = await fetch(`/nowhere?access_token=${jwt}`);
    await response.text();
  }, unsecured);
  await openToken(panel, unsecured);
  // The check knows where the token was sent. On a developer's machine, an unsigned token is only a fact.
  await expect(checks.getByRole('listitem').first()).toHaveAttribute('data-rule', 'TR-URL-QUERY');
  await expect(checks.locator('[data-rule=ALG-NONE]')).toHaveCount(1);
});

test('a claim is explained in its row, and highlighted in the encoded text', async ({ chrome, world }) => {
  const { panel } = await openSignedIn(chrome, world);
  await openToken(panel, issuedOf(world, 'id_token').jwt);
  const claims = regionOf(panel, 'Claims');
  const row = claims
    .getByRole('row')
    .filter({ has: panel.getByRole('rowheader', { name: 'aud', exact: true }) });
  await row.hover();
  await expect(regionOf(panel, 'Encoded').locator('mark')).not.toHaveText('');
  const before = await row.evaluate((element) => element.getBoundingClientRect().height);
  expect(before).toBeLessThan(24);
  await row.getByRole('button', { name: 'Explain aud' }).click();
  await expect(row).toContainText('RFC 7519');
  const next = row.locator('xpath=following-sibling::tr[1]');
  // The explanation covers no other row.
  const [{ y, height }, below] = await Promise.all([boxOf(row), boxOf(next)]);
  expect(below.y).toBeGreaterThanOrEqual(y + height - 1);
  await row.getByRole('button', { name: 'Explain aud' }).click();
  await expect(row).not.toContainText('RFC 7519');
});

test('the JSON view keeps numbers and duplicate names as they were signed', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const payload = '{"id":12345678901234567890,"ratio":3.0,"role":"user","role":"admin"}';
  await popup
    .getByRole('textbox', { name: 'Token' })
    .fill(await makeToken({ claims: payload, key: 'k'.repeat(32) }));
  const claims = regionOf(popup, 'Claims');
  await expect(claims).toContainText('Duplicate names: role.');
  expect(await readClaims(popup)).toMatchObject({ id: '12345678901234567890', ratio: '3.0', role: 'admin' });
  await claims.getByRole('radio', { name: 'JSON' }).click();
  const exact = popup.getByRole('tree', { name: 'Signed claims JSON' });
  await expect(exact).toContainText('"id": 12345678901234567890');
  await expect(exact).toContainText('"ratio": 3.0');
  await expect(exact).toContainText('"role": "user",Duplicate name');
  await expect(exact).toContainText('"role": "admin"Duplicate name');
});

test('the token type is shown with its reason', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const proof = await makeToken({
    header: { typ: 'dpop+jwt' },
    claims: { jti: 'x', htm: 'GET', htu: 'https://api.example/', iat: 1_790_000_000 },
    key: 'k'.repeat(32),
  });
  await popup.getByRole('textbox', { name: 'Token' }).fill(proof);
  await expect(popup.getByText('DPoP proof').first()).toBeVisible();
  await expect(popup.getByText('The header parameter "typ" is "dpop+jwt".')).toBeVisible();
});

test('a well-known secret is found at once, and a custom word list is tried', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const region = regionOf(popup, 'Signature');
  const box = popup.getByRole('textbox', { name: 'Token' });
  await box.fill(makeHs256('your-256-bit-secret'));
  await unfold(region);
  await region.getByRole('button', { name: 'Try known secrets' }).click();
  await expect(region.locator('[data-rule=HMAC-KNOWN-SECRET]')).toContainText('your-256-bit-secret');
  await expect(regionOf(popup, 'Checks').locator('[data-rule=HMAC-KNOWN-SECRET]')).toHaveCount(1);
  await region.getByRole('button', { name: 'Verify with this secret' }).click();
  await expect(region.getByRole('status').first()).toHaveText(/^Valid/);

  await box.fill(makeHs256('only on my own list'));
  await region.getByRole('button', { name: 'Try known secrets' }).click();
  await expect(region).toContainText(/None of [\d,]+ secrets matches\./);
  const words = Array.from({ length: 5_000 }, (_, index) => `word ${index}`);
  await region.locator('input[type=file]').setInputFiles({
    name: 'list.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from([...words, 'only on my own list', ...words].join('\r\n')),
  });
  await expect(region.locator('[data-rule=HMAC-KNOWN-SECRET]')).toContainText('only on my own list');
});

test('a long search shows its progress, can be stopped, and blocks nothing', async ({ chrome }) => {
  const popup = await chrome.openPopup();
  const region = regionOf(popup, 'Signature');
  await popup.getByRole('textbox', { name: 'Token' }).fill(makeHs256('on no list'));
  await unfold(region);
  const words = Array.from({ length: 1_500_000 }, (_, index) => `w${index.toString(36)}`);
  await region.locator('input[type=file]').setInputFiles({
    name: 'long.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(words.join('\n')),
  });
  await expect(region.getByRole('progressbar')).toBeVisible();
  await expect(region).toContainText(/[\d,]+ secrets tried\./);
  // The popup stays responsive meanwhile.
  await regionOf(popup, 'Claims').getByRole('radio', { name: 'JSON' }).click();
  await expect(popup.getByRole('tree', { name: 'Signed claims JSON' })).toBeVisible();
  await region.getByRole('button', { name: 'Stop' }).click();
  await expect(region).toContainText(/Stopped after [\d,]+ secrets\./);
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not displayed');
  return box;
}

/** Weaker than jose permits for signing. */
function makeHs256(secret: string): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'HS256' })}.${encode({ sub: 'alice', exp: 4_000_000_000 })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
