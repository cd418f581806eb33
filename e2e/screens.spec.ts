// Takes a screenshot of every screen, light and dark, into artefacts/screens, and runs axe on each.
import { join } from 'node:path';
import { generateKeyPair } from 'jose';
import { findViolations, pictures, takeAll, themes, widths } from './screens';
import {
  expect,
  expectStatus,
  issuedOf,
  openToken,
  openWithPanel,
  regionOf,
  rowsWith,
  test,
  verifyWith,
} from './story';
import { makeEncrypted, makeSdJwt, makeToken, press, signIn } from './world';

test('the panel, full and empty, in three widths and both themes', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  const { devtools } = await chrome.openPanelFor(page);
  const take = (name: string) =>
    takeAll(devtools, panel, `panel-${name}`, 800, () =>
      // Scrolls to the start, away from the element that was pressed last.
      panel.getByRole('region', { name: 'Token', exact: true }).evaluate((detail) => detail.scrollTo(0, 0)),
    );
  await take('empty');

  await page.bringToFront();
  await signIn(page, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await press(page, 'Send an opaque token');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  await expect(await verifyWith(panel, JSON.stringify(await world.provider.jwks()))).toHaveText(/^Valid/);
  await take('full');
  await rowsWith(panel, 'mallory').click();
  await take('rejected');
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const request = panel.getByRole('region', { name: 'Request', exact: true });
  await expect(request.getByRole('region', { name: 'Rejection' })).toBeVisible();
  await takeAll(devtools, panel, 'panel-requests', 800, () => request.evaluate((box) => box.scrollTo(0, 0)));
  await takeAll(devtools, panel, 'panel-requests-low', 350);
  await panel.getByRole('tab', { name: 'Tokens' }).click();
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('no token holds this');
  await take('filtered-out');
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  await expect(panel.getByRole('dialog', { name: 'Capture' })).toBeVisible();
  await take('capture');
});

test('the lineage of a token, and two tokens compared', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  const { devtools } = await chrome.openPanelFor(page);
  await page.bringToFront();
  await signIn(page, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Refresh');
  await expectStatus(page, 'refreshed as alice');
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await openToken(panel, issuedOf(world, 'access_token').jwt);
  await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
  const lineage = regionOf(panel, 'Lineage');
  await expect(lineage).toContainText('Replaces');
  await takeAll(devtools, panel, 'panel-lineage', 800, () =>
    lineage.evaluate((section) => section.scrollIntoView({ block: 'end' })),
  );
  await lineage.getByRole('button', { name: /^Compare with alice/ }).click();
  await panel.getByRole('button', { name: /members are equal/ }).click();
  await expect(panel.getByRole('table', { name: 'Header' })).toBeVisible();
  await takeAll(devtools, panel, 'panel-comparison', 600);
});

test('the panel with hostile tokens', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome, world.app.hostileUrl);
  const { devtools } = await chrome.openPanelFor(page);
  await page.reload();
  for (const [key, jwt] of Object.entries(world.app.hostileTokens)) {
    await openToken(panel, jwt);
    for (const [theme, setting] of Object.entries(themes)) {
      await devtools.setTheme(setting);
      await expect(panel.locator('[data-theme]')).toHaveAttribute('data-theme', theme);
      await devtools.resize({ width: widths.medium, height: 800 });
      await devtools.page.screenshot({
        path: join(pictures, `panel-${key}-${theme}.png`),
        animations: 'disabled',
      });
      expect(await findViolations(panel), key).toEqual([]);
    }
  }
});

