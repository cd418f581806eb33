// Guards: why a request was rejected, as the real panel shows it for a real page's calls. Without what Chromium reports
// about preflights, WebSockets, cookies and responses without CORS headers, the diagnosis would be right only in Node.
import { measureInChromium } from './servers/measure-in-chromium';
import type { Result } from './servers/measure';
import { expect, test } from './story';

/** A server that reports nothing, whose error responses the page can't read, and failures of the browser itself. */
const servers = ['jose, silent', 'the browser itself'];

// About a hundred rejected calls, each with its answer.
test.setTimeout(300_000);

test('the panel shows the first cause of a rejection, and no wrong one as certain', async () => {
  const missing = process.env.MISSING_CHROMIUM ?? '';
  test.skip(missing !== '', missing);
  const results: Result[] = [];
  for await (const result of measureInChromium('CORS, not for errors', (name) => servers.includes(name))) {
    if ('found' in result) results.push(result);
  }
  const wrong = results.filter(({ isCorrect }) => !isCorrect);
  expect(results.length).toBeGreaterThan(90);
  expect(wrong.filter(({ certainty }) => certainty === 'certain')).toEqual([]);
  expect(
    wrong.length / results.length,
    wrong.map(({ mistake, found }) => `${mistake}: ${found}`).join('\n'),
  ).toBeLessThanOrEqual(0.05);
});
