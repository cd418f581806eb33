// Guards: at 50 new rows per second, the selected row and what is being read stay where they are, in both lists and in
// the requests of a token, and a button shows how many rows are new. Fails if new rows move the rows that are in view.
import type { Frame, Locator, Page } from 'playwright';
import { expect, openToken, openWithPanel, regionOf, rowsWith, showTokens, test } from './story';
import type { LaunchedBrowser } from './chromium/launch';
import { makeToken, type World } from './world';

const perSecond = 50;
/** Requests of one burst. More would make a busy computer busier with each second. */
const perBurst = 300;

/** Starts to send requests from the page, with a new token each or with this one. */
async function startBurst(page: Page, path: string, jwt?: string): Promise<void> {
  await page.evaluate(
    ({ name, token, everyMs, limit }) => {
      let count = 0;
      const encode = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '');
      // The timers of a page that another window covers are slow, but not those of a worker.
      const clock = new Worker(
        URL.createObjectURL(new Blob([`setInterval(() => postMessage(0), ${everyMs})`])),
      );
      clock.addEventListener('message', () => {
        count += 1;
        if (count === limit) clock.terminate();
        const fresh = `${encode({ alg: 'HS256' })}.${encode({ sub: `${name}-${count}` })}.${'A'.repeat(43)}`;
        const headers = { authorization: `Bearer ${token ?? fresh}` };
        // Chrome reports a request once its response has been read.
        const number = String(count).padStart(3, '0');
        void fetch(`/${name}?n=${number}`, { headers }).then((response) => response.text());
      });
    },
    { name: path, token: jwt, everyMs: 1_000 / perSecond, limit: perBurst },
  );
}

/** Sends this many requests, each with a token of its own or with this one, and waits for the last response. */
async function sendMany(page: Page, count: number, path: string, jwt?: string): Promise<void> {
  const tokens = await Promise.all(
    Array.from(
      { length: count },
      (_, index) => jwt ?? makeToken({ claims: { sub: `${path}-${index}` }, key: 'k'.repeat(32) }),
    ),
  );
  await page.evaluate(
    async ({ all, name }) => {
      for (const [index, token] of all.entries())
        await (await fetch(`/${name}?n=${index}`, { headers: { authorization: `Bearer ${token}` } })).text();
    },
    { all: tokens, name: path },
  );
}

/** What stays: an element with a text in the panel, and the button that counts the new rows. */
interface Reading {
  readonly elements: string;
  readonly text: string;
  readonly button: RegExp;
}

/** Reads where an element is, in each frame until the button has counted 100 rows. It must be at one place only. */
async function expectToStay(panel: Frame, { elements, text, button }: Reading): Promise<void> {
  const tops = await panel.evaluate(
    async ([selector, wanted, pattern, untilMs]) => {
      const find = (scope: string, isIt: (content: string) => boolean) =>
        [...document.querySelectorAll<HTMLElement>(scope)].find((each) => isIt(each.textContent ?? ''));
      const seen = new Set<number | undefined>();
      for (;;) {
        await new Promise(requestAnimationFrame);
        const row = find(selector, (content) => content.includes(wanted));
        seen.add(row && Math.round(row.getBoundingClientRect().top));
        const added = find('button', (content) => new RegExp(pattern).test(content));
        if (Number.parseInt(added?.textContent ?? '0', 10) > 100) return [...seen];
        if (performance.now() > untilMs) throw new Error(`${added?.textContent} after a long time`);
      }
    },
    [elements, text, button.source, (await panel.evaluate(() => performance.now())) + 30_000] as const,
  );
  expect(tops, elements).toHaveLength(1);
  expect(tops[0], elements).toBeGreaterThan(0);
}

const addedButton = (view: Pick<Frame, 'getByRole'> | Locator, name: RegExp) =>
  view.getByRole('button', { name });

/** A panel with 60 tokens, and a token with 60 requests. */
async function openBusyPanel(chrome: LaunchedBrowser, world: World) {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const { devtools } = await chrome.openPanelFor(page);
  await devtools.resize({ width: 1200, height: 800 });
  await sendMany(page, 60, 'seed');
  const one = await makeToken({ claims: { sub: 'reader' }, key: 'k'.repeat(32) });
  await sendMany(page, 60, 'read', one);
  return { page, panel, one };
}

