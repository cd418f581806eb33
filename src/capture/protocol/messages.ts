import type { StorageArea } from '../../traffic';
import { maxCallTextLength, maxStorageEntries } from './limits';
import { guarded, isCount, isOneOf, isText, membersOf, type Unread } from './guard';
import { limitEntries, parseStorageEntry, type StorageEntries } from './storage-entries';
import { isOrigin, type BackgroundRequest, type WatchedNotice } from './watch-messages';

/** The name of the port that a frame's content script opens. */
export const framePortName = 'page';

/** Frame → devtools page: entries of one storage area that changed since the last such message. */
export interface StorageMessage extends StorageEntries {
  readonly type: 'storage';
  readonly area: StorageArea;
}

/** Page world → content script → devtools page: the page script's report, unchanged. The page can forge it. */
export interface CallMessage {
  readonly type: 'call';
  /** See `parsePageReport`. */
  readonly text: string;
}

/** Frame → devtools page: the number of calls not forwarded because the page reported too many. */
export interface DroppedMessage {
  readonly type: 'dropped';
  readonly count: number;
}

/** Frame → devtools page: whether the script in the page world stopped responding. Sent when it changes. */
export interface PageScriptMessage {
  readonly type: 'page-script';
  readonly isSilent: boolean;
}

/** `hello` asks for a `start`; `ping` asks whether a devtools page is still open. */
export type FrameMessage =
  StorageMessage | CallMessage | DroppedMessage | PageScriptMessage | { readonly type: 'hello' | 'ping' };

/** Devtools page → frame: the response to each of its messages. */
export type FrameCommand = { readonly type: 'start' | 'stop' | 'pong' };

/** Background → devtools pages, in Firefox: a frame's message. */
export interface RelayedMessage {
  readonly type: 'relayed';
  readonly tabId: number;
  readonly frameId: number;
  readonly origin: string;
  readonly message: FrameMessage;
}

/** Background → frame: a devtools page was opened. */
export interface WakeMessage {
  readonly type: 'wake';
}

/** Popup → the top frame of a watched site whose DevTools is closed: what does its storage contain? */
export interface StorageQuery {
  readonly type: 'query-storage';
}

/** The response: everything in each storage area. */
export interface StoredAreas {
  readonly type: 'stored-areas';
  /** The frame's. */
  readonly origin: string;
  readonly areas: readonly StorageMessage[];
}

/** All messages between the extension's worlds. */
export type Message =
  | FrameMessage
  | FrameCommand
  | RelayedMessage
  | WakeMessage
  | StorageQuery
  | BackgroundRequest
  | WatchedNotice;

/** Parses a message of a content script; undefined if it's invalid. */
export function parseFrameMessage(value: unknown): FrameMessage | undefined {
  return guarded(() => {
    const message = membersOf(value);
    switch (message.type) {
      case 'storage':
        return parseStorage(message);
      case 'call':
        return isText(message.text, maxCallTextLength) ? { type: 'call', text: message.text } : undefined;
      case 'dropped':
        return isCount(message.count) ? { type: 'dropped', count: message.count } : undefined;
      case 'page-script':
        return typeof message.isSilent === 'boolean'
          ? { type: 'page-script', isSilent: message.isSilent }
          : undefined;
      case 'hello':
      case 'ping':
        return { type: message.type };
      default:
        return undefined;
    }
  });
}

/** Parses a command for a content script; undefined if it's invalid. */
export function parseFrameCommand(value: unknown): FrameCommand | undefined {
  return guarded(() => {
    const { type } = membersOf(value);
    return type === 'start' || type === 'stop' || type === 'pong' ? { type } : undefined;
  });
}

/** Parses a message that the background relays from a frame; undefined if it's invalid. */
export function parseRelayed(value: unknown): RelayedMessage | undefined {
  return guarded(() => {
    const { type, tabId, frameId, origin, message } = membersOf(value);
    if (type !== 'relayed' || !isCount(tabId) || !isCount(frameId) || !isOrigin(origin)) return undefined;
    const parsed = parseFrameMessage(message);
    return parsed && { type, tabId, frameId, origin, message: parsed };
  });
}

/** Parses the message that starts content scripts; undefined for any other value. */
export function parseWake(value: unknown): WakeMessage | undefined {
  return guarded(() => (membersOf(value).type === 'wake' ? { type: 'wake' } : undefined));
}

/** Undefined if it isn't a query. */
export function parseStorageQuery(value: unknown): StorageQuery | undefined {
  return guarded(() => (membersOf(value).type === 'query-storage' ? { type: 'query-storage' } : undefined));
}

/** Undefined if it isn't a response. Leaves out areas that aren't valid. */
export function parseStoredAreas(value: unknown): StoredAreas | undefined {
  return guarded(() => {
    const { type, origin, areas: stored } = membersOf(value);
    if (type !== 'stored-areas' || !isOrigin(origin) || !Array.isArray(stored)) return undefined;
    return {
      type,
      origin,
      areas: stored.slice(0, areas.length).flatMap((area) => parseStorage(membersOf(area)) ?? []),
    };
  });
}

const areas = ['localStorage', 'sessionStorage', 'cookie', 'IndexedDB'] as const;

function parseStorage({ area, entries, leftOut }: Unread<StorageMessage>): StorageMessage | undefined {
  if (!isOneOf(areas, area)) return undefined;
  if (!Array.isArray(entries) || entries.length > maxStorageEntries || !isCount(leftOut)) return undefined;
  const read = entries.map(parseStorageEntry);
  const bounded = limitEntries(read.filter((entry) => entry !== undefined));
  const lost = read.length - bounded.entries.length;
  return { type: 'storage', area, entries: bounded.entries, leftOut: leftOut + lost };
}
