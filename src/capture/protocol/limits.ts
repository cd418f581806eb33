/**
 * Limits of what is captured. Lengths are in UTF-16 code units.
 * What exceeds a limit is left out and counted, or truncated and flagged.
 */

/** One request or response body. */
export const maxBodyLength = 4 * 1024 * 1024;
/** Bodies and messages that wait to be searched: a page can send faster than they are searched. */
export const maxWaitingLength = 64 * 1024 * 1024;
/** Fields of a posted form that was captured without its text. */
export const maxFormFields = 1_000;
export const maxMethodLength = 64;
export const maxStatusTextLength = 1_024;
/** The part of a URL that is compared to identify a request. */
export const maxIdentityUrlLength = 1_024;
/** Entries of a page's own list of its requests. Browsers keep 250 resources of a document unless the page asks for more. */
export const maxPageRequests = 1_000;

/** One reading of one storage area. */
export const maxStorageEntries = 500;
export const maxStorageKeyLength = 4 * 1024;
export const maxStorageValueLength = 1024 * 1024;
export const maxStorageTotalLength = 4 * 1024 * 1024;
/** Keys read in one area, with or without a token. */
export const maxStorageKeysVisited = 10_000;

/** Entries of MSAL.js decrypted per reading, and clients whose IDs are tried. */
export const maxEntriesDecrypted = 200;
export const maxMsalClients = 20;

/** Per reading of a site's databases. */
export const maxDatabases = 20;
export const maxDatabaseStores = 50;
/** Per store. */
export const maxDatabaseRecords = 1_000;
/** Per record; deeper or wider parts are left out. */
export const maxRecordDepth = 12;
export const maxRecordNodes = 10_000;

/** Per call that the script in the page world reports. */
export const maxReportedTexts = 32;
export const maxReportedNameLength = 256;
/** A longer text is truncated at the last character before this limit that can't be part of a token. */
export const maxReportedLength = 64 * 1024;
/** Headers and sub-protocols read per call, with or without a token. */
export const maxHeadersRead = 100;
export const maxUrlLength = 64 * 1024;
export const maxCallSiteLength = 2_048;

export const maxOriginLength = 512;
export const maxWatchedOrigins = 500;
