// Guards: Firefox's DevTools report only the start of a response body over 1 MiB, padded with zeros to its full length.
// Fails without the check for this: the Capture page would report that nothing was dropped.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { fenceSubject, makeFence, sendFence } from './sources/fence';
import { test } from './sources/firefox-fixture';
import { createFirefoxList } from './sources/firefox-list';
import { expect } from './story';
import { waitUntil } from './wait-until';
import { createLoopback } from './world/loopback';
import { makeToken } from './world/make-token';
import { showTokens } from './firefox/tokens';

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

const mebibyte = 1024 * 1024;

/** Random base64url between two tokens. */
async function makeBody(name: string, length: number): Promise<string> {
  const tokenOf = (sub: string) => makeToken({ claims: { sub }, key: 'k'.repeat(32) });
  const padding = randomBytes((length * 3) / 4).toString('base64url');
  return JSON.stringify({
    first: await tokenOf(`start-of-${name}`),
    padding: padding.replaceAll(/.{60}/g, '$& '),
    last: await tokenOf(`end-of-${name}`),
  });
}

const responses: Readonly<
  Record<string, { readonly type: string; readonly length: number; readonly isCompressed?: boolean }>
> = {
  entire: { type: 'application/json', length: 0.7 * mebibyte },
  packed: { type: 'application/json', length: 1.2 * mebibyte, isCompressed: true },
  plain: { type: 'application/json', length: 2 * mebibyte },
  bytes: { type: 'application/octet-stream', length: 2 * mebibyte },
  long: { type: 'application/json', length: 6 * mebibyte },
  gzip: { type: 'application/json', length: 3 * mebibyte, isCompressed: true },
};

test('a response body over 1 MiB is searched at its start and listed on the Capture page', async ({
  firefox,
}) => {
  const loopback = await createLoopback();
  const bodies = new Map<string, string>();
  for (const [name, { length }] of Object.entries(responses)) bodies.set(name, await makeBody(name, length));
  loopback.serve((request, response) => {
    const name = (request.url ?? '').slice(1);
    const { type = 'text/html', isCompressed = false } = responses[name] ?? {};
    const body = bodies.get(name) ?? '<!doctype html><title>bodies</title>';
    response.writeHead(200, { 'content-type': type, ...(isCompressed && { 'content-encoding': 'gzip' }) });
    response.end(isCompressed ? gzipSync(body) : body);
  });
  await firefox.openPage(`http://127.0.0.1:${loopback.port}/`);
  await firefox.openToolbox();
  const panel = await showTokens(firefox);
  await firefox.page.evaluate(async (names) => {
    for (const name of names) await (await fetch(`/${name}`)).text();
  }, Object.keys(responses));
  await firefox.page.evaluate(sendFence, await makeFence());
  const list = createFirefoxList(panel);
  await waitUntil('the last token is there', async () => (await list.countRows(fenceSubject)) === 1);

  for (const name of Object.keys(responses)) {
    await expect.poll(() => list.countRows(`start-of-${name}`), { message: `start of ${name}` }).toBe(1);
    const isComplete = name === 'entire' || name === 'packed';
    await expect
      .poll(() => list.countRows(`end-of-${name}`), { message: `end of ${name}` })
      .toBe(isComplete ? 1 : 0);
  }
  await panel.click('[title="Show what is captured in this tab and what isn’t"]');
  const capture = await panel.text({ role: 'dialog', name: 'Capture' });
  expect(capture).toContain('The browser reported only the start of 4 bodies. The rest wasn’t searched.');
  for (const name of ['plain', 'bytes', 'long', 'gzip']) {
    expect(capture).toContain(`http://127.0.0.1:${loopback.port}/${name}\n`);
  }
  await loopback.close();
});
