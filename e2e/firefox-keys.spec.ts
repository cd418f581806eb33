// Guards, in Firefox: keys that the page fetched verify its tokens without a click, "Fetch keys from …" requests exactly
// the issuer's documents without cookies, and nothing else can be sent from a page or a worker of the extension. Fails if
// a page lacks its policy, or if a worker keeps a function that connects.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  attemptInPage,
  attemptInWorker,
  createCounter,
  pageAttempts,
  workerApis,
  type Counter,
} from './connections/attempts';
import { createIssuer } from './connections/issuer';
import type { DrivenDocument } from './firefox/document';
import { launchFirefox, type LaunchedFirefox } from './firefox/launch';
import { expect, issuedOf, test as base } from './story';
import { waitUntil } from './wait-until';

const built = fileURLToPath(new URL('../dist/firefox', import.meta.url));

/** The built extension, with a script beside each worker that runs it and then tries to connect. */
interface Probed {
  readonly extension: string;
  readonly probes: readonly string[];
}

const test = base.extend<{
  readonly firefox: LaunchedFirefox;
  readonly probed: Probed;
  readonly counter: Counter;
}>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  counter: async ({}, use) => {
    const counter = await createCounter();
    await use(counter);
    counter.close();
  },
  probed: async ({ counter }, use) => {
    const extension = mkdtempSync(join(tmpdir(), 'probed-'));
    cpSync(built, extension, { recursive: true });
    const assets = join(extension, 'assets');
    const workers = readdirSync(assets).filter((name) => /^worker-.*\.js$/.test(name));
    const probes = workers.map((worker) => {
      const attempt = `(${attemptInWorker.toString()})(${JSON.stringify(counter.origin)}, ${JSON.stringify(workerApis)})`;
      writeFileSync(
        join(assets, `probe-${worker}`),
        `import './${worker}';\nself.postMessage(await ${attempt});\n`,
      );
      return `/assets/probe-${worker}`;
    });
    await use({ extension, probes });
    rmSync(extension, { recursive: true });
  },
  firefox: async ({ probed }, use, info) => {
    const firefox = await launchFirefox({ extension: probed.extension });
    await use(firefox);
    if (info.status !== info.expectedStatus) await firefox.screenshotToolbox(info.outputPath('firefox.png'));
    await firefox.close();
  },
});

test.skip((process.env['MISSING_FIREFOX'] ?? '') !== '', process.env['MISSING_FIREFOX'] ?? '');

async function openToken(panel: DrivenDocument, jwt: string): Promise<void> {
  await panel.type({ role: 'searchbox', name: 'Filter' }, jwt.slice(-24));
  await waitUntil(
    'the token is the only row',
    async () => (await panel.count('[role=grid][aria-rowcount="2"] [role=row][aria-rowindex="2"]')) === 1,
  );
  await panel.click('[role=row][aria-rowindex="2"]');
}

const waitForVerdict = (panel: DrivenDocument, pattern: RegExp) =>
  waitUntil(`the verdict matches ${String(pattern)}`, async () =>
    pattern.test(await panel.text('section[aria-label=Signature] [role=status]')),
  );

test('after a sign-in, the list shows without a click that the provider signed its tokens', async ({
  world,
  firefox,
}) => {
  await firefox.openPage('about:blank');
  await firefox.openToolbox();
  const panel = await firefox.showPanel('JWT');
  const waitForStatus = (status: string) =>
    waitUntil(status, async () => (await firefox.page.text('#status')) === status);
  await firefox.openPage(world.app.url);
  await waitForStatus('signed out');
  await firefox.page.click({ role: 'button', name: 'Sign in' });
  await firefox.page.type('#name', 'alice');
  await firefox.page.click({ role: 'button', name: 'Sign in' });
  await waitForStatus('signed in as alice');
  await panel.click({ role: 'tab', name: 'Tokens' });
  await openToken(panel, issuedOf(world, 'id_token').jwt);
  const { host } = new URL(world.provider.issuer);
  // In a narrow list, only the icon of the cell is visible.
  await waitUntil('the row shows whose key it is', async () => {
    const text = await panel.evaluate(() => document.querySelector('[aria-rowindex="2"]')?.textContent);
    return text?.includes(`Verified: ${host}`) === true;
  });
  await waitForVerdict(panel, new RegExp(`^Valid: .*the issuer’s own, captured from ${host}`));
});

test('"Fetch keys from …" requests the two documents of the issuer on a click, without cookies', async ({
  firefox,
}) => {
  const issuer = await createIssuer('localhost');
  const token = await issuer.sign({ iss: issuer.url, sub: 'alice' });
  await firefox.openPage(issuer.url);
  await firefox.openToolbox();
  const panel = await firefox.showPanel('JWT');
  await firefox.inPage(
    (bearer) => fetch('/api', { headers: { authorization: `Bearer ${bearer}` } }).then(() => true),
    token,
  );
  await panel.click({ role: 'tab', name: 'Tokens' });
  await openToken(panel, token);
  await waitForVerdict(panel, /^Not verified/);
  expect(issuer.requests).toEqual([]);
  const { host } = new URL(issuer.url);
  await panel.click({ role: 'button', name: `Fetch keys from ${host}` });
  await waitForVerdict(panel, new RegExp(`^Valid: .*the issuer’s own, fetched from ${host}`));
  expect(issuer.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /.well-known/openid-configuration',
    'GET /jwks',
  ]);
  for (const { headers } of issuer.requests) {
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(JSON.stringify(headers)).not.toContain(token);
  }
  issuer.close();
});

test('nothing can be sent from a page or a worker of the extension', async ({ firefox, counter, probed }) => {
  const attempt = (view: DrivenDocument) => view.evaluate(attemptInPage, counter.origin, pageAttempts);
  await firefox.openPage(counter.origin);
  counter.requests.length = 0;
  // The attempts reach the server from a page without a policy. A dynamic import isn't possible in Marionette's scripts,
  // pings are off by default, and a prefetch waits until the browser is idle.
  await attempt(firefox.page);
  const reaching = pageAttempts.filter((name) => !['import', 'ping', 'prefetch'].includes(name));
  await expect.poll(() => reaching.filter((name) => !counter.requests.includes(`/${name}`))).toEqual([]);
  await firefox.openToolbox();
  const panel = await firefox.showPanel('JWT');
  counter.requests.length = 0;
  await attempt(panel);
  expect(counter.requests, 'the panel').toEqual([]);
  await firefox.closeToolbox();
  for (const name of ['popup', 'options', 'viewer', 'welcome', 'devtools']) {
    await firefox.openPage(`${firefox.extensionUrl}src/entry/${name}.html`);
    await attempt(firefox.page);
    expect(counter.requests, name).toEqual([]);
  }
  expect(probed.probes).toHaveLength(3);
  for (const probe of probed.probes) {
    const found = await firefox.page.evaluate(
      (path) =>
        new Promise((resolve) => {
          const worker = new Worker(path, { type: 'module' });
          worker.addEventListener('message', ({ data }) => resolve(data));
          worker.addEventListener('error', ({ message }) => resolve(message));
        }),
      probe,
    );
    expect(found, probe).toEqual([]);
    expect(counter.requests, probe).toEqual([]);
  }
  // The workers themselves are as they were built.
  for (const probe of probed.probes) {
    const worker = probe.replace('probe-', '');
    expect(readFileSync(join(probed.extension, worker), 'utf8')).toBe(
      readFileSync(join(built, worker), 'utf8'),
    );
  }
});
