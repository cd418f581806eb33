import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright';
import type { LaunchedBrowser } from '../chromium/launch';
import { waitUntil } from '../wait-until';

/** Saves a HAR with live tokens: presses the buttons in the panel; returns the path of the file that the browser wrote. */
export function saveRawHar(chrome: LaunchedBrowser, panel: Frame, folder: string): Promise<string> {
  return save(chrome, panel, folder, ['Save', 'Save with live tokens instead…', 'Save HAR with live tokens']);
}

/** The same for a sanitized HAR. */
export function saveSanitized(chrome: LaunchedBrowser, panel: Frame, folder: string): Promise<string> {
  return save(chrome, panel, folder, ['Save', 'Save HAR']);
}

async function save(
  chrome: LaunchedBrowser,
  panel: Frame,
  folder: string,
  buttons: readonly string[],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const session = await chrome.context.browser()?.newBrowserCDPSession();
  await session?.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  for (const name of buttons) await panel.getByRole('button', { name, exact: true }).click();
  const name = await waitUntil('the browser has written a HAR', async () =>
    (await readdir(folder)).find((each) => each.endsWith('.har')),
  );
  await session?.detach();
  return join(folder, name);
}

/** Selects the file in the panel's own file dialog. */
export async function openFile(panel: Frame, path: string): Promise<void> {
  await panel.locator('input[type=file]').setInputFiles(path);
}

interface HarHeaders {
  headers: { name: string }[];
  cookies: unknown[];
}
interface HarText {
  log: { creator: unknown; entries: { request: HarHeaders; response: HarHeaders }[] };
}

/**
 * The same HAR as Chrome exports it by default: without `Authorization`, `Cookie` and `Set-Cookie`, and created by
 * DevTools.
 */
export async function sanitize(path: string): Promise<string> {
  const har = JSON.parse(await readFile(path, 'utf8')) as HarText;
  har.log.creator = { name: 'WebInspector', version: '537.36' };
  for (const side of har.log.entries.flatMap(({ request, response }) => [request, response])) {
    side.headers = side.headers.filter(({ name }) => !/^(?:authorization|cookie|set-cookie)$/i.test(name));
    side.cookies = [];
  }
  return JSON.stringify(har);
}
