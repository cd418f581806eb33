import browser, { type Runtime } from 'webextension-polyfill';
import type { BugFacts } from '../../traffic';
import { missedBugsKey, parseBackgroundBug, parseMissedBugs } from '../protocol/bug-messages';
import { isOwnPage } from '../protocol/extension-page';

/** Emits uncaught exceptions in the background: those that no devtools page has shown yet, and new ones. */
export function subscribeBackgroundBugs(listener: (bug: BugFacts) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const bug = isOwnPage(sender) ? parseBackgroundBug(message) : undefined;
    if (bug === undefined) return undefined;
    listener(bug);
    return Promise.resolve(true);
  });
  void takeMissed(listener);
}

async function takeMissed(listener: (bug: BugFacts) => void): Promise<void> {
  const { session } = browser.storage;
  const { [missedBugsKey]: missed } = await session.get(missedBugsKey);
  const bugs = parseMissedBugs(missed);
  if (bugs.length === 0) return;
  await session.remove(missedBugsKey);
  bugs.forEach(listener);
}
