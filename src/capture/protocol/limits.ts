/**
 * The bounds of what capture takes in. Lengths are in UTF-16 code units.
 * What is past one of them is left out and counted, or cut and flagged.
 */

/** One request or response body. */
export const maxBodyLength = 4 * 1024 * 1024;
/** Bodies and messages that wait to be searched: a page can send more than is searched in the same time. */
export const maxWaitingLength = 64 * 1024 * 1024;
/** Fields of a posted form that came without its text. */
export const maxFormFields = 1_000;
export const maxMethodLength = 64;
export const maxStatusTextLength = 1_024;
/** What of a URL tells one request from another. */
export const maxIdentityUrlLength = 1_024;
/** Of a page's own list of its requests. Browsers keep 250 resources of a document unless the page asks for more. */
export const maxPageRequests = 1_000;

/** One reading of one storage area. */
export const maxStorageEntries = 500;
export const maxStorageKeyLength = 4 * 1024;
export const maxStorageValueLength = 1024 * 1024;
export const maxStorageTotalLength = 4 * 1024 * 1024;
/** Keys looked at in one area, whether or not a token stands there. */
export const maxStorageKeysVisited = 10_000;

/** Of one reading of a site's databases. */
export const maxDatabases = 20;
export const maxDatabaseStores = 50;
/** Of one store. */
export const maxDatabaseRecords = 1_000;
/** Of one record; a deeper or wider part of it is left out. */
export const maxRecordDepth = 12;
export const maxRecordNodes = 10_000;

/** What the page's own world reports of one call. */
export const maxReportedTexts = 32;
export const maxReportedNameLength = 256;
/** Of a longer text only the beginning is read, up to where a token cannot go on. */
export const maxReportedLength = 64 * 1024;
/** Headers looked at in one call, and sub-protocols, whether or not a token stands there. */
export const maxHeadersRead = 100;
export const maxUrlLength = 64 * 1024;
export const maxCallSiteLength = 2_048;

export const maxOriginLength = 512;
export const maxWatchedOrigins = 500;
