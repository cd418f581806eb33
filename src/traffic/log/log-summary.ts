import type { BodyGapCount } from '../exchange/body-gap';
import type { EncryptedEntry } from '../search/encrypted-entry';

/** One row of the token list: what is held of one distinct token, without its sightings. */
export interface TokenRow {
  /** Stable for the life of the log, never reused. */
  readonly id: number;
  readonly raw: string;
  /** When the first carrier was sent, or read, or reported. */
  readonly firstSeenMs: number;
  /** The same of the last one. A storage entry read again does not move it: a token that sits there does nothing. */
  readonly lastSeenMs: number;
  /** How many requests took it to a server: one that isn't known to have been sent doesn't count, nor does a response. */
  readonly requests: number;
  /** How many of those were answered 401 or 403 (RFC 9110 §15.5.2, §15.5.4). */
  readonly refused: number;
  /** When a request last took it to a server. */
  readonly lastSentMs?: number;
  /** All that were seen, also those which are no longer held. */
  readonly sightings: number;
}

/** What the log took in and what it had to leave out, since it was created or cleared. */
export interface LogCounts {
  /** HTTP exchanges read, with or without a token. */
  readonly requests: number;
  /** Requests whose `Authorization` held a bearer that is no JWT. */
  readonly opaqueBearers: number;
  /** Tokens that left at the bounds of the log. */
  readonly droppedTokens: number;
  /** Sightings that left at the bounds, alone or with their token. */
  readonly droppedSightings: number;
  /** Bodies or values of which only the beginning, or nothing, was searched. */
  readonly truncated: number;
  /** Bodies of which not all was searched, by the reason; media among them, which are no loss. */
  readonly bodyGaps: readonly BodyGapCount[];
  /** Exchanges of which a part could not be read, or nothing. */
  readonly unreadable: number;
  /** Requests that the page made and the browser did not tell. */
  readonly untold: number;
  /** Requests of a watched site that left the background's memory before this log was told of them. */
  readonly forgotten: number;
  /** Exchanges that can be saved, those that left at the bounds no more among them. */
  readonly heldExchanges: number;
  /** Exchanges that left at the bounds. */
  readonly droppedExchanges: number;
  /** Storage entries in which a library keeps a token encrypted, each place once; bounded. */
  readonly sealed: readonly EncryptedEntry[];
}

export const noCounts: LogCounts = {
  requests: 0,
  opaqueBearers: 0,
  droppedTokens: 0,
  droppedSightings: 0,
  truncated: 0,
  bodyGaps: [],
  unreadable: 0,
  untold: 0,
  forgotten: 0,
  heldExchanges: 0,
  droppedExchanges: 0,
  sealed: [],
};