test('rows of the list of tokens stay where they are', async ({ chrome, world }) => {
  const { page, panel } = await openBusyPanel(chrome, world);
  await expect(rowsWith(panel, 'reader')).toHaveCount(1);
  const row = rowsWith(panel, 'seed-40');
  await panel.getByRole('grid', { name: 'Tokens' }).evaluate((grid) => grid.scrollTo(0, 200));
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await startBurst(page, 'live');
  const button = /new tokens?$/;
  const added = addedButton(panel, button);
  await expectToStay(panel, { elements: '.grid-row', text: 'seed-40', button });
  await added.click();
  await expect(rowsWith(panel, 'live-').first()).toBeInViewport();
  await expect(added).toHaveCount(0);
});

test('rows of the list of requests stay where they are when the newest ones are first', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openBusyPanel(chrome, world);
  await panel.getByRole('tab', { name: 'Requests' }).click();
  const grid = panel.getByRole('grid', { name: 'Requests' });
  const rowOf = (text: string) => grid.getByRole('row').filter({ hasText: text });
  await grid.getByRole('button', { name: 'Time' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Time' })).toHaveAttribute('aria-sort', 'descending');
  await expect
    .poll(async () => {
      await grid.evaluate((element) => element.scrollTo(0, 400));
      return rowOf('/read?n=35').isVisible();
    })
    .toBe(true);
  await rowOf('/read?n=35').click();
  await expect(rowOf('/read?n=35')).toHaveAttribute('aria-selected', 'true');
  await startBurst(page, 'live');
  const button = /new requests?$/;
  const added = addedButton(panel, button);
  await expectToStay(panel, { elements: '.grid-row', text: '/read?n=35', button });
  await added.click();
  await expect(rowOf('/live?').first()).toBeInViewport();
  await expect(added).toHaveCount(0);
});

test('rows of the requests of a token stay where they are', async ({ chrome, world }) => {
  const { page, panel, one } = await openBusyPanel(chrome, world);
  await showTokens(panel);
  await openToken(panel, one);
  const section = regionOf(panel, 'Requests');
  const row = section.getByRole('listitem').filter({ hasText: '/read?n=30' });
  await expect(section.getByRole('listitem').first()).toContainText('/read?n=59');
  await section.getByRole('heading').scrollIntoViewIfNeeded();
  await panel.getByRole('region', { name: 'Token', exact: true }).evaluate((box) => {
    // While nobody scrolls, the section that is at the top stays there until all sections are loaded.
    box.dispatchEvent(new Event('wheel'));
    box.scrollTop += (box.querySelector('.requests')?.getBoundingClientRect().top ?? 0) + 29 * 42 - 300;
  });
  await expect(row).toBeInViewport();
  await startBurst(page, 'again', one);
  const button = /^[\d,]+ new$/;
  const added = addedButton(section, button);
  await expectToStay(panel, { elements: '.request', text: '/read?n=30', button });
  await added.click();
  // Also with the pointer over them, where the button was.
  await startBurst(page, 'further', one);
  const first = section.getByRole('listitem').first();
  for (let shown = 0; shown < 3; shown += 1) {
    const size = await first.getAttribute('aria-setsize');
    await expect(first).not.toHaveAttribute('aria-setsize', String(size));
    await expect(first).toBeInViewport();
    await expect(added).toHaveCount(0);
  }
  let focused = '';
  await expect(async () => {
    // At once: the first row is soon another one.
    focused = await section.evaluate((element) => {
      const link = element.querySelector<HTMLElement>('[aria-posinset="1"] button');
      link?.focus();
      return link?.textContent ?? '';
    });
    // A request has its link from the moment the list of requests has it too.
    expect(focused).not.toBe('');
  }).toPass();
  await startBurst(page, 'last', one);
  await expectToStay(panel, { elements: '.request', text: focused, button });
});
