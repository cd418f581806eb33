import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { openInspected, type Inspected } from './open-devtools';
import { median } from './pairs';
import { writeGranted } from './peers';
import { createLoadServer } from './server';

const rounds = 20;
const callsEach = 200;
/** All of them within the burst that a frame may report at once: what is past it costs less. */
const tokenRounds = 10;
const tokenCallsEach = 18;

/** What a call costs more in a watched page, by the time that `fetch` itself takes to return. */
export async function benchWatched(): Promise<void> {
  const server = await createLoadServer();
  const inspected = await openInspected(writeGranted(), server.url);
  const { page } = inspected;
  const [token = ''] = server.tokens;
  const plain = await medianCallUs(page, undefined);
  const plainWithToken = await medianCallUs(page, token);
  await watchAndReload(inspected);
  const watched = await medianCallUs(page, undefined);
  const watchedWithToken = await medianCallUs(page, token);
  console.log('A call of fetch, watched beside not watched:');
  console.log(`  without a token ${describe(watched, plain)}`);
  console.log(`  with a token    ${describe(watchedWithToken, plainWithToken)}`);
  await inspected.browser.close();
  await server.close();
}

async function watchAndReload({ page, panel }: Inspected): Promise<void> {
  const button = panel.getByRole('button', { name: 'Watch this site' });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect
    .poll(() => page.evaluate(() => Function.prototype.toString.call(window.fetch)))
    .not.toContain('function fetch()');
}

/** Microseconds until `fetch` returns its promise; the answer is waited for outside of what is measured. */
async function medianCallUs(page: Page, token: string | undefined): Promise<number> {
  const [count, each] = token === undefined ? [rounds, callsEach] : [tokenRounds, tokenCallsEach];
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    times.push(
      await page.evaluate(
        async ({ token, each }) => {
          let spentMs = 0;
          for (let call = 0; call < each; call += 1) {
            const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
            const started = performance.now();
            const answer = fetch('/orders/1', { headers });
            spentMs += performance.now() - started;
            await (await answer).text();
          }
          return (spentMs / each) * 1_000;
        },
        { token, each },
      ),
    );
  }
  return median(times);
}

function describe(watchedUs: number, plainUs: number): string {
  const more = (watchedUs - plainUs).toFixed(1);
  return `${more} µs more: ${watchedUs.toFixed(1)} µs, ${(watchedUs / plainUs).toFixed(2)}× the page's own fetch (${plainUs.toFixed(1)} µs)`;
}
