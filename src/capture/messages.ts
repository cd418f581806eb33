import type { Carried, PageReport, StorageArea } from '../traffic';
import {
  maxCarriedLength,
  maxCarriedNameLength,
  maxCarriedTexts,
  maxMethodLength,
  maxOriginLength,
  maxStorageEntries,
  maxUrlLength,
  maxWatchedOrigins,
} from './bounds';
import { findCallSite } from './call-site';
import { guarded, membersOf, type Unread } from './guard';
import { maxCallTextLength, maxStackLength } from './page-events';
import { boundEntries, type StorageEntries, type StorageEntry } from './storage-entries';

/** The name of the port that a frame's content script opens. */
export const framePortName = 'page';

/** Frame → devtools page: what stands in one storage area, only what changed since the last such message. */
export interface StorageMessage extends StorageEntries {
  readonly type: 'storage';
  readonly area: StorageArea;
}

/** A call that the page's own world reported. */
export type Call = Pick<PageReport, 'api' | 'method' | 'url' | 'carried' | 'callSite'>;

/** Page world → content script → devtools page: what the page's world reported, as it wrote it. The page can forge it. */
export interface CallMessage {
  readonly type: 'call';
  /** See `parseReport`. */
  readonly text: string;
}

/** Frame → devtools page: so many calls were not forwarded, because the page reported too many. */
export interface DroppedMessage {
  readonly type: 'dropped';
  readonly count: number;
}

/** Frame → devtools page: whether the script in the page's own world no longer answers. Sent when it changes. */
export interface PageScriptMessage {
  readonly type: 'page-script';
  readonly isSilent: boolean;
}

/** What the script in the page's own world says about itself. */
export interface PageState {
  /** Calls that it didn't report since the last state. */
  readonly dropped: number;
  /** Calls that didn't come through its hooks, since the document began: the page replaced the function. */
  readonly bypassed: number;
}

/** `hello` asks for a `start`; `ping` asks whether somebody is still there. */
export type FrameMessage =
  StorageMessage | CallMessage | DroppedMessage | PageScriptMessage | { readonly type: 'hello' | 'ping' };

/** Devtools page → frame: the answer to each of its messages. */
export type FrameCommand = { readonly type: 'start' | 'stop' | 'pong' };

/** Background → devtools pages, in Firefox: what a frame said. */
export interface RelayedMessage {
  readonly type: 'relayed';
  readonly tabId: number;
  readonly frameId: number;
  readonly origin: string;
  readonly message: FrameMessage;
}

/** Background → frame: a devtools page is there now. */
export interface WakeMessage {
  readonly type: 'wake';
}

/** Devtools, panel and options pages → background, which answers each with a {@link WatchedNotice}. */
export type BackgroundRequest =
  | { readonly type: 'watch' | 'unwatch' | 'open-watch-page'; readonly origin: string }
  | { readonly type: 'list-watched' }
  | { readonly type: 'wake-tab'; readonly tabId: number };

/** Background → every page of the extension, also as an answer. */
export interface WatchedNotice {
  readonly type: 'watched';
  readonly origins: readonly string[];
}

/** Everything that is said between the extension's worlds. */
export type Message =
  FrameMessage | FrameCommand | RelayedMessage | WakeMessage | BackgroundRequest | WatchedNotice;

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

export function parseFrameCommand(value: unknown): FrameCommand | undefined {
  return guarded(() => {
    const { type } = membersOf(value);
    return type === 'start' || type === 'stop' || type === 'pong' ? { type } : undefined;
  });
}

export function parseRelayed(value: unknown): RelayedMessage | undefined {
  return guarded(() => {
    const { type, tabId, frameId, origin, message } = membersOf(value);
    if (type !== 'relayed' || !isCount(tabId) || !isCount(frameId) || !isOrigin(origin)) return undefined;
    const parsed = parseFrameMessage(message);
    return parsed && { type, tabId, frameId, origin, message: parsed };
  });
}

