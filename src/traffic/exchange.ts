/** One header line as it travelled; the name's case is kept, comparisons ignore it (RFC 9110 §5.1). */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** The text of a body. `truncated` says that only its beginning is here. */
export interface Body {
  readonly text: string;
  readonly mimeType: string;
  readonly truncated: boolean;
}

/** A request and its answer, as the browser's network log tells them. */
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
}

/** Where a page's scripts can keep text; of cookies, those that they can read. */
export type StorageArea = 'localStorage' | 'sessionStorage' | 'cookie';

/** One reading of a frame's storage: only entries in which token-shaped text stands. */
export interface StorageReading {
  readonly kind: 'storage';
  readonly id: string;
  readonly readAtMs: number;
  readonly origin: string;
  readonly area: StorageArea;
  readonly entries: readonly { readonly key: string; readonly value: string }[];
  /** How many entries were past the reader's bounds and are not here. */
  readonly leftOut?: number;
}

/** What a watched page's own world reported of a call. Only ever "reported by the page": a page can forge it. */
export interface PageReport {
  readonly kind: 'page-report';
  readonly id: string;
  readonly reportedAtMs: number;
  readonly origin: string;
  readonly api: 'fetch' | 'XMLHttpRequest';
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  /** The line of code that made the call, as `https://app.test/app.js:12:5`. */
  readonly callSite?: string;
}

/** Something in which tokens may stand. Plain facts, structured-cloneable. */
export type Exchange = HttpExchange | StorageReading | PageReport;
