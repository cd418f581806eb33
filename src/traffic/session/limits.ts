import { MAX_KEY_LENGTH, MAX_TOKEN_LENGTH } from '../../token';

/** The limits of the messages between panels and the session. Lengths are in UTF-16 code units. */

/** The filter: enough for the largest token and text around it. */
export const maxFilterLength = 2 * MAX_TOKEN_LENGTH;

/** One key. The parser rejects longer ones. */
export const maxKeyLength = MAX_KEY_LENGTH;
/** A key's scope can be an issuer, header parameters or an entire token. */
export const maxScopeLength = 2 * MAX_TOKEN_LENGTH;
/** Keys in one keyring, and their total length. Beyond either, the oldest are removed. */
export const maxKeys = 100;
export const maxKeyringLength = 16 * 1024 * 1024;

/** Key sets fetched on a click; the oldest are removed first. The length of one, which is also the limit of a response. */
export const maxFetchedKeySets = 20;
export const maxFetchedLength = 512 * 1024;
/** Length of a URL that is fetched. */
export const maxFetchedUrlLength = 4 * 1024;

/** Requests that a panel gets summaries of, in total and in one message, and the tokens listed in each. */
export const maxSummaries = 100_000;
export const maxSummariesPerMessage = 2_000;
export const maxTokensPerSummary = 100;

/** Different lists of header and cookie names, the names in each, and the part of a `Cookie` header with such names. */
export const maxNameLists = 5_000;
export const maxNamesInList = 200;
export const maxSearchedCookies = 16 * 1024;

/** Endpoints that are known to get credentials. */
export const maxEndpoints = 10_000;

/** Sightings in the result of one call. */
export const maxSightingsPerCall = 10_000;
/** Requests whose cause one call returns. */
export const maxCausesPerCall = 200;
/** Pending calls of one panel. */
export const maxPendingCalls = 100;
/** Files opened together. */
export const maxFiles = 1_000;
/** Length of an exchange ID. */
export const maxIdLength = 1_024;

/** How long a call may take, in milliseconds. */
export const callLimitMs = 10_000;
/** The same for saving a file, which can contain an entire log. */
export const saveLimitMs = 300_000;
