import type { BodyGap } from './body-gap';
import type { Delivery } from './delivery';

/** One header line as it travelled; the name's case is kept, comparisons ignore it (RFC 9110 §5.1). */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** The text of a body; of bytes that aren't text each character is one byte. */
export interface Body {
  readonly text: string;
  readonly mimeType: string;
  /** The body goes on behind `text`. */
  readonly truncated: boolean;
  /** The last part of a body whose middle is left out. Without it, a truncated body is only its beginning. */
  readonly end?: string;
  /** Why not all of it is here. Of a compression that isn't undone `text` has the bytes. */
  readonly gap?: BodyGap;
}

/** Who told of a request: DevTools, the browser's `webRequest` on a watched site, or a file that was opened. */
export type Source = 'network log' | 'web request' | 'file';

/** What made a request. `other tab` is another tab, or a pop-up, of the inspected site. */
export type Sender = 'page' | 'dedicated worker' | 'shared or service worker' | 'other tab';

/** One WebSocket message or one server-sent event, as text (RFC 6455 §5.6, HTML Standard §9.2). */
export interface StreamMessage {
  readonly direction: 'sent' | 'received';
  readonly atMs: number;
  readonly text: string;
  /** Only its beginning is here. */
  readonly truncated: boolean;
}

/** A request and its answer, as one source or two of them together tell it. */
export interface HttpExchange {
  readonly kind: 'http';
  /** Unique for the life of the log: what is told again under the same id counts once. */
  readonly id: string;
  readonly sentAtMs: number;
  /** When the answer was complete; the sending time plus the duration. */
  readonly answeredAtMs: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly HeaderField[];
  readonly responseHeaders: readonly HeaderField[];
  readonly requestBody?: Body;
  readonly responseBody?: Body;
  /** 0 when no answer came. */
  readonly status: number;
  readonly statusText: string;
  /** Absent: sent if an answer came, else not known; see `deliveryOf`. */
  readonly delivery?: Delivery;
  readonly source: Source;
  /** Absent where the source does not tell. */
  readonly sender?: Sender;
  /** The document, or the worker's script, that made the request, as far as a source tells it. */
  readonly pageUrl?: string;
  /** What a WebSocket or an event stream carried, oldest first. */
  readonly messages?: readonly StreamMessage[];
  /**
   * A service worker answered, or may have: a page's own can make up any response, of any address, so this one says
   * nothing about the server.
   */
  readonly mayBeForged?: boolean;
  /** The request was under way when it was reported; the status is 0 until a response comes. */
  readonly isPending?: boolean;
  /** `Authorization` and cookies were taken out before the file was written: that none is here says nothing. */
  readonly withheld?: boolean;
}

/**
 * Where a page's scripts can keep text; of cookies, those that they can read. `window.name` outlives the page and is
 * handed to the next site that its tab loads (HTML Standard §7.2.3).
 */
export type StorageArea = 'localStorage' | 'sessionStorage' | 'window.name' | 'cookie' | 'IndexedDB';

/**
 * One reading of a frame's storage: only entries in which token-shaped text stands, or that a known library keeps its
 * tokens in. The key of an IndexedDB entry is `database/store/key`, its value the record as JSON.
 */
export interface StorageReading {
  readonly kind: 'storage';
  readonly id: string;
  readonly readAtMs: number;
  readonly origin: string;
  readonly area: StorageArea;
  readonly entries: readonly { readonly key: string; readonly value: string }[];
  /** How many entries of the area were past the reader's bounds at this read, and are not here. */
  readonly leftOut?: number;
}

/** The functions and classes of a page's world that are watched. */
export type PageApi = 'fetch' | 'XMLHttpRequest' | 'WebSocket' | 'EventSource' | 'sendBeacon';

/** One text that a call carried; `name` is a header's, and empty for the others. */
export interface ReportedText {
  readonly place: 'request header' | 'request url' | 'request body' | 'message sent' | 'message received';
  readonly name: string;
  readonly text: string;
}

/** What a watched page's own world reported of a call. Only ever "reported by the page": a page can forge it. */
export interface PageReport {
  readonly kind: 'page-report';
  readonly id: string;
  readonly reportedAtMs: number;
  readonly origin: string;
  readonly api: PageApi;
  /** Empty for a WebSocket and an EventSource. */
  readonly method: string;
  readonly url: string;
  /** What it carried that has the look of a token; at least one. */
  readonly carried: readonly ReportedText[];
  /** The line of code that made the call, as `https://app.test/app.js:12:5`. */
  readonly callSite?: string;
}

/** Something in which tokens may stand. Plain facts, structured-cloneable. */
export type Exchange = HttpExchange | StorageReading | PageReport;

/** When a request was sent, storage was read or a page reported. */
export function timeOf(exchange: Exchange): number {
  switch (exchange.kind) {
    case 'http':
      return exchange.sentAtMs;
    case 'storage':
      return exchange.readAtMs;
    case 'page-report':
      return exchange.reportedAtMs;
  }
}
