// Guards: on a watched site, a worker's request whose response CORS, Cross-Origin-Resource-Policy or opaque response
// blocking rejects is one request. Fails without the merge: DevTools' log reports it without the response, `webRequest`
// reports it with the response, and both are listed.
import { createChromiumList } from './sources/chromium-list';
import { watchSite } from './sources/chromium-watching';
import { fenceSubject, makeFence, sendFence } from './sources/fence';
import { writeListeningExtension } from './sources/listening-extension';
import { expect, openWithPanel, test } from './story';
import { createLoopback } from './world/loopback';
import { makeToken } from './world/make-token';

test.use({ launch: { beside: [writeListeningExtension()] } });

const subjects = ['rejected-by-cors', 'rejected-by-corp', 'rejected-by-orb', 'allowed-by-cors'] as const;

/** Runs in the page: sends one request per token, each from its own worker. */
async function askInWorkers([origin, tokens]: readonly [string, readonly string[]]): Promise<void> {
  const [cors, corp, orb, allowed] = tokens.map((token) => `${origin}/?token=${token}`);
  const scripts = [
    `fetch('${cors}')`,
    `fetch('${corp}&corp', { mode: 'no-cors' })`,
    `Promise.resolve().then(() => importScripts('${orb}&orb'))`,
    `fetch('${allowed}&cors')`,
  ];
  for (const script of scripts) {
    const url = URL.createObjectURL(new Blob([`${script}.catch(() => {}).then(() => postMessage(1))`]));
    await new Promise((done) => new Worker(url).addEventListener('message', done));
  }
}

test('the response that a worker may not read is merged with its request', async ({ chrome, world }) => {
  const loopback = await createLoopback();
  loopback.serve((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    response.writeHead(200, {
      'content-type': searchParams.has('orb') ? 'application/json' : 'text/plain',
      'cache-control': 'no-store',
      ...(searchParams.has('cors') && { 'access-control-allow-origin': '*' }),
      ...(searchParams.has('corp') && { 'cross-origin-resource-policy': 'same-origin' }),
    });
    response.end('{"a":1}');
  });
  const origin = `http://127.0.0.1:${loopback.port}`;
  const { page, panel } = await openWithPanel(chrome, `${origin}/`);
  await watchSite(chrome, page, panel);
  await page.goto(world.app.deliveriesUrl);
  const button = panel.getByRole('button', { name: 'Watch this site' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await watchSite(chrome, page, panel);

  const tokens = await Promise.all(
    subjects.map((sub) => makeToken({ claims: { sub }, key: 'k'.repeat(32) })),
  );
  await page.evaluate(askInWorkers, [origin, tokens] as const);
  await page.evaluate(sendFence, await makeFence());
  const list = createChromiumList(panel);
  await expect.poll(() => list.countRows(fenceSubject)).toBe(1);

  for (const subject of subjects) {
    await list.readLocations(subject);
    // The script of the worker contains the token as well.
    const requests = panel
      .getByRole('region', { name: 'Requests' })
      .getByRole('listitem')
      .filter({ hasText: `GET ${origin}/` });
    // The log's report comes first, and is completed after the wait for another one.
    await expect(requests.locator('.request-status'), subject).toHaveText(['200']);
  }
  await loopback.close();
});
