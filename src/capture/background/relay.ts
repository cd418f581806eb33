import browser, { type Runtime } from 'webextension-polyfill';
import { originOf } from '../protocol/frames';
import {
  parseFrameCommand,
  parseFrameMessage,
  type FrameCommand,
  type RelayedMessage,
} from '../protocol/messages';

/**
 * Firefox doesn't deliver content scripts' messages to devtools pages (bug 1453343). So this relays frames' messages,
 * with the tab and the origin that the browser reports, and returns the response of that tab's devtools page. Stores
 * nothing. Call it while the background starts. Does nothing in Chrome, where frames reach devtools pages directly.
 */
export function serveRelay(): void {
  if (__BROWSER__ !== 'firefox') return;
  browser.runtime.onMessage.addListener(relayFromFrame);
}

/** Undefined if it isn't a message of a frame. */
export function relayFromFrame(
  message: unknown,
  sender: Runtime.MessageSender,
): Promise<FrameCommand | undefined> | undefined {
  const tabId = sender.tab?.id;
  const origin = originOf(sender);
  if (sender.id !== browser.runtime.id || tabId === undefined || origin === undefined) return undefined;
  const parsed = parseFrameMessage(message);
  return parsed && relay({ type: 'relayed', tabId, frameId: sender.frameId ?? 0, origin, message: parsed });
}

async function relay(message: RelayedMessage): Promise<FrameCommand | undefined> {
  try {
    return parseFrameCommand(await browser.runtime.sendMessage(message));
  } catch {
    // No devtools page is open.
    return undefined;
  }
}