test('the details of encrypted, selectively disclosed and inexact tokens', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  const { devtools } = await chrome.openPanelFor(page);
  const take = (name: string) => takeAll(devtools, panel, `detail-${name}`, 1000);
  const key = new Uint8Array(32).fill(7);
  const jwe = await makeEncrypted(
    { alg: 'A256KW', enc: 'A256CBC-HS512', cty: 'JWT' },
    await makeToken({ header: { typ: 'at+jwt' }, claims: { sub: 'inner-alice' }, key: 'k'.repeat(32) }),
    key,
  );
  const issuer = await generateKeyPair('ES256', { extractable: true });
  const holder = await generateKeyPair('ES256', { extractable: true });
  const sdJwt = await makeSdJwt({
    claims: { iss: 'https://issuer.example', vct: 'https://issuer.example/person' },
    disclosed: { given_name: 'Alice', age_over_18: true, address: { country: 'NO' } },
    undisclosed: { birthdate: '1990-01-01' },
    issuerKey: issuer.privateKey,
    holder,
  });
  const inexact = await makeToken({
    claims:
      '{"iss":"https://login.microsoftonline.com/common/v2.0","id":12345678901234567890,"amr":["pwd","mfa"],"scope":"openid offline_access","role":"user","role":"admin","exp":4000000000}',
    key: 'k'.repeat(32),
  });
  await page.goto(world.app.url);
  for (const jwt of [jwe, sdJwt, inexact]) {
    await page.evaluate(async (token) => {
      const response = await fetch('/nowhere', { headers: { authorization: `Bearer ${token}` } });
      await response.text();
    }, jwt);
  }
  await openToken(panel, jwe);
  const decryption = regionOf(panel, 'Decryption');
  await decryption.getByRole('textbox', { name: 'Key' }).fill(Buffer.from(key).toString('hex'));
  await decryption.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await expect(decryption.getByRole('status')).toHaveText(/^Decrypted/);
  await take('encrypted');
  await openToken(panel, sdJwt);
  await expect(regionOf(panel, 'Disclosures')).toContainText('Key binding');
  await regionOf(panel, 'Disclosures').scrollIntoViewIfNeeded();
  await take('disclosed');
  await openToken(panel, inexact);
  await regionOf(panel, 'Claims').getByRole('button', { name: 'Explain amr' }).click();
  await take('inexact');
  await regionOf(panel, 'Claims').getByRole('radio', { name: 'JSON' }).click();
  const line = panel.getByRole('tree', { name: 'Signed claims JSON' }).getByRole('treeitem').nth(1);
  await line.focus();
  await line.press('Control+f');
  await panel.getByRole('searchbox', { name: 'Find' }).fill('a');
  await take('json');
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ launch: { colorScheme: theme } });

    test(`the popup, the options page and the first-run page, ${theme}`, async ({ chrome, world }) => {
      await chrome.openPage(world.app.url);
      const popup = await chrome.openPopup();
      const box = popup.getByRole('textbox', { name: 'Token' });
      const take = async (name: string) => {
        await popup.screenshot({ path: join(pictures, `popup-${name}-${theme}.png`) });
        expect(await findViolations(popup), name).toEqual([]);
      };
      await take('empty');
      const secret = 'correct horse battery staple, and then some more';
      const claims = {
        iss: 'https://id.example',
        sub: 'alice',
        aud: 'shop',
        iat: 1_790_000_000,
        exp: 4_000_000_000,
      };
      const token = await makeToken({ claims, key: secret });
      await box.fill(`Authorization: Bearer ${token}`);
      await expect(await verifyWith(popup, secret)).toHaveText(/^Valid/);
      await take('verified');
      await box.fill(token.slice(0, 60));
      await take('half');
      await box.fill('this is no token');
      await take('rubbish');
      await box.fill(`${token}\n${await makeToken({ claims: { sub: 'bob' }, key: secret })}`);
      await take('two');
      await box.fill(world.app.hostileTokens['hostile.many'] ?? '');
      await take('200-claims');
      await box.fill(world.app.hostileTokens['hostile.big'] ?? '');
      await take('8-kb');
      await popup.close();

      const options = await chrome.openPage(
        `chrome-extension://${chrome.extensionId}/src/entry/options.html`,
      );
      await expect(options.getByRole('heading', { level: 1 })).toBeVisible();
      await options.screenshot({ path: join(pictures, `options-${theme}.png`) });
      expect(await findViolations(options)).toEqual([]);
      await options.goto(`chrome-extension://${chrome.extensionId}/src/entry/welcome.html`);
      await options.getByRole('button', { name: 'Use a sample token' }).click();
      await expect(options.getByRole('region', { name: 'Claims' })).toContainText('alice');
      await options.screenshot({ path: join(pictures, `welcome-${theme}.png`), fullPage: true });
      expect(await findViolations(options)).toEqual([]);
    });
  });
}
