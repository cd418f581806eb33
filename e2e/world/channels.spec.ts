import { decodeJwt } from 'jose';
import { expect, test, type Page } from 'playwright/test';
import { channels } from '../sources/table';
import { createWorld, press, statusOf, type World } from './index';
import { launchOptions } from './spec-world';

test.use({ launchOptions });

test.describe('the channels page', () => {
  let world: World;
  test.beforeAll(async () => {
    world = await createWorld();
  });
  test.afterAll(() => world.close());

  test('it has a button for each channel of the table, and no other', async ({ page }) => {
    await page.goto(world.app.channelsUrl);
    await expect(statusOf(page)).toHaveText('used 0');
    const buttons = await page
      .getByRole('group', { name: 'One of them' })
      .getByRole('button')
      .allInnerTexts();
    expect(buttons.sort()).toEqual(channels.map(({ id }) => id).sort());
  });

  test('all of them work in one go, and what is only stored is never sent', async ({ page }) => {
    const sent = listenForSubjects(page);
    await page.goto(world.app.channelsUrl);
    await press(page, 'Store');
    await expect(statusOf(page)).toHaveText(/^stored \d+$/);
    await press(page, 'Send');
    await expect(statusOf(page)).toHaveText(/^sent \d+$/);
    const subjects = sent();
    expect(subjects).toContain('any-header');
    expect(subjects).toContain('url-path');
    expect(subjects).toContain('json-body');
    const stored = ['local-storage', 'session-storage', 'indexeddb-generic', 'page-fragment', 'stored-later'];
    expect(subjects.filter((subject) => stored.includes(subject))).toEqual([]);
  });

  test('a channel can be used while the page loads', async ({ page }) => {
    const sent = listenForSubjects(page);
    await page.goto(`${world.app.channelsUrl}?run=any-header,form-body`);
    await expect(statusOf(page)).toHaveText('used 2');
    expect(sent().sort()).toEqual(['any-header', 'form-body']);
  });

  test('an open channel ends with the world', async ({ page }) => {
    const own = await createWorld();
    await page.goto(`${own.app.channelsUrl}?run=websocket-open,open-stream`);
    await expect(statusOf(page)).toHaveText('used 2');
    await own.close();
  });
});

/** The subjects of the tokens that appear literally in the page's requests. */
function listenForSubjects(page: Page): () => string[] {
  const texts: string[] = [];
  page.on('request', (request) => {
    texts.push(JSON.stringify([request.url(), request.headers(), request.postData()]));
  });
  return () =>
    texts.flatMap((text) =>
      (text.match(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g) ?? []).map((token) => decodeJwt(token).sub ?? ''),
    );
}
