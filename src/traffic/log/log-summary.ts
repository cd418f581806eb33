import type { TypeLocation } from '../../token';
import type { BodyGapCount } from '../exchange/body-gap';
import type { EncryptedEntry } from '../search/encrypted-entry';

/** A token's position in its line: the tokens with the same issuer, subject, client, audience and type. */
export interface TokenLinePosition {
  /** Stable for the lifetime of the log. */
  readonly id: number;
  /** From 1, in the order of `iat`, then of capture. Tokens that were evicted count. */
  readonly position: number;
  readonly size: number;
  /** It's the newest one. */
  readonly isCurrent: boolean;
}

/** Whether the second token comes later in the same line. */
export function isLaterInLine(before: TokenLinePosition, after: TokenLinePosition | undefined): boolean {
  return before.id === after?.id && before.position < after.position;
}

/** One row of the token list: a distinct token, without its sightings. */
export interface TokenRow {
  /** Stable for the lifetime of the log, never reused. */
  readonly id: number;
  readonly raw: string;
  /** When the first request with it was sent, or the first storage entry or report was read. */
  readonly firstSeenMs: number;
  /**
   * The same for the last one. Reading a storage entry again doesn't change it, since that isn't activity of the token.
   */
  readonly lastSeenMs: number;
  /** How many requests sent it. Excludes requests that aren't known to have been sent. */
  readonly requests: number;
  /** How many of those were rejected; see `TokenLog.rejectionOf`. */
  readonly rejected: number;
  /** When a request last sent it. */
  readonly lastSentMs?: number;
  /** The first location whose name suggests the type of the token, such as the cookie `__session`. */
  readonly typeLocation?: TypeLocation;
  /** Only for a token of a type that is renewed, with enough claims to know its line. */
  readonly line?: TokenLinePosition;
  /** Number of all sightings, including evicted ones. */
  readonly sightings: number;
}

/** What the log recorded and lost since it was created or cleared. */
export interface LogCounts {
  /** HTTP exchanges recorded, with or without a token. */
  readonly requests: number;
  /** Requests whose `Authorization` header has a bearer token that isn't a JWT. */
  readonly opaqueBearers: number;
  /** Tokens that were evicted. */
  readonly droppedTokens: number;
  /** Sightings that were evicted, alone or with their token. */
  readonly droppedSightings: number;
  /** Bodies or values that were searched only in part or not at all. */
  readonly truncated: number;
  /** The same for bodies, by reason. Includes media, which aren't a loss. */
  readonly bodyGaps: readonly BodyGapCount[];
  /** Exchanges that couldn't be read, at least in part. */
  readonly unreadable: number;
  /** Requests that the page made but the browser didn't report. */
  readonly missed: number;
  /** Requests of a watched site that the background evicted before this log got them. */
  readonly forgotten: number;
  /** Exchanges that are stored and can be saved. */
  readonly storedExchanges: number;
  /** Exchanges that were evicted. */
  readonly droppedExchanges: number;
  /** Distinct storage entries with an encrypted token that wasn't decrypted; limited in number. */
  readonly encryptedEntries: readonly EncryptedEntry[];
}

/** The counts of an empty log. */
export const noCounts: LogCounts = {
  requests: 0,
  opaqueBearers: 0,
  droppedTokens: 0,
  droppedSightings: 0,
  truncated: 0,
  bodyGaps: [],
  unreadable: 0,
  missed: 0,
  forgotten: 0,
  storedExchanges: 0,
  droppedExchanges: 0,
  encryptedEntries: [],
};
