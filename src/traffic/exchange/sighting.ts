import type { Delivery } from './delivery';
import type { Sender, Source } from './exchange';

/** The kinds of location where an exchange can contain a token. */
export type LocationKind =
  | 'request header'
  | 'request cookie'
  | 'request url'
  | 'request body'
  | 'response header'
  | 'response cookie'
  | 'response location'
  | 'response body'
  | 'message sent'
  | 'message received'
  | 'localStorage'
  | 'sessionStorage'
  | 'window.name'
  | 'cookie'
  | 'IndexedDB'
  | 'reported by the page'
  | 'text';

/** Where in an exchange a token was found. Exchanges with the same header line share one object. */
export interface TokenLocation {
  readonly kind: LocationKind;
  /** Name of the header, cookie, storage key, form field or file; empty if it has none. */
  readonly name: string;
  /** The steps that unwrap the token there, outermost first. */
  readonly path: readonly string[];
  /**
   * For a token that was split across cookies: their names, in order. `name` is then their common prefix, or the name
   * of the first one.
   */
  readonly chunks?: readonly string[];
  /** For a token in a message: the message's own time. */
  readonly atMs?: number;
  /** The storage entry was encrypted by MSAL.js and decrypted with the key in its cookie. */
  readonly isDecrypted?: boolean;
}

/** The facts that all tokens of one exchange share. */
export interface ExchangeInfo {
  readonly exchangeId: string;
  /** When the request was sent, the storage was read, the page reported the call or the text was added. */
  readonly atMs: number;
  readonly method: string;
  readonly url: string;
  /** The response's status; 0 without a response; absent if this isn't a request. */
  readonly status?: number;
  /** Absent for a request that was sent, and if this isn't a request. */
  readonly delivery?: Exclude<Delivery, { readonly state: 'sent' }>;
  /** The request is pending, so a status of 0 doesn't mean that it failed. */
  readonly isPending?: boolean;
  /** The line of code that made the call; reported by the page. */
  readonly callSite?: string;
  /** Absent for a request that DevTools reported, and if this isn't a request. */
  readonly source?: Exclude<Source, 'network log'>;
  /** Absent for the page itself, and if the sender is unknown. */
  readonly sender?: Exclude<Sender, 'page'>;
}

/** One location where one token was captured. For a token in a message, `atMs` is the message's own time. */
export type Sighting = ExchangeInfo & TokenLocation & { readonly atMs: number };

/** Identifies a location within one exchange. */
export function locationKey({ kind, name, chunks, atMs }: TokenLocation): string {
  // A cookie name can't contain a line break.
  return `${kind} ${atMs ?? ''} ${chunks?.join('\n') ?? name}`;
}
