/** The limits of one diagnosis. Lengths are in UTF-16 code units. */

/** Headers of one request or response. */
export const maxReadHeaders = 200;
/** One header, URL or body. */
export const maxReadLength = 64 * 1024;
/** Exchanges of the log that are read at all, newest first. */
export const maxHistory = 10_000;
/** Requests to the same origin that are compared with the rejected one. */
export const maxCompared = 300;
/** Token responses and authorization requests, newest first. */
export const maxTokenResponses = 200;
/** Texts of one response that are classified. */
export const maxReportTexts = 60;
/** The length of one classified text. */
export const maxReportLength = 2_000;
/** A quoted text in evidence. */
export const maxQuoted = 160;
/** Pieces of evidence for one cause. */
export const maxEvidence = 12;
/** A credential that may be a placeholder. */
export const maxPlaceholderLength = 100;
/** Readings of a server's clock that one estimate uses. */
export const maxClockReadings = 100;
/** How many of them are from after the request. */
export const maxLaterClockReadings = 20;
/** Causes of one rejection. */
export const maxCauses = 5;
/** Permissions of one token, and claims that are searched for them. */
export const maxPermissions = 500;
/** The body of an error response. The log doesn't store longer ones. */
export const maxReportBodyLength = 8 * 1024;
