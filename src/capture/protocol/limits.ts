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
/** A request's method: a file can contain any text there. */
export const maxMethodLength = 64;
/** The text after the status code, which a server chooses. */
export const maxStatusTextLength = 1_024;
/** The part of a URL that is compared to identify a request. */
export const maxIdentityUrlLength = 1_024;
/** Entries of a page's own list of its requests. Browsers keep 250 resources of a document unless the page asks for more. */
export const maxPageRequests = 1_000;

/** Entries of one reading of one storage area. */
export const maxStorageEntries = 500;
/** The key of one entry; an entry with a longer one is left out. */
export const maxStorageKeyLength = 4 * 1024;
/** The value of one entry; an entry with a longer one is left out. */
export const maxStorageValueLength = 1024 * 1024;
/** All keys and values of one reading. */
export const maxStorageTotalLength = 4 * 1024 * 1024;
/** Keys read in one area, with or without a token. */
export const maxStorageKeysVisited = 10_000;

/** Entries of MSAL.js decrypted per reading. */
export const maxEntriesDecrypted = 200;
/** Clients whose IDs are tried, per reading. */
export const maxMsalClients = 20;

/** IndexedDB databases of a site, per reading. */
export const maxDatabases = 20;
/** Object stores of one database. */
export const maxDatabaseStores = 50;
/** Records of one object store. */
export const maxDatabaseRecords = 1_000;
/** Levels of one record; deeper parts are left out. */
export const maxRecordDepth = 12;
/** Values in one record; further ones are left out. */
export const maxRecordNodes = 10_000;

/** Texts of one call that the script in the page world reports. */
export const maxReportedTexts = 32;
/** The name of a header, field or message that a text was in. */
export const maxReportedNameLength = 256;
/** A longer text is truncated at the last character before this limit that can't be part of a token. */
export const maxReportedLength = 64 * 1024;
/** Headers and sub-protocols read per call, with or without a token. */
export const maxHeadersRead = 100;
/** A URL that the page or the browser reports. */
export const maxUrlLength = 64 * 1024;
/** The line of code behind a call, with its URL. */
export const maxCallSiteLength = 2_048;

/** An origin in a message between worlds. */
export const maxOriginLength = 512;
/** Watched origins that are stored, and listed in a message. */
export const maxWatchedOrigins = 500;
