// Guards: files written by other tools show every token in them, and each file and body that couldn't be read. Fails if
// a variant isn't read, a loss isn't listed, or an unreadable file replaces the list.
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import type { Frame } from 'playwright';
import { expect, gridOf, openWithPanel, rowsWith, test } from './story';
import { makeChannelToken } from './world/channel-token';

interface Dropped {
  readonly name: string;
  readonly base64: string;
}

const makeFile = (name: string, content: string | Uint8Array | object): Dropped => ({
  name,
  base64: Buffer.from(
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
  ).toString('base64'),
});

/** Drops all files on the panel at once, as a file manager does. */
async function drop(panel: Frame, files: readonly Dropped[]): Promise<void> {
  await panel.locator('.panel').evaluate((target, dropped) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, files);
}

const api = 'https://api.test/me';
const har = (...entries: object[]) => ({ log: { version: '1.2', creator: { name: 'x' }, entries } });
const entryOf = (request: object, response: object = {}) => ({ request: { url: api, ...request }, response });
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64');

test('several files at once show every token in them, and list what could not be read', async ({
  chrome,
  world,
}) => {
  const make = (subject: string) => makeChannelToken(world.app.origin, subject);
  const json = async (subject: string) => JSON.stringify({ access_token: await make(subject) });
  const complete = JSON.stringify(
    har(entryOf({ headers: { Authorization: `Bearer ${await make('before-cut')}` } }), entryOf({})),
  );
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await drop(panel, [
    makeFile(
      'insomnia.har',
      har(
        entryOf({ cookies: [{ name: 'auth', value: await make('cookie-list') }] }),
        entryOf({ queryString: [{ name: 'token', value: await make('query-list') }] }),
        entryOf({ postData: { params: [{ name: 'token', value: await make('form-list') }] } }),
        entryOf(
          {},
          { status: '200', content: { text: base64(gzipSync(await json('gzip-body'))), encoding: 'base64' } },
        ),
        entryOf({}, { status: 200, content: { text: await json('mislabelled'), encoding: 'base64' } }),
      ),
    ),
    makeFile(
      'lines.jsonl',
      `${JSON.stringify(entryOf({ headers: [['X-Auth', await make('json-line')]] }))}\n`,
    ),
    makeFile(
      'small.har.gz',
      gzipSync(JSON.stringify(har(entryOf({ url: `${api}?t=${await make('gzip-file')}` })))),
    ),
    makeFile('cut.har', complete.slice(0, -40)),
    makeFile('missing.har', har(entryOf({}, { content: { size: 12, mimeType: 'application/json' } }))),
    makeFile('notes.txt', 'no HAR'),
    makeFile('playwright.zip', 'PK\x03\x04'),
  ]);
  for (const subject of [
    'cookie-list',
    'query-list',
    'form-list',
    'gzip-body',
    'mislabelled',
    'json-line',
    'gzip-file',
    'before-cut',
  ]) {
    await expect(rowsWith(panel, subject), subject).toHaveCount(1);
  }
  const notices = panel.locator('.notices');
  await expect(notices).toContainText(
    /notes\.txt The file couldn’t be read\.\s+This isn’t a HAR or JSON file/,
  );
  await expect(notices).toContainText(/playwright\.zip The file couldn’t be read\.\s+This is a ZIP archive/);
  await expect(notices).toContainText(/cut\.har 1 entry\s+The file is cut off/);
  await expect(notices).toContainText('1 body is missing');
  await panel.getByRole('button', { name: /\d requests?\b/ }).click();
  await expect(panel.getByRole('list', { name: 'Dropped or unsearched data' })).toContainText(api);
});

test('an unreadable file replaces neither live traffic nor an open file', async ({ chrome, world }) => {
  const subject = 'still-here';
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await drop(panel, [makeFile('broken.har', 'no')]);
  await expect(panel.locator('.notices')).toContainText('broken.har The file couldn’t be read.');
  await expect(panel.getByRole('button', { name: 'Back to live traffic' })).toHaveCount(0);
  await panel.getByRole('button', { name: 'Dismiss' }).click();
  await expect(panel.locator('.notices')).not.toContainText('broken.har');

  const token = await makeChannelToken(world.app.origin, subject);
  await drop(panel, [makeFile('good.har', har(entryOf({ headers: { Authorization: `Bearer ${token}` } })))]);
  await expect(rowsWith(panel, subject)).toHaveCount(1);
  await drop(panel, [makeFile('empty.har', har()), makeFile('broken.har', 'no')]);
  await expect(panel.locator('.notices')).toContainText('empty.har The file couldn’t be read.');
  await expect(panel.locator('.notices')).toContainText('good.har 1 entry');
  await expect(rowsWith(panel, subject)).toHaveCount(1);
  await expect(gridOf(panel)).toHaveAttribute('aria-rowcount', '2');
});

test('"No tokens" is shown only for a file that was searched completely', async ({ chrome, world }) => {
  const { panel } = await openWithPanel(chrome, world.app.channelsUrl);
  await drop(panel, [makeFile('plain.har', har(entryOf({})))]);
  await expect(panel.getByText('No tokens in this file')).toBeVisible();
  await expect(panel.getByRole('button', { name: /nothing dropped/ })).toBeVisible();
  await drop(panel, [makeFile('lossy.har', har(entryOf({ method: 'POST', bodySize: 9 })))]);
  await expect(
    panel.getByText('No tokens in the readable data. See what is missing in the notice above.'),
  ).toBeVisible();
  await expect(panel.getByRole('button', { name: /nothing dropped/ })).toHaveCount(0);
});
