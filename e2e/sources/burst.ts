import type { Page } from 'playwright';
import { makeToken } from '../world';

/** Tokens with the subjects `NAME-1-end`, `NAME-2-end` and so on. */
export async function makeTokens(name: string, count: number): Promise<readonly string[]> {
  const tokens = Array.from({ length: count }, (_, index) =>
    makeToken({ claims: { sub: `${name}-${index + 1}-end` }, key: 'of no one' }),
  );
  return Promise.all(tokens);
}

/**
 * Makes the page send each token in its own request, a few at a time. Resolves when all have responses. The number of
 * responses is stored for the page's origin, so that it survives the document.
 */
export async function sendAll(page: Page, tokens: readonly string[]): Promise<void> {
  await page.evaluate(async (waiting) => {
    const left = [...waiting];
    localStorage.setItem('responses', '0');
    const work = async () => {
      for (let token = left.shift(); token !== undefined; token = left.shift()) {
        const response = await fetch('/channel/quiet', { headers: { authorization: `Bearer ${token}` } });
        await response.text();
        localStorage.setItem('responses', String(Number(localStorage.getItem('responses')) + 1));
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  }, tokens);
}

/** The number of responses of the last burst so far. */
export async function countResponses(page: Page): Promise<number> {
  return page.evaluate(() => Number(localStorage.getItem('responses')));
}

/** The same through a shared worker, whose requests DevTools doesn't report; one after the other. */
export async function sendAllFromSharedWorker(page: Page, tokens: readonly string[]): Promise<void> {
  await page.evaluate(async (waiting) => {
    const { port } = new SharedWorker('/channel/worker.js');
    port.start();
    localStorage.setItem('responses', '0');
    for (const [index, token] of waiting.entries()) {
      const { port1, port2 } = new MessageChannel();
      const done = new Promise((resolve) => port1.addEventListener('message', resolve, { once: true }));
      port1.start();
      port.postMessage({ url: '/channel/quiet', headers: { authorization: `Bearer ${token}` } }, [port2]);
      await done;
      localStorage.setItem('responses', String(index + 1));
    }
  }, tokens);
}
