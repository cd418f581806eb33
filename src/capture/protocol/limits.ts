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

/** Bugs of the background that are kept until DevTools is opened. */
export const maxMissedBugs = 20;
/** Stack frames of a bug in a message. */
export const maxBugFrames = 20;
/** The name of its error, and one of its frames. */
export const maxBugTextLength = 100;

/** One message with requests from the background. */
export const maxBatchLength = 1024 * 1024;
/** One request in it. */
export const maxRequestLength = 512 * 1024;
/** Requests in it: more than the number of smallest requests that fit. */
export const maxBatchRequests = 5_000;
/** Origins whose requests were cleared without the background's confirmation. */
export const maxCleared = 20;
/** The ID of the background's memory, which changes when it starts anew. */
export const maxEpochLength = 64;
/** Header lines per request, and per response. */
export const maxHeaderFields = 10_000;

/** An error code of the browser: `net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS` has 49 characters. */
export const maxErrorLength = 100;

/** The cookie with MSAL's key. */
export const maxMsalCookieLength = 4_096;
/**
 * Clients whose IDs are tried per encrypted entry. One of them matches unless the page uses the names of many clients.
 */
export const maxClientsTried = 4;

/** A replaced `Authorization` header: enough for a scheme and the longest token. */
export const maxAuthorizationLength = 2 * 1024 * 1024;

/** The report of a call; longer ones are ignored. */
export const maxCallTextLength = 1024 * 1024;
/** A call's stack: a few frames with long URLs. */
export const maxStackLength = 8 * 1024;

/** Connected frames, or in Firefox remembered frames. */
export const maxFrames = 200;

/** A token's text in a message, as it was captured. */
export const maxRawLength = 2 * 1024 * 1024;
/** A text that is handed over to a viewer. Below the browsers' limit of a message. */
export const maxHandedLength = 8 * 1024 * 1024;

/** Calls kept while the devtools page isn't connected. */
export const maxKeptCalls = 200;
/** Their total length. */
export const maxKeptCallsLength = 4 * 1024 * 1024;
/** Calls kept before the content script starts the reports. */
export const maxEarlyCalls = 50;
/** Named events per event source that are listened to; further ones are counted. */
export const maxEventTypes = 100;

/** Columns in a stored layout of a list. */
export const maxColumns = 50;
/** The ID of a column. */
export const maxColumnIdLength = 30;
/** The width of a column, in pixels. */
export const maxColumnWidth = 10_000;

/** The text of the popup. Below the browsers' total quota of 10 MB for `storage.session`. */
export const maxDraftLength = 4 * 1024 * 1024;
