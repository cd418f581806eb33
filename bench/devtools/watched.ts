import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { openInspected, type Inspected } from './open-devtools';
import { median, type Pair } from './pairs';
import { writeGranted } from './peers';
import { createLoadServer } from './server';

/** Calls of one round. */
const plain = { rounds: 60, calls: 400 };
/** All calls fit in the burst that a frame may report at once; calls beyond it cost less. */
const withTokenRounds = { rounds: 9, calls: 20 };

type NativeFetchWindow = typeof globalThis & { nativeFetch?: typeof fetch };

/**
 * The additional cost of a call in a watched page: the page's own `fetch`, saved before the hook was installed, and the
 * hooked one, call by call. Each is aborted before it's sent, because the network would dominate the measurement.
 */
export async function benchWatched(): Promise<void> {
  const server = await createLoadServer();
  const inspected = await openInspected(writeGranted(), server.url);
  const { page } = inspected;
  await page.addInitScript(() => {
    (globalThis as NativeFetchWindow).nativeFetch = fetch;
  });
  await watchAndReload(inspected);
  const without = await measure(page, plain, undefined);
  const withToken = await measure(page, withTokenRounds, server.tokens[0]);
  console.log('A call of fetch in a watched page, compared with the page’s own:');
  console.log(`  without a token ${describe(without)}`);
  console.log(`  with a token    ${describe(withToken)}`);
  await inspected.browser.close();
  await server.close();
}

async function watchAndReload({ page, panel }: Inspected): Promise<void> {
  const button = panel.getByRole('button', { name: 'Watch this site' });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect
    .poll(() => page.evaluate(() => fetch !== (globalThis as NativeFetchWindow).nativeFetch))
    .toBe(true);
}

/** Microseconds of one call, hooked and not, of each round. */
function measure(
  page: Page,
  { rounds, calls }: typeof plain,
  token: string | undefined,
): Promise<readonly Pair[]> {
  return page.evaluate(
    ({ rounds, calls, token }) => {
      const native = (globalThis as NativeFetchWindow).nativeFetch ?? fetch;
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const signal = AbortSignal.abort();
      const ignore = () => {};
      const timeUs = (call: typeof fetch) => {
        const started = performance.now();
        for (let sent = 0; sent < calls; sent += 1) call('/orders/1', { headers, signal }).catch(ignore);
        return ((performance.now() - started) / calls) * 1_000;
      };
      const pairs: [number, number][] = [];
      for (let round = 0; round < rounds; round += 1) {
        const first = timeUs(round % 2 === 0 ? fetch : native);
        const second = timeUs(round % 2 === 0 ? native : fetch);
        pairs.push(round % 2 === 0 ? [first, second] : [second, first]);
      }
      return pairs;
    },
    { rounds, calls, token },
  );
}

function describe(pairs: readonly Pair[]): string {
  const more = pairs.map(([hooked, own]) => hooked - own).toSorted((a, b) => a - b);
  const own = median(pairs.map(([, own]) => own));
  const write = (us = Number.NaN) => us.toFixed(1);
  const [low, high] = [more[Math.floor(more.length * 0.05)], more[Math.ceil(more.length * 0.95) - 1]];
  return `${write(median(more))} µs more (90 % of rounds ${write(low)} to ${write(high)}), ${median(pairs.map(([hooked, own]) => hooked / own)).toFixed(2)}× its ${write(own)} µs`;
}
