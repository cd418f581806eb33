// Guards: every text of the interface comes from the catalogue in whole messages and has room to be longer. In the
// pseudo-locale, text that is left in English, is concatenated or is clipped can be found.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createGetMessage } from '../src/ui/fixture/get-message.fixture';
import { buildPseudoLocale, findUntranslated } from './pseudo-locale';
import { artefacts, builtForChrome, expect, expectStatus, issuedOf, openWithPanel, test } from './story';
import { makeToken, press, signIn } from './world';

const extension = join(artefacts, 'pseudo-locale');
const messages = buildPseudoLocale(builtForChrome, extension);
const t = createGetMessage(messages, 'en');
const pictures = join(artefacts, 'screens');
mkdirSync(pictures, { recursive: true });

test.use({ launch: { extension } });

test('the panel and the capture page', async ({ chrome, world }) => {
  const { page, panel } = await openWithPanel(chrome);
  const { devtools } = await chrome.openPanelFor(page);
  await devtools.resize({ width: 1200, height: 800 });
  const expectTranslated = async (name: string) => {
    await devtools.page.screenshot({ path: join(pictures, `pseudo-panel-${name}.png`) });
    expect(
      await findUntranslated(panel, [
        '.cell',
        '.request-url',
        '.request .quiet',
        '.overview-label',
        // URLs, and names of the standards such as PKCE.
        '.flow-step-url',
        '.flow-step-name .quiet',
        '.flow-checks th',
      ]),
      name,
    ).toEqual([]);
  };
  await expect(panel.getByRole('searchbox', { name: t('filter_name') })).toBeVisible();
  await expectTranslated('empty');

  await page.bringToFront();
  await signIn(page, world);
  await press(page, 'Call with fetch');
  await expectStatus(page, '200 /orders');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
  const filter = panel.getByRole('searchbox', { name: t('filter_name') });
  await filter.fill(issuedOf(world, 'access_token').jwt);
  const row = panel.locator('[role=row][aria-rowindex="2"]');
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  const signature = panel.getByRole('region', { name: t('section_signature'), exact: true });
  // The keys that the sign-in fetched have verified it.
  await expect(signature.locator('.verdict-valid')).toBeVisible();
  await signature.getByRole('heading').getByRole('button', { expanded: false }).click();
  await signature.getByRole('textbox').fill(JSON.stringify(await world.provider.jwks()));
  await signature.getByRole('button', { name: t('key_verify'), exact: true }).click();
  await expect(signature.locator('.verdict-valid')).toBeVisible();
  await expectTranslated('full');
  await filter.fill('no token holds this');
  await expectTranslated('filtered-out');
  await panel.locator('.status-line').click();
  await expect(panel.getByRole('dialog', { name: t('capture_name') })).toBeVisible();
  await expectTranslated('capture');
});

test('the popup and the options page', async ({ chrome, world }) => {
  await chrome.openPage(world.app.url);
  const popup = await chrome.openPopup();
  const box = popup.locator('textarea').first();
  const expectTranslated = async (name: string) => {
    await popup.screenshot({ path: join(pictures, `pseudo-popup-${name}.png`) });
    expect(await findUntranslated(popup), name).toEqual([]);
  };
  await expect(box).toBeVisible();
  await expectTranslated('empty');
  const token = await makeToken({ claims: { sub: 'alice', exp: 4_000_000_000 }, key: 'k'.repeat(32) });
  await box.fill(`Authorization: Bearer ${token}`);
  await expect(popup.getByRole('region', { name: t('section_claims'), exact: true })).toBeVisible();
  await expectTranslated('token');
  await box.fill(token.slice(0, 60));
  await expectTranslated('half');
  await box.fill('this is no token');
  await expectTranslated('rubbish');
  await popup.close();

  const options = await chrome.openPage(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  await expect(options.getByRole('heading', { level: 1 })).toBeVisible();
  await options.screenshot({ path: join(pictures, 'pseudo-options.png') });
  expect(await findUntranslated(options)).toEqual([]);
});
