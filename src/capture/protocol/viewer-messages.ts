import { maxFiles } from '../../traffic';
import { guarded, isText, membersOf } from './guard';
import { maxHandedLength } from './limits';

/** Viewer → the page or the background that opened its tab, which responds with the content. */
export interface ViewerRequest {
  readonly type: 'viewer-opened';
}

/** What a viewer shows first. `files` follow on the channel of its tab, since Chrome's messages can't contain files. */
export type ViewerContent =
  { readonly type: 'viewer-text'; readonly text: string } | { readonly type: 'viewer-files' };

/** The name of the channel on which the files are sent to the viewer in a tab. */
export const filesChannelOf = (tabId: number) => `viewer ${tabId}`;
/** The viewer's reply on this channel, after which the sender may close. */
export const filesReceived = 'received';

/** Parses the viewer's message that it has opened; undefined for any other value. */
export function parseViewerRequest(value: unknown): ViewerRequest | undefined {
  return guarded(() => (membersOf(value).type === 'viewer-opened' ? { type: 'viewer-opened' } : undefined));
}

/** Parses what the viewer shows; undefined for any other value, and for a text longer than `maxHandedLength`. */
export function parseViewerContent(value: unknown): ViewerContent | undefined {
  return guarded(() => {
    const { type, text } = membersOf(value);
    if (type === 'viewer-files') return { type };
    return type === 'viewer-text' && isText(text, maxHandedLength) ? { type, text } : undefined;
  });
}

/** Parses one to `maxFiles` files; undefined for any other value. */
export function parseFiles(value: unknown): readonly File[] | undefined {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= maxFiles;
  return isList && value.every((file) => file instanceof File) ? value : undefined;
}
