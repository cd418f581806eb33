import browser from 'webextension-polyfill';
import { describeBug } from '../../traffic';
import type { BackgroundBug } from '../protocol/bug-messages';

/** Sends what may be known about an exception in the background to the devtools pages, whose panels show it. */
export async function sendBug(error: unknown): Promise<void> {
  const message: BackgroundBug = { type: 'background-bug', ...describeBug(error) };
  try {
    await browser.runtime.sendMessage(message);
  } catch {
    // None of the extension's pages is open.
  }
}
