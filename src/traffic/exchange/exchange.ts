import type { BodyGap } from './body-gap';
import type { Delivery } from './delivery';

/** One header line as it was sent. The name's case is kept; comparisons ignore it (RFC 9110 §5.1). */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** A body. If it isn't text, each character of `text` is one byte. */
export interface Body {
  readonly text: string;
  readonly mimeType: string;
  /** The body continues after `text`. */
  readonly truncated: boolean;
  /** The last part of a body whose middle is left out. Absent if a truncated body has only its beginning. */
  readonly end?: string;
  /** It was found by its URL and size, so it may be the body of another response. */
  readonly isFoundByUrl?: true;
  /** Why it isn't complete. For a compression that can't be decoded, `text` contains the compressed bytes. */
  readonly gap?: BodyGap;
}

/**
 * A token request (RFC 6749 §4): its grant type, and which parameters of the client have a value. Never the values, which
 * are credentials.
 */
export interface TokenGrant {
  readonly type: string;
  readonly parameters: readonly string[];
}

/** What reported a request: DevTools, the browser's `webRequest` on a watched site, or a file that was opened. */
export type Source = 'network log' | 'web request' | 'file';

/** What made a request. `other tab` is another tab or a pop-up window of the inspected site. */
export type Sender = 'page' | 'dedicated worker' | 'shared or service worker' | 'other tab';

/** One WebSocket message or one server-sent event, as text (RFC 6455 §5.6, HTML Standard §9.2). */
export interface StreamMessage {
  readonly direction: 'sent' | 'received';
  readonly atMs: number;
  readonly text: string;
  /** `text` is only its beginning. */
  readonly truncated: boolean;
}

/** The phases of a request in their order, as HAR 1.2 names them. `ssl` is a part of `connect`. */
export const timingNames = ['blocked', 'dns', 'connect', 'ssl', 'send', 'wait', 'receive'] as const;

/** Milliseconds of the phases that were measured. */
export type RequestTimings = Partial<Record<(typeof timingNames)[number], number>>;

/** A request and its response, as reported by one source or merged from two. */
export interface HttpExchange {
  readonly kind: 'http';
  /** Unique for the lifetime of the log: an exchange that is recorded again with the same ID counts once. */
  readonly id: string;
  readonly sentAtMs: number;
  /** When the response was complete: the sending time plus the duration. */
  readonly answeredAtMs: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly HeaderField[];
  readonly responseHeaders: readonly HeaderField[];
  readonly requestBody?: Body;
  /** What the log keeps of a token request whose body it doesn't store. */
  readonly grant?: TokenGrant;
  readonly responseBody?: Body;
  /** 0 without a response. */
  readonly status: number;
  readonly statusText: string;
  /** If absent: sent if there is a response, otherwise unknown; see `deliveryOf`. */
  readonly delivery?: Delivery;
  readonly source: Source;
  /** Absent if the source doesn't report it. */
  readonly sender?: Sender;
  /** URL of the document or worker script that made the request, if a source reports it. */
  readonly pageUrl?: string;
  /** The line of code that made the request, such as `https://app.test/app.js:12:5`, if a source reports it. */
  readonly callSite?: string;
  /** How long each phase took, if a source reports it. */
  readonly timings?: RequestTimings;
  /** The messages of a WebSocket or an event stream, oldest first. */
  readonly messages?: readonly StreamMessage[];
  /**
   * The response may come from a service worker. A page's service worker can fabricate a response for any URL, so this
   * one isn't evidence of what the server does.
   */
  readonly mayBeForged?: boolean;
  /** The request was pending when it was reported. The status is 0 until there is a response. */
  readonly isPending?: boolean;
  /**
   * Credentials (`Authorization` and cookies) were redacted before the file was written, so their absence means
   * nothing.
   */
  readonly isRedacted?: boolean;
}

/**
 * Where a page's scripts can store text. `cookie` means cookies that scripts can read. `window.name` outlives the page
 * and can be read by the next site loaded in the tab (HTML Standard §7.2.3).
 */
export type StorageArea = 'localStorage' | 'sessionStorage' | 'window.name' | 'cookie' | 'IndexedDB';

/**
 * Result of decrypting an entry that MSAL.js encrypted: its value was replaced with the plaintext, or why it wasn't.
 * `earlier session`: with another key, which was deleted when the browser was closed. `no key`: the cookie with the key
 * wasn't found. `failed`: the key doesn't decrypt it. `not tried`: too many entries.
 */
export type Decryption = 'decrypted' | 'earlier session' | 'no key' | 'failed' | 'not tried';

/** One entry of localStorage, sessionStorage or IndexedDB, or one cookie. */
export interface StorageEntry {
  readonly key: string;
  /** As stored; if it was decrypted, the plaintext, or empty if that can't contain a token. */
  readonly value: string;
  /** Only for an entry that MSAL.js encrypted. */
  readonly decryption?: Decryption;
}

/**
 * The result of reading a frame's storage once. Contains only entries with token-shaped text and entries where a known
 * auth library stores tokens. An IndexedDB entry has the key `database/store/key` and the record as JSON for its value.
 */
export interface StorageReading {
  readonly kind: 'storage';
  readonly id: string;
  readonly readAtMs: number;
  readonly origin: string;
  readonly area: StorageArea;
  readonly entries: readonly StorageEntry[];
  /** How many entries of the area are missing because they exceeded the reader's limits. */
  readonly leftOut?: number;
}

/** The functions and classes that the page script observes. */
export type PageApi = 'fetch' | 'XMLHttpRequest' | 'WebSocket' | 'EventSource' | 'sendBeacon';

/** One text that a call sent or received. `name` is the header's name, otherwise empty. */
export interface ReportedText {
  readonly kind: 'request header' | 'request url' | 'request body' | 'message sent' | 'message received';
  readonly name: string;
  readonly text: string;
}

/**
 * A call reported by the script in a watched page. The page can forge it, so it's always shown as "reported by the
 * page".
 */
export interface PageReport {
  readonly kind: 'page-report';
  readonly id: string;
  readonly reportedAtMs: number;
  readonly origin: string;
  readonly api: PageApi;
  /** Empty for a WebSocket and an EventSource. */
  readonly method: string;
  readonly url: string;
  /** The texts of the call that contain token-shaped text; at least one. */
  readonly texts: readonly ReportedText[];
  /** The line of code that made the call, such as `https://app.test/app.js:12:5`. */
  readonly callSite?: string;
}

/** Text that the user pasted, or a file that contains no requests. */
export interface AddedText {
  readonly kind: 'text';
  readonly id: string;
  readonly addedAtMs: number;
  /** The name of the file; empty for pasted text. */
  readonly name: string;
  readonly text: string;
}

/** Anything that can contain tokens. Plain data, structured-cloneable. */
export type Exchange = HttpExchange | StorageReading | PageReport | AddedText;

/** When a request was sent, storage was read, a page reported or a text was added. */
export function timeOf(exchange: Exchange): number {
  switch (exchange.kind) {
    case 'http':
      return exchange.sentAtMs;
    case 'storage':
      return exchange.readAtMs;
    case 'page-report':
      return exchange.reportedAtMs;
    case 'text':
      return exchange.addedAtMs;
  }
}

/** The value of the first header line with this name, which must be in lower case. Undefined if there is none. */
export function headerOf(headers: readonly HeaderField[], lowerCaseName: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value;
}
