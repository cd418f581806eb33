/** The limits of one token's context. Lengths are in UTF-16 code units. */

/** Sightings used, newest first. */
export const maxContextSightings = 50;
/** Total length of all requests in one context. The newest request is included whatever its length. */
export const maxContextLength = 2 * 1024 * 1024;
export const maxContextHeaders = 100;
/** One header's value or one URL. */
export const maxContextValue = 1024 * 1024;
/** One body. OAuth requests and responses (RFC 6749) are small. */
export const maxContextBody = 64 * 1024;
/** Exchanges whose other tokens are included, and the number of those tokens. */
export const maxCompanionExchanges = 5;
export const maxCompanions = 10;
/** Exchanges searched for the response that set a cookie's chunks, newest first. */
export const maxChunkSetters = 1_000;
/** Signed tokens whose sightings are compared with those of an encrypted token, newest first. */
export const maxComparedTokens = 100;
/** Storage readings whose entries are compared, newest first. */
export const maxComparedReadings = 100;
export const maxSites = 100;
export const maxStorages = 100;
/** Requests whose other tokens a lineage lists, newest first. */
export const maxCompanionRequests = 500;
export const maxUsesAfter = 5;
export const maxOtherOrigins = 5;
