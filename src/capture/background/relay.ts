import browser, { type Runtime } from 'webextension-polyfill';
import { originOf } from '../protocol/frames';
import {
  parseFrameCommand,
  parseFrameMessage,
  type FrameCommand,
  type RelayedMessage,
} from '../protocol/messages';

/**
 * Firefox hands nothing of a content script's to its devtools pages (bug 1453343): passes on what frames say, with the
 * tab and the origin that the browser names, and answers what the devtools page of that tab answers. Keeps nothing.
 * Call it while the background starts; does nothing in Chrome, where frames reach devtools pages by themselves.
 */
export function serveRelay(): void {
  if (__BROWSER__ !== 'firefox') return;
  browser.runtime.onMessage.addListener(relayFromFrame);
}

/** Undefined for what is no frame's message. */
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
