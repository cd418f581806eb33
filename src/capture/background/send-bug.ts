import browser from 'webextension-polyfill';
import { describeBug } from '../../traffic';
import { missedBugsKey, type BackgroundBug } from '../protocol/bug-messages';
import { maxMissedBugs } from '../protocol/limits';

let lastKept = Promise.resolve();

/**
 * Sends what may be known about an exception in the background to the devtools pages, whose panels show it. If none is
 * open, it's kept in the session's memory for the next one.
 */
export async function sendBug(exception: unknown): Promise<void> {
  const bug: BackgroundBug = { type: 'background-bug', ...describeBug(exception) };
  // Rejected if none of the extension's pages is open.
  const isShown: unknown = await browser.runtime.sendMessage(bug).catch(() => false);
  if (isShown === true) return;
  lastKept = lastKept.then(() => keepBug(bug));
  await lastKept;
}

/** Called one at a time, since each call reads what the previous one has written. */
async function keepBug(bug: BackgroundBug): Promise<void> {
  const { session } = browser.storage;
  try {
    const { [missedBugsKey]: kept } = await session.get(missedBugsKey);
    const bugs: unknown[] = Array.isArray(kept) ? kept : [];
    // A bug that occurs with each request isn't written with each request.
    if (bugs.length < maxMissedBugs) await session.set({ [missedBugsKey]: [...bugs, bug] });
  } catch {
    // The browser rejects the write if the quota is full.
  }
}
