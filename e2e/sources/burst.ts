import type { Page } from 'playwright';
import { makeToken } from '../world';

/** Tokens with the subjects `NAME-1-end`, `NAME-2-end` and so on. */
export async function makeTokens(name: string, count: number): Promise<readonly string[]> {
  const makings = Array.from({ length: count }, (_, index) =>
    makeToken({ claims: { sub: `${name}-${index + 1}-end` }, key: 'of no one' }),
  );
  return Promise.all(makings);
}

/**
 * Has the page send each token in a call of its own, a few at a time; resolves when all were answered. How many were
 * is kept by the page's origin as a number, which outlives the document.
 */
export async function sendAll(page: Page, tokens: readonly string[]): Promise<void> {
  await page.evaluate(async (waiting) => {
    const left = [...waiting];
    localStorage.setItem('answered', '0');
    const work = async () => {
      for (let token = left.shift(); token !== undefined; token = left.shift()) {
        const answer = await fetch('/channel/quiet', { headers: { authorization: `Bearer ${token}` } });
        await answer.text();
        localStorage.setItem('answered', String(Number(localStorage.getItem('answered')) + 1));
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  }, tokens);
}

/** How many of the last burst were answered so far. */
export async function countAnswered(page: Page): Promise<number> {
  return page.evaluate(() => Number(localStorage.getItem('answered')));
}

/** The same through a shared worker, of which DevTools tell nothing; one after the other. */
export async function sendAllFromSharedWorker(page: Page, tokens: readonly string[]): Promise<void> {
  await page.evaluate(async (waiting) => {
    const { port } = new SharedWorker('/channel/worker.js');
    port.start();
    localStorage.setItem('answered', '0');
    for (const [index, token] of waiting.entries()) {
      const { port1, port2 } = new MessageChannel();
      const done = new Promise((resolve) => port1.addEventListener('message', resolve, { once: true }));
      port1.start();
      port.postMessage({ url: '/channel/quiet', headers: { authorization: `Bearer ${token}` } }, [port2]);
      await done;
      localStorage.setItem('answered', String(index + 1));
    }
  }, tokens);
}
