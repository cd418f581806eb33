// Bodies and pasted text that take long to search. Without a linear search in steps, the panel would be busy for minutes
// and the popup for half a minute. If limits weren't reported, tokens would be missed silently.
import { createChromiumList } from './sources/chromium-list';
import { fenceSubject, makeFence, sendFence } from './sources/fence';
import { expect, openWithPanel, regionOf, test } from './story';
import { createSlowBodies, type SlowBodies } from './world/slow-bodies';

const waiting = { timeout: 120_000 };
let slow: SlowBodies;
test.beforeAll(async () => {
  slow = await createSlowBodies();
});
test.afterAll(() => slow.close());

test('the token at the end of each of twelve hostile bodies is found, or the body is listed as not searched to its end', async ({
  chrome,
}) => {
  const { page, panel } = await openWithPanel(chrome, slow.url);
  const fetched = page.evaluate('fetchAll()');
  // The panel responds while the bodies are still being searched.
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  await filter.fill('behind-body');
  await expect(filter).toHaveValue('behind-body');
  await filter.fill('');
  await fetched;
  await page.evaluate(sendFence, await makeFence());

  const list = createChromiumList(panel);
  for (const subject of slow.subjects) {
    await expect.poll(() => list.countRows(subject), { ...waiting, message: subject }).toBe(1);
  }
  // A later request is listed after them.
  await expect.poll(() => list.countRows(fenceSubject), waiting).toBe(1);
  await panel.getByTitle('Show what is captured in this tab and what isn’t').click();
  const capture = panel.getByRole('dialog', { name: 'Capture' });
  await expect(capture).toContainText(
    `${slow.stoppedUrls.length} bodies weren’t fully searched: they took too long`,
  );
  for (const url of slow.stoppedUrls) await expect(capture.getByText(url, { exact: true })).toBeVisible();
  for (const other of ['too long. Only', 'too long, or no longer available', 'couldn’t be']) {
    await expect(capture).not.toContainText(other);
  }
});

test('the popup searches a text of several megabytes, and accepts another one meanwhile', async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const box = popup.getByRole('textbox', { name: 'Token' });
  await box.fill(slow.body);
  await expect(regionOf(popup, 'Claims')).toContainText(slow.subjects[0] ?? '', waiting);
  const clear = popup.getByRole('button', { name: 'Clear', exact: true });
  await clear.click();
  // Cleared before the search can be finished.
  await box.fill(`${slow.body} `);
  await clear.click();
  await expect(box).toHaveValue('');
  await expect(popup.getByRole('status').first()).toHaveText('');
});
