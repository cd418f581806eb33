import type { Page } from 'playwright';

const atOnce = 6;

/**
 * Sends this many calls with a token each, some in parallel, and returns how long the page took for all, in
 * milliseconds.
 */
export function callMany(page: Page, count: number, tokens: readonly string[]): Promise<number> {
  return page.evaluate(
    async ({ count, tokens, atOnce }) => {
      let next = 0;
      const call = async () => {
        while (next < count) {
          const index = next;
          next += 1;
          const headers = { authorization: `Bearer ${tokens[index % tokens.length]}` };
          await (await fetch(`/orders/${index}`, { headers })).text();
        }
      };
      const started = performance.now();
      await Promise.all(Array.from({ length: atOnce }, call));
      return performance.now() - started;
    },
    { count, tokens, atOnce },
  );
}