export function parseWake(value: unknown): WakeMessage | undefined {
  return guarded(() => (membersOf(value).type === 'wake' ? { type: 'wake' } : undefined));
}

export function parseBackgroundRequest(value: unknown): BackgroundRequest | undefined {
  return guarded(() => {
    const { type, origin, tabId } = membersOf(value);
    if (type === 'list-watched') return { type };
    if (type === 'wake-tab') return isCount(tabId) ? { type, tabId } : undefined;
    if (type !== 'watch' && type !== 'unwatch' && type !== 'open-watch-page') return undefined;
    return isOrigin(origin) ? { type, origin } : undefined;
  });
}

export function parseWatchedNotice(value: unknown): WatchedNotice | undefined {
  return guarded(() => {
    const { type, origins } = membersOf(value);
    if (type !== 'watched' || !Array.isArray(origins) || origins.length > maxWatchedOrigins) return undefined;
    return origins.every(isOrigin) ? { type, origins: [...origins] } : undefined;
  });
}

/** What the script in the page's own world reported. `ownRoot` is the URL that those of our scripts begin with. */
export function parseReport(text: string, ownRoot: string): Call | PageState | undefined {
  return guarded(() => {
    const report: unknown = JSON.parse(text);
    const { dropped, bypassed } = membersOf<PageState>(report);
    return isCount(dropped) && isCount(bypassed) ? { dropped, bypassed } : parseCall(report, ownRoot);
  });
}

function parseCall(value: unknown, ownRoot: string): Call | undefined {
  const { api, method, url, carried, stack } = membersOf(value);
  if (!isOneOf(apis, api)) return undefined;
  if (!isText(method, maxMethodLength) || !isText(url, maxUrlLength)) return undefined;
  if (!Array.isArray(carried) || carried.length === 0 || carried.length > maxCarriedTexts) return undefined;
  const texts = carried.map(parseCarried).filter((text) => text !== undefined);
  if (texts.length < carried.length) return undefined;
  const call: Call = { api, method, url, carried: texts };
  const callSite = isText(stack, maxStackLength) ? findCallSite(stack, ownRoot) : undefined;
  return callSite === undefined ? call : { ...call, callSite };
}

const apis = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon'] as const;
const places = ['request header', 'request url', 'request body', 'message sent', 'message received'] as const;
const areas = ['localStorage', 'sessionStorage', 'cookie', 'IndexedDB'] as const;

function parseCarried(value: unknown): Carried | undefined {
  const { place, name, text } = membersOf(value);
  if (!isOneOf(places, place)) return undefined;
  return isText(name, maxCarriedNameLength) && isText(text, maxCarriedLength)
    ? { place, name, text }
    : undefined;
}

/** An origin that can be watched: what `URL` writes for http and https (RFC 6454 §6.2), with no path behind it. */
export function isOrigin(value: unknown): value is string {
  // `URL` takes a `*` in a host, and a match pattern made of it would hold other sites as well.
  if (!isText(value, maxOriginLength) || !/^https?:[^*]+$/.test(value)) return false;
  try {
    return new URL(value).origin === value;
  } catch {
    return false;
  }
}

function parseStorage({ area, entries, leftOut }: Unread<StorageMessage>): StorageMessage | undefined {
  if (!isOneOf(areas, area)) return undefined;
  if (!Array.isArray(entries) || entries.length > maxStorageEntries || !isCount(leftOut)) return undefined;
  const read = entries.map(parseEntry);
  const bounded = boundEntries(read.filter((entry) => entry !== undefined));
  const lost = read.length - bounded.entries.length;
  return { type: 'storage', area, entries: bounded.entries, leftOut: leftOut + lost };
}

function parseEntry(value: unknown): StorageEntry | undefined {
  const { key, value: text } = membersOf(value);
  return typeof key === 'string' && typeof text === 'string' ? { key, value: text } : undefined;
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return known.includes(value as T);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
