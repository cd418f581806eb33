// Guards: nothing can be sent from a page or a worker of the extension that may have tokens. Fails if a page lacks its
// content security policy, or if a worker keeps a function that connects. What no policy can prevent: a navigation, such
// as window.open, and looking up a host name ahead of it. The extension's code contains neither.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';
import {
  attemptInPage,
  attemptInWorker,
  createCounter,
  pageAttempts,
  workerApis,
  type Counter,
} from './connections/attempts';
import { builtForChrome, expect, openWithPanel, test as base } from './story';

const test = base.extend<{ readonly counter: Counter }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  counter: async ({}, use) => {
    const counter = await createCounter();
    await use(counter);
    counter.close();
  },
});

const attempt = (view: Page | Frame, { origin }: Counter) =>
  view.evaluate(`(${attemptInPage.toString()})(${JSON.stringify(origin)}, ${JSON.stringify(pageAttempts)})`);

test('nothing can be sent from a page of the extension', async ({ chrome, counter }) => {
  const { page, panel } = await openWithPanel(chrome, counter.origin);
  counter.requests.length = 0;
  // The attempts reach the server from a page without a policy.
  expect(await attempt(page, counter)).not.toEqual([]);
  const isSent = (name: string) => counter.requests.includes(`/${name}`);
  await expect.poll(() => pageAttempts.filter((name) => !isSent(name))).toEqual([]);
  await page.goto('about:blank');
  counter.requests.length = 0;

  const { page: devtools } = await chrome.openDevtools(page);
  const frames = devtools.frames().filter((frame) => frame.url().endsWith('/devtools.html'));
  expect(frames).toHaveLength(1);
  const popup = await chrome.openPopup();
  const options = await chrome.context.newPage();
  await options.goto(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  const viewer = await chrome.context.newPage();
  await viewer.goto(`chrome-extension://${chrome.extensionId}/src/entry/viewer.html`);
  const welcome = await chrome.context.newPage();
  await welcome.goto(`chrome-extension://${chrome.extensionId}/src/entry/welcome.html`);
  for (const view of [options, viewer, welcome, panel, ...frames]) {
    // The devtools page isn't rendered, so what only rendering loads isn't even tried.
    const untried = frames.includes(view as Frame) ? ['css', 'object'] : [];
    expect(await attempt(view, counter), view.url()).toEqual(untried);
    expect(counter.requests, view.url()).toEqual([]);
  }
  // The popup closes when it loses the focus, so its page is opened in a tab.
  const url = popup.isClosed()
    ? `chrome-extension://${chrome.extensionId}/src/entry/popup.html`
    : popup.url();
  await options.goto(url);
  expect(await attempt(options, counter)).toEqual([]);
  expect(counter.requests).toEqual([]);
});

test('nothing can be sent from a worker of the extension', async ({ chrome, counter }) => {
  const folder = join(builtForChrome, 'assets');
  const scripts = readdirSync(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/new URL\([^)]*?\/(assets\/[\w-]+\.js)/g)].map(
      ([, path]) => path ?? '',
    ),
  );
  expect(new Set(scripts).size).toBe(3);
  const page = await chrome.context.newPage();
  await page.goto(`chrome-extension://${chrome.extensionId}/src/entry/options.html`);
  for (const script of new Set(scripts)) {
    const [worker] = await Promise.all([
      page.waitForEvent('worker'),
      page.evaluate((path) => void new Worker(path, { type: 'module' }), `/${script}`),
    ]);
    const found = await worker.evaluate(
      `(${attemptInWorker.toString()})(${JSON.stringify(counter.origin)}, ${JSON.stringify(workerApis)})`,
    );
    expect(found, script).toEqual([]);
    expect(counter.requests, script).toEqual([]);
  }
});
