import type { Delivery } from './delivery';
import type { Sender, Source } from './exchange';

/** Where in an exchange a token stood. */
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
  | 'reported by the page';

/** Where in an exchange a token is. Exchanges with the same header share one object. */
export interface TokenLocation {
  readonly place: LocationKind;
  /** Name of the header, cookie, storage key or form field; empty where there is none. */
  readonly name: string;
  /** How the token was unwrapped from that place, outermost first. */
  readonly path: readonly string[];
  /**
   * The names of the cookies that the token was joined from, in order. `name` is then the name that they have in common,
   * or that of the first one.
   */
  readonly chunks?: readonly string[];
  /** Of a message, which has a time of its own. */
  readonly atMs?: number;
}

/** What is the same for all tokens of one exchange. */
export interface ExchangeInfo {
  readonly exchangeId: string;
  /** When the request was sent, or when the storage was read or the page reported. */
  readonly atMs: number;
  readonly method: string;
  readonly url: string;
  /** The answer's status; 0 when none came; absent where nothing was asked. */
  readonly status?: number;
  /** Absent for a request that was sent, and for what isn't a request. */
  readonly delivery?: Exclude<Delivery, { readonly state: 'sent' }>;
  /** The request is under way: its status of 0 doesn't mean that no response came. */
  readonly isPending?: boolean;
  /** The line of code that made the call; reported by the page. */
  readonly callSite?: string;
  /** Absent for a request that DevTools told of, and for what is no request. */
  readonly source?: Exclude<Source, 'network log'>;
  /** Absent for the page itself, and where it is not known. */
  readonly sender?: Exclude<Sender, 'page'>;
}

/** One place where one token was captured. `atMs` is the message's own time where the token is in a message. */
export type Sighting = ExchangeInfo & TokenLocation & { readonly atMs: number };

/** Identifies a location within one exchange. */
export function locationKey({ place, name, chunks, atMs }: TokenLocation): string {
  // A line break is in no cookie's name.
  return `${place} ${atMs ?? ''} ${chunks?.join('\n') ?? name}`;
}
