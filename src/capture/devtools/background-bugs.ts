import browser, { type Runtime } from 'webextension-polyfill';
import type { BugFacts } from '../../traffic';
import { parseBackgroundBug } from '../protocol/bug-messages';
import { isOwnPage } from '../protocol/extension-page';

/** Emits uncaught exceptions in the background, from now on. */
export function subscribeBackgroundBugs(listener: (bug: BugFacts) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const bug = isOwnPage(sender) ? parseBackgroundBug(message) : undefined;
    if (bug !== undefined) listener(bug);
  });
}
