import browser from 'webextension-polyfill';
import { openViewer } from '../protocol/open-viewer';
import {
  filesChannelOf,
  filesReceived,
  parseFiles,
  parseViewerContent,
  type ViewerRequest,
} from '../protocol/viewer-messages';
import { maxHandedLength } from '../protocol/limits';

/** How long the viewer's page may take to receive files. */
const filesTimeLimitMs = 60_000;

/**
 * Opens a viewer with a text, or with files. Its tab is shown after its page has the content, because a popup is closed
 * then. False if that failed.
 */
export async function showInViewer(text: string, files: readonly File[] = []): Promise<boolean> {
  if (text.length > maxHandedLength) return false;
  const isEmpty = text === '' && files.length === 0;
  const content =
    files.length > 0 ? ({ type: 'viewer-files' } as const) : ({ type: 'viewer-text', text } as const);
  const opened = await openViewer(isEmpty ? undefined : content, { active: false });
  if (opened === undefined) return false;
  const { tabId, taken } = opened;
  const isDone = (await taken) && (files.length === 0 || (await sendFiles(tabId, files)));
  if (!isDone)
    return browser.tabs.remove(tabId).then(
      () => false,
      () => false,
    );
  await browser.tabs.update(tabId, { active: true });
  return true;
}

function sendFiles(tabId: number, files: readonly File[]): Promise<boolean> {
  const channel = new BroadcastChannel(filesChannelOf(tabId));
  const sent = new Promise<boolean>((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === filesReceived) resolve(true);
    });
    setTimeout(() => resolve(false), filesTimeLimitMs);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none, unlike a window
    channel.postMessage([...files]);
  });
  return sent.finally(() => channel.close());
}

/** In the viewer: what the tab was opened with. Undefined if it was opened empty, or reloaded. */
export async function receiveContent(): Promise<
  { readonly text: string } | { readonly files: readonly File[] } | undefined
> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id === undefined) return undefined;
  const channel = new BroadcastChannel(filesChannelOf(tab.id));
  // Received from now on: the files are sent right after the response.
  const files = new Promise<readonly File[] | undefined>((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(parseFiles(data)));
  });
  try {
    const request: ViewerRequest = { type: 'viewer-opened' };
    const content = parseViewerContent(await browser.runtime.sendMessage(request).catch(() => undefined));
    if (content?.type !== 'viewer-files') return content;
    const received = await files;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- likewise
    channel.postMessage(filesReceived);
    return received && { files: received };
  } finally {
    channel.close();
  }
}
