/** The limits of one token's context. Lengths are in UTF-16 code units. */

/** Sightings used, newest first. */
export const maxContextSightings = 50;
/** Total length of all requests in one context. The newest request is included whatever its length. */
export const maxContextLength = 2 * 1024 * 1024;
/** Header lines of one request or response. */
export const maxContextHeaders = 100;
/** One header's value or one URL. */
export const maxContextValue = 1024 * 1024;
/** One body. OAuth requests and responses (RFC 6749) are small. */
export const maxContextBody = 64 * 1024;
/** Exchanges whose other tokens are included. */
export const maxCompanionExchanges = 5;
/** Other tokens that are included. */
export const maxCompanions = 10;
/** Exchanges searched for the response that set a cookie's chunks, newest first. */
export const maxChunkSetters = 1_000;
/** Signed tokens whose sightings are compared with those of an encrypted token, newest first. */
export const maxComparedTokens = 100;
/** Storage readings whose entries are compared, newest first. */
export const maxComparedReadings = 100;
/** Origins that a token was sent to. */
export const maxSites = 100;
/** Storage entries that contain a token. */
export const maxStorages = 100;
/** Requests whose other tokens a lineage lists, newest first. */
export const maxCompanionRequests = 500;
/** Uses of a token after it was replaced that are listed, newest first; all are counted. */
export const maxUsesAfter = 5;
/** Origins listed that a token wasn't intended for. */
export const maxOtherOrigins = 5;
/** Audiences that are compared. With more, no unintended origin is reported. */
export const maxAudiences = 50;
