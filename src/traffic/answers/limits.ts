/** The bounds of what is known of one token beyond itself. Lengths are in UTF-16 code units. */

/** The newest sightings that are looked at. */
export const maxContextSightings = 50;
/** All requests of one context together; the newest is there whatever its length. */
export const maxContextLength = 2 * 1024 * 1024;
export const maxContextHeaders = 100;
/** One header's value or one URL. */
export const maxContextValue = 1024 * 1024;
/** One body: requests and answers of RFC 6749 are small. */
export const maxContextBody = 64 * 1024;
/** Exchanges whose other tokens are looked for, and tokens handed over. */
export const maxCompanionExchanges = 5;
export const maxCompanions = 10;
/** The newest exchanges in which the setter of a cookie's chunks is looked for. */
export const maxChunkSetters = 1_000;
/** Of an encrypted token: signed tokens, newest first, whose sightings are compared with its own. */
export const maxComparedTokens = 100;
export const maxSites = 100;
export const maxStorages = 100;
