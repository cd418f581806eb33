/**
 * The limits of what the background stores of requests. Finished and pending requests and the popup's draft must fit into
 * the 10 MB of `storage.session`.
 */

/** A stored body with token-shaped text. */
export const maxRequestBodyLength = 256 * 1024;
/** A stored body without token-shaped text. */
export const maxPlainBodyLength = 4 * 1024;
/**
 * Finished requests that wait to be reported. Beyond this length they are reported immediately, before they could be
 * evicted.
 */
export const maxUnreportedLength = 256 * 1024;
/** Finished requests. */
export const maxStoredRequests = 2_000;
/** Their estimated total size, in bytes. */
export const maxStoredBytes = 3 * 1024 * 1024;
/** How far back the sequence numbers of stored requests may reach, whatever was removed in between. */
export const maxNumbersBack = 10 * maxStoredRequests;
/** Pending requests. */
export const maxPendingRequests = 1_000;
/** Their estimated total size, in bytes. */
export const maxPendingBytes = 2 * 1024 * 1024;
