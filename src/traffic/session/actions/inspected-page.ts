import type { HeaderField } from '../../exchange/exchange';

/** A call as the inspected page makes it. */
export interface PageCall {
  /** The origin of the page that makes it. On another page, nothing is sent. */
  readonly pageOrigin: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderField[];
  readonly body?: string;
  /** See `RequestInit.credentials` in the Fetch Standard. */
  readonly credentials: 'include' | 'same-origin' | 'omit';
}

/**
 * What the page knows about its call. `failed`: no response that its scripts may read. `timed out`: it was aborted at the
 * time limit. `not sent`: the page can't be used, for example while it's paused in the debugger.
 */
export type PageCallOutcome =
  | { readonly kind: 'responded'; readonly status: number; readonly startedAtMs: number }
  | { readonly kind: 'failed' | 'timed out'; readonly startedAtMs: number }
  | { readonly kind: 'not sent' };

/** The storage that scripts of the page can write. */
export type WritableArea = 'localStorage' | 'sessionStorage' | 'cookie';

/** One entry of the inspected page's storage. */
export interface StoredEntry {
  readonly origin: string;
  readonly area: WritableArea;
  readonly key: string;
  /** For a cookie: its attributes without its name and value, such as `; Path=/; Secure`. */
  readonly attributes?: string;
}

/**
 * The value of an entry, or why there is none. `other page`: the page has another origin now. `missing`: no such entry, or
 * scripts can't read it, such as an HttpOnly cookie. `unreadable`: the page can't be used.
 */
export type StoredValue =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'other page' | 'missing' | 'unreadable' };

/** Whether an entry was written. `changed`: its value isn't the expected one any more, so nothing was written. */
export type WriteOutcome = 'written' | 'changed' | 'failed' | Exclude<StoredValue['kind'], 'value'>;

/** The credentials that replace those of the tab's calls to one origin. */
export interface Override {
  readonly origin: string;
  /** The value of the `Authorization` header. It contains a token: keep it in memory only. */
  readonly authorization: string;
}

/** `needs restart`: the browser can't do it before it's restarted. */
export type OverrideOutcome = 'done' | 'failed' | 'needs restart';

/** What a session can do in the inspected page, only when the user asks for it. No method rejects. */
export interface InspectedPage {
  /** Makes a call from the page and waits for its response. Aborts it if the signal aborts. */
  call(call: PageCall, signal: AbortSignal): Promise<PageCallOutcome>;
  readStored(entry: StoredEntry): Promise<StoredValue>;
  /** Replaces the value of an entry if it's the expected one. */
  writeStored(entry: StoredEntry, expected: string, next: string): Promise<WriteOutcome>;
  /**
   * Replaces the credentials of the tab's calls to an origin, until it's called without one. If that isn't done, nothing
   * is replaced, unless it couldn't be ended.
   */
  override(override: Override | undefined): Promise<OverrideOutcome>;
  wait(ms: number): Promise<void>;
}
