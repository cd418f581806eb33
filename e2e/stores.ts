import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';

/** What `readStores` returns if nothing is stored. */
export const emptyStores = { local: {}, sync: {}, localStorage: {}, sessionStorage: {}, databases: [] };

/** All storage of an extension page that is written to disk. */
export function readStores(view: Frame | Page): Promise<unknown> {
  return view.evaluate(`(async () => ({
    local: await chrome.storage.local.get(),
    sync: await chrome.storage.sync.get(),
    localStorage: { ...localStorage },
    sessionStorage: { ...sessionStorage },
    databases: await indexedDB.databases(),
  }))()`);
}

/** The files of a folder that contain one of these texts. */
export function filesWith(folder: string, needles: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    try {
      if (!statSync(path).isFile()) return false;
      const bytes = readFileSync(path);
      return needles.some(
        (needle) => bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le')),
      );
    } catch {
      // Chromium removes and locks files of its own while it runs.
      return false;
    }
  });
}
