import { MAX_KEY_LENGTH, MAX_TOKEN_LENGTH } from '../../token';

/** The limits of what a panel and the session send each other. Lengths are in UTF-16 code units. */

/** The filter: a token of the largest size, and the text around it. */
export const maxFilterLength = 2 * MAX_TOKEN_LENGTH;

/** One key: a longer one is never read, so it needn't be kept. */
export const maxKeyLength = MAX_KEY_LENGTH;
/** What a key is used for is named by an issuer, by header parameters or by a whole token. */
export const maxScopeLength = 2 * MAX_TOKEN_LENGTH;
/** Keys of one keyring, and their length together: above either, the oldest are forgotten. */
export const maxKeys = 100;
export const maxKeyringLength = 16 * 1024 * 1024;

/** The newest requests a panel gets summaries of, and the tokens listed with each. */
export const maxSummaries = 10_000;
export const maxTokensPerSummary = 100;

/** Sightings in one answer. */
export const maxSightingsPerCall = 10_000;
/** Calls of one panel that have no answer yet. */
export const maxPendingCalls = 100;
/** Files opened together. */
export const maxFiles = 1_000;
/** IDs of exchanges. */
export const maxIdLength = 1_024;

/** How long a call may take, in milliseconds. */
export const callLimitMs = 10_000;
/** The same for writing a file, which can hold a whole log. */
export const saveLimitMs = 300_000;
