// Guards: the clicks from the newly opened panel to the answer of each question, on a page with 10 tokens and 60
// requests. Without this, each new screen could move the answers further away.
import type { Frame, Locator, Page } from 'playwright';
import { expect, expectStatus, issuedOf, refresh, regionOf, test } from './story';
import { press, signIn, type World } from './world';

/** The story's clicks in the panel, counted. */
interface Hand {
  clicks: number;
  click(target: Locator): Promise<void>;
}

function createHand(): Hand {
  const hand: Hand = {
    clicks: 0,
    async click(target) {
      hand.clicks += 1;
      await target.click();
    },
  };
  return hand;
}

/** Signs in, refreshes twice, calls the API often, and lets it reject two tokens. */
async function useTheApp(page: Page, world: World): Promise<void> {
  await signIn(page, world);
  for (let count = 0; count < 2; count += 1) await refresh(page, world);
  await page.evaluate(
    async ({ url, token }) => {
      for (let call = 0; call < 50; call += 1) {
        await fetch(`${url}?page=${call}`, { headers: { authorization: `Bearer ${token}` } });
      }
    },
    { url: `${world.api.origin}/orders`, token: issuedOf(world, 'access_token').jwt },
  );
  await press(page, 'Send an expired token');
  await expectStatus(page, '401 /orders invalid_token');
  await press(page, 'Send a tampered token');
  await expectStatus(page, '401 /orders invalid_token');
}

function rowOf(panel: Frame, grid: string, name: RegExp): Locator {
  return panel.getByRole('grid', { name: grid }).getByRole('row', { name }).last();
}

test('each question is answered within its number of clicks', async ({ chrome, world }) => {
  const page = await chrome.openPage('about:blank', { devtools: true });
  await useTheApp(page, world);
  const { panel, devtools } = await chrome.openPanelFor(page);
  await devtools.resize({ width: 1200, height: 350 });
  await expect(panel.getByRole('contentinfo')).toContainText(/(?:[6-9]\d|\d{3}) requests/);
  await expect(panel.getByRole('contentinfo')).toContainText(/\d{2} tokens/);
  const request = panel.getByRole('region', { name: 'Request', exact: true });

  await test.step('why was the newest rejected request rejected? 0', async () => {
    await expect(request.getByRole('region', { name: 'Rejection' })).toHaveAttribute(
      'data-cause',
      'signature',
    );
    await expect(request.getByRole('region', { name: 'Rejection' })).toBeInViewport();
  });

  await test.step('why was this request rejected? 1', async () => {
    const hand = createHand();
    await hand.click(rowOf(panel, 'Requests', /401.*expired/));
    await expect(request.getByRole('region', { name: 'Rejection' })).toHaveAttribute('data-cause', 'expired');
    expect(hand.clicks).toBe(1);
  });

  await test.step('which token did this request carry, was it still valid, who signed it? 1', async () => {
    const hand = createHand();
    await hand.click(rowOf(panel, 'Requests', /orders.*page=49.*200/));
    await expect(request).toContainText('alice');
    await expect(regionOf(panel, 'Lifetime').getByRole('timer')).toHaveText(/expires in/i);
    await expect(regionOf(panel, 'Signature').getByRole('status')).toHaveText(/^Valid/);
    await expect(regionOf(panel, 'Signature').getByRole('status')).toBeInViewport();
    expect(hand.clicks).toBe(1);
  });

  await test.step('what changed between this token and the one before? 2', async () => {
    const hand = createHand();
    await hand.click(rowOf(panel, 'Requests', /orders.*page=48.*200/));
    await hand.click(panel.getByRole('button', { name: /^Compare with alice/ }).first());
    const claims = panel.getByRole('region', { name: 'Comparison' }).getByRole('table', { name: 'Claims' });
    await expect(claims.getByRole('row', { name: /^jti/ })).toContainText('changed');
    expect(hand.clicks).toBe(2);
    await panel.page().keyboard.press('Escape');
  });

  await panel.getByRole('tab', { name: 'Tokens' }).click();
  const newest = rowOf(panel, 'Tokens', /alice ·4 .*access/);

  await test.step('what is in the token? 1, with claims in the first screenful at a height of 350', async () => {
    const hand = createHand();
    await hand.click(newest);
    const claims = regionOf(panel, 'Claims').getByRole('table').getByRole('row');
    await expect(claims.first()).toBeInViewport({ ratio: 1 });
    expect(hand.clicks).toBe(1);
  });

  await test.step('which requests used this token? 1', async () => {
    const hand = createHand();
    await hand.click(newest);
    await expect(regionOf(panel, 'Lineage')).toContainText(/Used by\s*5\d requests/);
    await expect(regionOf(panel, 'Requests')).toContainText('/orders');
    expect(hand.clicks).toBe(1);
  });

  await test.step('is the signature valid? 0 with captured keys', async () => {
    await expect(newest).toContainText('Verified');
  });
});
